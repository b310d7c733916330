package dev.skycrane.hil.terrain;

/**
 * What lies on the ground at the scale of the map's pixels: wind ripples in patches, boulder fields, and the brightness of the
 * material. One patchy field says where sand has gathered (high) and where rock is bare (low).
 */
final class SurfaceTexture {
    private static final double RIPPLE_LENGTH_M = 44;
    private static final double RIPPLE_HEIGHT_M = 1.3;
    /** Crests run across the prevailing wind from the east-north-east. */
    private static final double CREST_EAST = 0.94;
    private static final double CREST_NORTH = 0.34;
    private static final double SAND_BEGINS = 0.55;
    private static final double SAND_FULL = 1.5;
    private static final double ROCK_BEGINS = -0.7;
    private static final double ROCK_FULL = -1.9;
    private static final double LEVEL_DN = 112;
    private static final double ROUGHNESS_M = 0.28;
    private static final double NOISE_DN = 1.5;

    private final long seed;
    private final float[] field;
    private final int fieldSize;

    /** @param field patchy field over the same square at half the resolution */
    SurfaceTexture(long seed, float[] field, int fieldSize) {
        this.seed = Noise.mix(seed + 30);
        this.field = field;
        this.fieldSize = fieldSize;
    }

    /** 0 to 1: how much of the ground is loose sand. */
    double sand(int column, int row) {
        return ease((field[row * fieldSize + column] - SAND_BEGINS) / (SAND_FULL - SAND_BEGINS));
    }

    /** 0 to 1: how many boulders lie about. */
    double rocks(int column, int row) {
        return ease((field[row * fieldSize + column] - ROCK_BEGINS) / (ROCK_FULL - ROCK_BEGINS));
    }

    private static double ease(double x) {
        return x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x);
    }

    void addRelief(float[] heightM, int size, double cellM, int first, int end) {
        for (int r = first; r < end; r++) {
            long rowSeed = Noise.hash(seed, 1, r);
            double north = -r * cellM;
            for (int c = 0; c < size; c++) {
                double sand = sand(c >> 1, r >> 1);
                double rocks = rocks(c >> 1, r >> 1);
                double h = ROUGHNESS_M * (0.5 + 1.6 * rocks) * (1 - 0.7 * sand) * Noise.normal(Noise.mix(rowSeed + c));
                if (sand > 0) h += sand * ripple(c * cellM, north);
                heightM[r * size + c] += (float) h;
            }
        }
    }

    private double ripple(double east, double north) {
        double wander = 16 * Noise.smooth(seed + 2, east / 150, north / 150);
        double phase = (CREST_EAST * east + CREST_NORTH * north + wander) / RIPPLE_LENGTH_M;
        double height = RIPPLE_HEIGHT_M * (0.6 + 0.4 * Noise.smooth(seed + 3, east / 90, north / 90));
        return height * StrictMath.sin(2 * Math.PI * phase);
    }

    /** Rows of the appearance: brightness of the material times the light on the slope, and the noise of the orbiter's camera. */
    void shade(float[] heightM, int size, double cellM, LunarLambert light, byte[] out, int first, int end) {
        double k = 0.5 / cellM;
        for (int r = first; r < end; r++) {
            long rowSeed = Noise.hash(seed, 4, r);
            int above = Math.max(0, r - 1) * size;
            int below = Math.min(size - 1, r + 1) * size;
            int here = r * size;
            for (int c = 0; c < size; c++) {
                double east = k * (heightM[here + Math.min(size - 1, c + 1)] - heightM[here + Math.max(0, c - 1)]);
                double north = k * (heightM[above + c] - heightM[below + c]);
                long h = Noise.mix(rowSeed + c);
                double dn = LEVEL_DN * albedo(c, r, h) * light.relative(east, north)
                        + NOISE_DN * Noise.normal(Noise.mix(h));
                out[here + c] = (byte) (int) (dn < 1 ? 1 : Math.min(dn + 0.5, 254));
            }
        }
    }

    private double albedo(int column, int row, long hash) {
        int k = (row >> 1) * fieldSize + (column >> 1);
        double patch = field[k];
        double sand = sand(column >> 1, row >> 1);
        double rocks = rocks(column >> 1, row >> 1);
        double speckle = (0.010 + 0.035 * rocks) * Noise.normal(hash);
        return Math.max(0.4, 1 + 0.085 * patch - 0.17 * sand - 0.04 * rocks + speckle);
    }
}
