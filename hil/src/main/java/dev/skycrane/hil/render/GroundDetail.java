package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.LatticeNoise;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Sun;

/**
 * Ground finer than any map: octaves of smooth texture down to twice the pixel's footprint, and stones with a lit side and a shadow.
 * Fixed to the ground, so that it moves as the ground does from picture to picture; each octave fades in as the camera comes nearer. Immutable.
 */
final class GroundDetail {
    private static final double FINEST_M = 0.04;
    private static final double STONE_DENSITY = 0.30;
    /** Height over radius. */
    private static final double STONE_SHAPE = 0.7;
    private static final double LIT = 1.22;
    private static final double DARK = 0.62;
    private static final double SHADOW = 0.45;

    private final long seed;
    private final double contrast;
    private final double coarsestM;
    private final double sunEast;
    private final double sunNorth;
    private final double shadowPerHeight;
    /** Longest wave first, each half of the one before; and what tells its noise from the others'. */
    private final double[] wavesM;
    private final int[] keys;

    /** @param coarsestM longest wave, the map's pixel */
    GroundDetail(long seed, double contrast, double coarsestM, Sun sun) {
        this.seed = Noise.mix(seed + 0x67726f756e64L);
        this.contrast = contrast;
        this.coarsestM = coarsestM;
        double horizontal = Math.max(1e-6, Math.sqrt(sun.east * sun.east + sun.north * sun.north));
        sunEast = sun.east / horizontal;
        sunNorth = sun.north / horizontal;
        shadowPerHeight = horizontal / sun.up;
        int octaves = 0;
        for (double wave = coarsestM; wave > FINEST_M; wave *= 0.5)
            octaves++;
        wavesM = new double[octaves];
        keys = new int[octaves];
        for (int i = 0; i < octaves; i++) {
            wavesM[i] = i == 0 ? coarsestM : 0.5 * wavesM[i - 1];
            keys[i] = (int) Noise.mix(this.seed + i);
        }
    }

    /** Whether there is anything to add at this footprint. */
    boolean shows(double footprintM) {
        return footprintM < 0.45 * coarsestM;
    }

    /** Whether there are stones at this footprint. */
    boolean showsStones(double footprintM) {
        return footprintM < 0.5;
    }

    int octaves() {
        return wavesM.length;
    }

    double waveM(int octave) {
        return wavesM[octave];
    }

    int key(int octave) {
        return keys[octave];
    }

    double contrast() {
        return contrast;
    }

    /** Factor of the grain. */
    double grain(double eastM, double northM, double footprintM) {
        double sum = 1;
        for (int i = 0; i < wavesM.length && wavesM[i] > 2 * footprintM; i++) {
            double fade = Math.min(1, 0.5 * wavesM[i] / footprintM - 1);
            double perM = LatticeNoise.STEPS / wavesM[i];
            sum += contrast * fade / LatticeNoise.ONE
                    * LatticeNoise.smooth(keys[i], (int) (eastM * perM), (int) (northM * perM));
        }
        return sum;
    }

    /** Factor of the stones. */
    double stones(double eastM, double northM, double footprintM) {
        double large = stones(eastM, northM, 4.0, footprintM, seed + 101);
        return footprintM < 0.12 ? large * stones(eastM, northM, 0.9, footprintM, seed + 102) : large;
    }

    /** The stone of this cell, if it has one: it lies in the middle half and its shadow ends inside the cell. */
    private double stones(double eastM, double northM, double cellM, double footprintM, long stream) {
        double column = Math.floor(eastM / cellM);
        double row = Math.floor(northM / cellM);
        long h = Noise.hash(stream, (long) column, (long) row);
        if (Noise.uniform(h) > STONE_DENSITY) return 1;
        double u = Noise.uniform(Noise.mix(h + 3));
        double radiusM = 0.25 * cellM / (1 + STONE_SHAPE * shadowPerHeight) * (0.15 + 0.85 * u * u * u);
        if (radiusM < 0.5 * footprintM) return 1;
        double x = eastM - (column + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 1))) * cellM;
        double y = northM - (row + 0.25 + 0.5 * Noise.uniform(Noise.mix(h + 2))) * cellM;
        return one(x, y, radiusM);
    }

    private double one(double x, double y, double radiusM) {
        double along = x * sunEast + y * sunNorth;
        double d2 = x * x + y * y;
        if (d2 < radiusM * radiusM) {
            return along > -0.25 * radiusM ? LIT : DARK;
        }
        double across2 = d2 - along * along;
        double shadowM = STONE_SHAPE * radiusM * shadowPerHeight + radiusM;
        return along < 0 && along > -shadowM && across2 < radiusM * radiusM * 0.8 ? SHADOW : 1;
    }
}
