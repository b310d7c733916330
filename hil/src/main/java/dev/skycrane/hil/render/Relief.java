package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Sun;

/**
 * Ground as the video cameras see it from near: ripples of sand in patches, gravel, and stones from metres down to centimetres with faces and
 * shadows. All of it is brightness by the slope towards the sun and fixed to the ground; heights are not moved. Sizes: stones by a
 * falling power law in four sizes of cell; ripples of 2.4 and 0.35 m (order of those in the flown pictures). Immutable.
 */
final class Relief {
    private static final double[] CELL_M = {9, 2.6, 0.75, 0.22};
    private static final double[] DENSITY = {0.22, 0.34, 0.4, 0.4};
    /** Height over radius. */
    private static final double SHAPE = 0.75;
    private static final double SHADOW = 0.42;
    private final long seed;
    private final double sunEast;
    private final double sunNorth;
    /** Horizontal part of the sun's direction over its vertical one: shadow per height. */
    private final double slant;

    Relief(long seed, Sun sun) {
        this.seed = Noise.mix(seed + 0x72656c696566L);
        double horizontal = Math.max(1e-6, Math.sqrt(sun.east * sun.east + sun.north * sun.north));
        sunEast = sun.east / horizontal;
        sunNorth = sun.north / horizontal;
        slant = horizontal / sun.up;
    }

    /** Whether there is anything to add at this footprint. */
    boolean shows(double footprintM) {
        return footprintM < 1.2;
    }

    /** Factor on the brightness. */
    double factor(double eastM, double northM, double footprintM) {
        double sand = sand(eastM, northM);
        double f = ripples(eastM, northM, sand, footprintM);
        if (footprintM < 0.1) f *= 1 + 0.10 * fade(footprintM, 0.1) * Noise.smooth(seed + 7, 14 * eastM, 14 * northM);
        if (footprintM < 0.03) f *= 1 + 0.12 * fade(footprintM, 0.03) * Noise.smooth(seed + 8, 45 * eastM, 45 * northM);
        for (int i = 0; i < CELL_M.length; i++) {
            if (footprintM > 0.09 * CELL_M[i]) continue;
            double s = stone(eastM, northM, i, sand, footprintM);
            if (s >= 0) return s;
            if (s > -1) f *= -s;
        }
        return f;
    }

    private static double fade(double footprintM, double limitM) {
        return Math.min(1, 2 * (1 - footprintM / limitM));
    }

    /** 0 on rubble, 1 on sand. */
    private double sand(double eastM, double northM) {
        double v = Noise.smooth(seed, eastM / 38, northM / 38) + 0.5 * Noise.smooth(seed + 1, eastM / 13, northM / 13);
        double u = Math.max(0, Math.min(1, 1.6 * (v - 0.05)));
        return u * u * (3 - 2 * u);
    }

    /** Crests across the wind, bent; brightness of the slope towards the sun over that of level ground. */
    private double ripples(double eastM, double northM, double sand, double footprintM) {
        if (sand < 0.02) return 1;
        double bend = 0.9 * Noise.smooth(seed + 2, eastM / 9, northM / 9);
        double phase = 2 * Math.PI * (0.86 * eastM + 0.51 * northM) / 2.4 + 2.6 * bend;
        double slope = 0.24 * wave(phase) * fade(footprintM, 1.2);
        if (footprintM < 0.17) {
            double fine = 2 * Math.PI * (0.74 * eastM + 0.67 * northM) / 0.35 + 5 * bend;
            slope += 0.14 * wave(fine) * fade(footprintM, 0.17);
        }
        double towards = 0.86 * sunEast + 0.51 * sunNorth;
        return Math.max(0.3, 1 - sand * slope * slant * towards);
    }

    /** Slope of a wave with sharp crests. */
    private static double wave(double phase) {
        double s = StrictMath.sin(phase);
        return s + 0.35 * StrictMath.sin(2 * phase + 0.6);
    }

    /** @return brightness on a stone, minus the factor in its shadow, or -1 beside both */
    private double stone(double eastM, double northM, int size, double sand, double footprintM) {
        double cell = CELL_M[size];
        double column = Math.floor(eastM / cell);
        double row = Math.floor(northM / cell);
        long h = Noise.hash(seed + 11 + size, (long) column, (long) row);
        if (Noise.uniform(h) > DENSITY[size] * (1 - 0.8 * sand)) return -1;
        double u = Noise.uniform(Noise.mix(h + 3));
        double radius = 0.25 * cell / (1 + SHAPE * slant) * (0.22 + 0.78 * u * u * u);
        if (radius < 0.6 * footprintM) return -1;
        double x = eastM - (column + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 1))) * cell;
        double y = northM - (row + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 2))) * cell;
        return faces(x, y, radius, h);
    }

    private double faces(double x, double y, double radius, long h) {
        double along = x * sunEast + y * sunNorth;
        double across = y * sunEast - x * sunNorth;
        double shadow = (0.7 + 0.6 * Noise.uniform(Noise.mix(h + 5))) * SHAPE * slant * radius;
        double d = Math.sqrt(x * x + y * y);
        if (d < 1.3 * radius) {
            double turn = StrictMath.atan2(y, x);
            double p = 6.2832 * Noise.uniform(Noise.mix(h + 6));
            double q = 6.2832 * Noise.uniform(Noise.mix(h + 7));
            double edge = radius * (1 + 0.17 * StrictMath.cos(2 * turn + p) + 0.10 * StrictMath.cos(3 * turn + q));
            if (d < edge) return face(x / radius, y / radius, d / edge, turn, h, p);
        }
        if (along < 0 && along > -radius - shadow) {
            double taper = 1 - 0.5 * Math.max(0, -along - radius) / shadow;
            if (Math.abs(across) < 0.85 * radius * taper) return -SHADOW;
        }
        return -1;
    }

    /** A block with a top and five to eight flanks. */
    private double face(double x, double y, double out, double turn, long h, double p) {
        int flanks = 5 + (int) (h >>> 60 & 3);
        double k = Math.floor(flanks * (turn + p) / (2 * Math.PI));
        double centre = (k + 0.5) * 2 * Math.PI / flanks - p;
        double tilt = out < 0.45 + 0.2 * Noise.uniform(Noise.mix(h + 9)) ? 0.18 : 1.15;
        double slope = tilt * (StrictMath.cos(centre) * sunEast + StrictMath.sin(centre) * sunNorth);
        double n = 1 / Math.sqrt(1 + tilt * tilt);
        double lit = Math.max(0, n * (1 + slope * slant));
        double tone = 0.72 + 0.36 * Noise.uniform(Noise.mix(h + 4));
        double grain = 1 + 0.10 * Noise.smooth(h, 5 * x, 5 * y);
        return tone * grain * (0.35 + 0.65 * Math.min(1.5, lit));
    }
}
