package dev.skycrane.hil.terrain;

/**
 * Impact craters stamped into a height grid. Sizes follow {@code N(>D) = k D^-2} per km^2, D in km; shapes are a parabolic bowl with a
 * raised rim and an ejecta blanket that falls with the cube of the distance (Melosh 1989, Impact Cratering, chapters 5 and 6); depth
 * and rim shrink with a random freshness.
 */
final class Craters {
    /** Craters per km^2 larger than 1 km: an old Mars surface of small simple craters. */
    private static final double DENSITY = 0.012;
    /** Depth over diameter of a fresh simple crater. */
    private static final double FRESH_DEPTH = 0.2;
    /** Rim height over diameter of a fresh simple crater. */
    private static final double FRESH_RIM = 0.036;
    /** Reach of the ejecta, radii. */
    private static final double REACH = 2.6;
    private static final double SPREAD = 0.25;
    /** How far from round: variation of the squared radius. */
    private static final double WOBBLE = 0.3;

    private final long seed;
    private final double minDiameterM;
    private final double maxDiameterM;

    Craters(long seed, double minDiameterM, double maxDiameterM) {
        this.seed = seed;
        this.minDiameterM = minDiameterM;
        this.maxDiameterM = maxDiameterM;
    }

    /** Adds the craters to {@code heightM}; no ejecta reach nearer to the middle than {@code keepOutM}. */
    int stamp(float[] heightM, int size, double cellM, double keepOutM) {
        double sideKm = size * cellM * 1e-3;
        double minKm = minDiameterM * 1e-3;
        int count = (int) Math.rint(DENSITY / (minKm * minKm) * sideKm * sideKm);
        double middle = 0.5 * (size - 1);
        for (int i = 0; i < count; i++) {
            long h = Noise.hash(seed, 17, i);
            double diameterM = minDiameterM / Math.sqrt(1 - Noise.uniform(h));
            if (diameterM > maxDiameterM) continue;
            double column = Noise.uniform(Noise.mix(h + 1)) * size;
            double row = Noise.uniform(Noise.mix(h + 2)) * size;
            double freshness = Noise.uniform(Noise.mix(h + 3));
            double dx = (column - middle) * cellM;
            double dy = (row - middle) * cellM;
            if (Math.sqrt(dx * dx + dy * dy) < keepOutM + 0.5 * REACH * diameterM) continue;
            one(heightM, size, cellM, column, row, diameterM, 0.1 + 0.9 * freshness * freshness);
        }
        return count;
    }

    private static void one(float[] heightM, int size, double cellM, double column, double row, double diameterM,
            double freshness) {
        double radius = 0.5 * diameterM / cellM;
        long wobble = (long) (column * 1e3) * 31 + (long) (row * 1e3);
        double reach = REACH * radius * (1 + WOBBLE);
        int r0 = Math.max(0, (int) Math.floor(row - reach));
        int r1 = Math.min(size - 1, (int) Math.floor(row + reach) + 1);
        int c0 = Math.max(0, (int) Math.floor(column - reach));
        int c1 = Math.min(size - 1, (int) Math.floor(column + reach) + 1);
        for (int r = r0; r <= r1; r++) {
            double y = (r - row) / radius;
            for (int c = c0; c <= c1; c++) {
                double x = (c - column) / radius;
                double d2 = (x * x + y * y) * (1 + WOBBLE * Noise.smooth(wobble, 1.3 * x + 100, 1.3 * y + 100));
                if (d2 < REACH * REACH)
                    heightM[r * size + c] += (float) (diameterM * freshness * profile(d2, freshness));
            }
        }
    }

    /** Height over diameter at squared distance d2 (radii) from the middle, for full freshness; old bowls have rounded edges. */
    private static double profile(double d2, double freshness) {
        if (d2 < 1) {
            double u = 1 - d2;
            return FRESH_RIM * d2 * d2 - FRESH_DEPTH * u * (freshness + (1 - freshness) * u);
        }
        double d = Math.sqrt(d2);
        return FRESH_RIM / (d2 * d) * Math.min(1, (REACH - d) / SPREAD);
    }
}
