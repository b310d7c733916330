package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.SmoothNoise;
import dev.skycrane.hil.terrain.Sun;

/**
 * Ground as the video cameras see it from near: ripples of sand in patches, gravel, and stones from metres down to centimetres with faces and
 * shadows. All of it is brightness by the slope towards the sun and fixed to the ground; heights are not moved. Sizes: stones by a
 * falling power law in six sizes of cell; ripples of 2.4 and 0.35 m (order of those in the flown pictures). One thread;
 * others take a {@link #copy}.
 */
final class Relief {
    private static final double[] CELL_M = {9, 2.6, 0.75, 0.22, 0.07, 0.025};
    private static final double[] DENSITY = {0.22, 0.34, 0.4, 0.4, 0.4, 0.5};
    /** Height over radius. */
    static final double SHAPE = 0.75;
    private static final double SHADOW = 0.42;
    /** Ripples of two lengths: phase per metre, and steepest slope. */
    private static final double LARGE_TURN = 2 * Math.PI / 2.4;
    private static final double LARGE_SLOPE = 0.24;
    private static final double SMALL_TURN = 2 * Math.PI / 0.35;
    private static final double SMALL_SLOPE = 0.14;
    private final long givenSeed;
    private final Sun sun;
    private final long seed;
    private final double sunEast;
    private final double sunNorth;
    /** Horizontal part of the sun's direction over its vertical one: shadow per height. */
    private final double slant;
    private final SmoothNoise sandWide;
    private final SmoothNoise sandNarrow;
    private final SmoothNoise bends;
    private final SmoothNoise gravel;
    private final SmoothNoise grit;
    private final SmoothNoise grains;
    private final Stone stone = new Stone();

    Relief(long seed, Sun sun) {
        givenSeed = seed;
        this.sun = sun;
        this.seed = Noise.mix(seed + 0x72656c696566L);
        sandWide = new SmoothNoise(this.seed);
        sandNarrow = new SmoothNoise(this.seed + 1);
        bends = new SmoothNoise(this.seed + 2);
        gravel = new SmoothNoise(this.seed + 7);
        grit = new SmoothNoise(this.seed + 8);
        grains = new SmoothNoise(this.seed + 9);
        double horizontal = Math.max(1e-6, Math.sqrt(sun.east * sun.east + sun.north * sun.north));
        sunEast = sun.east / horizontal;
        sunNorth = sun.north / horizontal;
        slant = horizontal / sun.up;
    }

    /** The same for another thread. */
    Relief copy() {
        return new Relief(givenSeed, sun);
    }

    /** Whether there is anything to add at this footprint. */
    boolean shows(double footprintM) {
        return footprintM < 1.2;
    }

    /** Factor on the brightness. */
    double factor(double eastM, double northM, double footprintM) {
        double sand = sand(eastM, northM);
        double f = ripples(eastM, northM, sand, footprintM);
        if (footprintM < 0.1) f *= 1 + 0.10 * fade(footprintM, 0.1) * gravel.at(14 * eastM, 14 * northM);
        if (footprintM < 0.03) f *= 1 + 0.12 * fade(footprintM, 0.03) * grit.at(45 * eastM, 45 * northM);
        if (footprintM < 0.006) f *= 1 + 0.14 * fade(footprintM, 0.006) * grains.at(190 * eastM, 190 * northM);
        for (int i = 0; i < CELL_M.length; i++) {
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
    double sand(double eastM, double northM) {
        double v = sandWide.at(eastM / 38, northM / 38) + 0.5 * sandNarrow.at(eastM / 13, northM / 13);
        double u = Math.max(0, Math.min(1, 1.6 * (v - 0.05)));
        return u * u * (3 - 2 * u);
    }

    /** Crests across the wind, bent; brightness of the slope towards the sun over that of level ground. */
    private double ripples(double eastM, double northM, double sand, double footprintM) {
        if (sand < 0.02) return 1;
        double bend = 0.9 * bends.at(eastM / 9, northM / 9);
        double phase = LARGE_TURN * (0.86 * eastM + 0.51 * northM) + 2.6 * bend;
        double slope = LARGE_SLOPE * wave(phase) * fade(footprintM, 1.2);
        if (footprintM < 0.17) {
            double fine = SMALL_TURN * (0.74 * eastM + 0.67 * northM) + 5 * bend;
            slope += SMALL_SLOPE * wave(fine) * fade(footprintM, 0.17);
        }
        double towards = 0.86 * sunEast + 0.51 * sunNorth;
        return Math.max(0.3, 1 - sand * slope * slant * towards);
    }

    /** Height of the ripples, the integral of the slopes that {@link #ripples} shows, m. */
    double rippleHeightM(double eastM, double northM, double sand, double footprintM) {
        if (sand < 0.02) return 0;
        double bend = 0.9 * bends.at(eastM / 9, northM / 9);
        double phase = LARGE_TURN * (0.86 * eastM + 0.51 * northM) + 2.6 * bend;
        double height = LARGE_SLOPE / LARGE_TURN * rise(phase) * fade(footprintM, 1.2);
        if (footprintM < 0.17) {
            double fine = SMALL_TURN * (0.74 * eastM + 0.67 * northM) + 5 * bend;
            height += SMALL_SLOPE / SMALL_TURN * rise(fine) * fade(footprintM, 0.17);
        }
        return sand * height;
    }

    private static double rise(double phase) {
        return -Trig.cos(phase) - 0.175 * Trig.cos(2 * phase + 0.6);
    }

    /** Slope of a wave with sharp crests. */
    private static double wave(double phase) {
        double s = Trig.sin(phase);
        return s + 0.35 * Trig.sin(2 * phase + 0.6);
    }

    /** A stone of one size of cell, seen from a place. */
    static final class Stone {
        /** The place from the stone's middle, m. */
        double xM;
        double yM;
        double radiusM;
        long hash;

        /** Distance of its outline in the direction of the place, m: not round. */
        double edgeM(double turn) {
            double p = 6.2832 * Noise.uniform(Noise.mix(hash + 6));
            double q = 6.2832 * Noise.uniform(Noise.mix(hash + 7));
            return radiusM * (1 + 0.17 * Trig.cos(2 * turn + p) + 0.10 * Trig.cos(3 * turn + q));
        }

        /** Height of the place above the soil: a block with a top and steep flanks. */
        double heightM() {
            double d = Math.sqrt(xM * xM + yM * yM);
            if (d >= 1.27 * radiusM) return 0;
            double out = d / edgeM(Trig.atan2(yM, xM));
            if (out >= 1) return 0;
            double grain = 0.07 * Noise.smooth(hash, 4 * xM / radiusM, 4 * yM / radiusM);
            return SHAPE * radiusM * Math.max(0, Math.min(1 - 0.25 * out * out, 2.2 * (1 - out)) + grain);
        }

        double tone() {
            return 0.72 + 0.36 * Noise.uniform(Noise.mix(hash + 4));
        }
    }

    static int sizes() {
        return CELL_M.length;
    }

    /** The stone in a place's cell, good until the next call. @return null for none, or one that does not show */
    Stone stoneOf(double eastM, double northM, int size, double sand, double footprintM) {
        double cell = CELL_M[size];
        if (footprintM > 0.09 * cell) return null;
        double column = Math.floor(eastM / cell);
        double row = Math.floor(northM / cell);
        long h = Noise.hash(seed + 11 + size, (long) column, (long) row);
        if (Noise.uniform(h) > DENSITY[size] * (1 - 0.8 * sand)) return null;
        double u = Noise.uniform(Noise.mix(h + 3));
        stone.radiusM = 0.25 * cell / (1 + SHAPE * slant) * (0.22 + 0.78 * u * u * u);
        if (stone.radiusM < 0.6 * footprintM) return null;
        stone.xM = eastM - (column + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 1))) * cell;
        stone.yM = northM - (row + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 2))) * cell;
        stone.hash = h;
        return stone;
    }

    /** @return brightness on a stone, minus the factor in its shadow, or -1 beside both */
    private double stone(double eastM, double northM, int size, double sand, double footprintM) {
        return stoneOf(eastM, northM, size, sand, footprintM) == null ? -1 : faces();
    }

    private double faces() {
        double x = stone.xM;
        double y = stone.yM;
        double radius = stone.radiusM;
        long h = stone.hash;
        double along = x * sunEast + y * sunNorth;
        double across = y * sunEast - x * sunNorth;
        double shadow = (0.7 + 0.6 * Noise.uniform(Noise.mix(h + 5))) * SHAPE * slant * radius;
        double d = Math.sqrt(x * x + y * y);
        if (d < 1.3 * radius) {
            double turn = Trig.atan2(y, x);
            double edge = stone.edgeM(turn);
            if (d < edge) return face(d / edge, turn);
        }
        if (along < 0 && along > -radius - shadow) {
            double taper = 1 - 0.5 * Math.max(0, -along - radius) / shadow;
            if (Math.abs(across) < 0.85 * radius * taper) return -SHADOW;
        }
        return -1;
    }

    /** A block with a top and five to eight flanks. */
    private double face(double out, double turn) {
        long h = stone.hash;
        int flanks = 5 + (int) (h >>> 60 & 3);
        double p = 6.2832 * Noise.uniform(Noise.mix(h + 6));
        double k = Math.floor(flanks * (turn + p) / (2 * Math.PI));
        double centre = (k + 0.5) * 2 * Math.PI / flanks - p;
        double tilt = out < 0.45 + 0.2 * Noise.uniform(Noise.mix(h + 9)) ? 0.18 : 1.15;
        double slope = tilt * (Trig.cos(centre) * sunEast + Trig.sin(centre) * sunNorth);
        double n = 1 / Math.sqrt(1 + tilt * tilt);
        double lit = Math.max(0, n * (1 + slope * slant));
        double grain = 1 + 0.10 * Noise.smooth(h, 5 * stone.xM / stone.radiusM, 5 * stone.yM / stone.radiusM);
        return stone.tone() * grain * (0.35 + 0.65 * Math.min(1.5, lit));
    }
}
