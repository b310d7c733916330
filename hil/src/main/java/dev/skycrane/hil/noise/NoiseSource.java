package dev.skycrane.hil.noise;

/**
 * Random numbers by counting: draw number n of a stream is a fixed mix of seed, stream name and n (finaliser of SplitMix64, Steele et al.
 * 2014, doi 10.1145/2660193.2660195). The same on every JDK, and one stream's draws do not disturb another's.
 */
public final class NoiseSource {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double CUT = 3;
    private static final double CUT_DEVIATION = 0.9865784;
    private final long key;
    private long count;

    public NoiseSource(long seed, String stream) {
        long k = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < stream.length(); i++)
            k = mix(k ^ stream.charAt(i) * GOLDEN_GAMMA);
        key = k;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }

    public long nextLong() {
        return mix(key + ++count * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Standard normal: the inverse distribution function at a uniform draw, so that one draw of the stream is one number. */
    public double gaussian() {
        // The middle of one of 2^52 cells, never 0 nor 1.
        return InverseNormal.at(((nextLong() >>> 12) + 0.5) * 0x1p-52);
    }

    /**
     * Normal with its tails cut off at three sigma, then widened so that its standard deviation is one again: at most 3.04 from zero. The
     * variance of the cut normal is 1 - 6 phi(3) / (2 Phi(3) - 1).
     */
    public double cutGaussian() {
        double g = gaussian();
        while (Math.abs(g) > CUT)
            g = gaussian();
        return g / CUT_DEVIATION;
    }
}
