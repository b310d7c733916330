package dev.skycrane.hil.terrain;

/**
 * Counter-based randomness: a value is a function of seed and coordinates alone, so that results do not depend on the order of
 * evaluation. Mixing function of SplitMix64 (Steele et al. 2014, doi 10.1145/2660193.2660195).
 */
public final class Noise {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;
    /** Standard deviation of the sum of four uniform 16-bit numbers. */
    private static final double SUM_SIGMA = 65536.0 / Math.sqrt(3);

    private Noise() {}

    public static long hash(long seed, long a, long b) {
        return mix(mix(seed + GOLDEN * a) + GOLDEN * b);
    }

    public static long mix(long value) {
        long h = value + GOLDEN;
        h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }

    /** Uniform in [0, 1). */
    public static double uniform(long hash) {
        return (hash >>> 11) * UNIT;
    }

    /** Mean 0, standard deviation 1, nearly normal within +-3.4: sum of four uniform numbers. */
    public static double normal(long hash) {
        // Two sums side by side, one in each half.
        long sums = (hash & 0xffff0000ffffL) + (hash >>> 16 & 0xffff0000ffffL);
        return ((int) sums + (int) (sums >>> 32) - 2 * 65535) / SUM_SIGMA;
    }

    /** Smooth noise in [-1, 1] with lattice points at whole coordinates: bilinear with eased weights. */
    public static double smooth(long seed, double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        long ix = (long) fx;
        long iy = (long) fy;
        double u = x - fx;
        double v = y - fy;
        u = u * u * (3 - 2 * u);
        v = v * v * (3 - 2 * v);
        double a = lattice(seed, ix, iy);
        double b = lattice(seed, ix + 1, iy);
        double c = lattice(seed, ix, iy + 1);
        double d = lattice(seed, ix + 1, iy + 1);
        double top = a + u * (b - a);
        return top + v * (c + u * (d - c) - top);
    }

    static double lattice(long seed, long ix, long iy) {
        long h = (seed ^ ix * 0x9e3779b97f4a7c15L ^ iy * 0xc2b2ae3d27d4eb4fL) * 0xbf58476d1ce4e5b9L;
        h ^= h >>> 29;
        h *= 0x94d049bb133111ebL;
        return (h >> 11) * 0x1.0p-52;
    }
}
