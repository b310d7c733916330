package dev.skycrane.ground.sound;

import dev.skycrane.proto.InputException;
import java.util.Arrays;

/**
 * Mean power of the rover's own noise in each frequency of a {@link ShortTimeSpectrum}: pumps, fans and motors that hum on while
 * the sounds of interest come and go. Immutable.
 */
public final class NoiseProfile {
    /** Part of the windows, the quietest, that a recording's own profile is taken from. */
    private static final double QUIET_SHARE = 0.1;
    /** Fewer windows than this say little about a mean. */
    private static final int LEAST_WINDOWS = 4;

    /** Samples of the windows this belongs to. */
    final int length;
    /** Samples a second of the sound it was taken from. */
    final double rateHz;
    /** Mean power, {@code [length / 2 + 1]}. */
    final double[] power;

    private NoiseProfile(int length, double rateHz, double[] power) {
        this.length = length;
        this.rateHz = rateHz;
        this.power = power;
    }

    /**
     * Of a stretch in which nothing else is heard.
     *
     * @throws InputException when it is shorter than seven quarters of a window
     */
    public static NoiseProfile of(Sound noise) {
        int length = RoverNoiseFilter.windowLength(noise.rateHz());
        ShortTimeSpectrum s = new ShortTimeSpectrum(noise.samples(), length);
        // windows that hang over an end hold less than the noise's power
        int first = ShortTimeSpectrum.OVERLAP;
        int last = noise.samples().length / s.hop;
        if (last - first + 1 < LEAST_WINDOWS) {
            throw InputException.of("noise", "seconds", noise.seconds(),
                    "at least " + (LEAST_WINDOWS + 3) * s.hop / noise.rateHz());
        }
        double[][] power = s.power();
        double[] mean = new double[s.bins];
        for (int w = first; w <= last; w++)
            for (int k = 0; k < s.bins; k++)
                mean[k] += power[w][k] / (last - first + 1);
        return new NoiseProfile(length, noise.rateHz(), mean);
    }

    /**
     * Of the quietest windows of a recording itself, frequency by frequency, for when nobody knows a stretch without sound. The
     * mean of the lowest tenth of exponentially distributed powers (which those of noise are) is 0.0518 of their mean: that is
     * put right.
     *
     * @throws InputException when the recording is shorter than seven quarters of a window
     */
    public static NoiseProfile quietest(Sound sound) {
        int length = RoverNoiseFilter.windowLength(sound.rateHz());
        ShortTimeSpectrum s = new ShortTimeSpectrum(sound.samples(), length);
        int first = ShortTimeSpectrum.OVERLAP;
        int n = sound.samples().length / s.hop - first + 1;
        if (n < LEAST_WINDOWS) {
            throw InputException.of("sound", "seconds", sound.seconds(),
                    "at least " + (LEAST_WINDOWS + 3) * s.hop / sound.rateHz());
        }
        double[][] power = s.power();
        int quiet = Math.max(1, (int) (QUIET_SHARE * n));
        double share = (double) quiet / n;
        // E[x | x below its quantile q] of an exponential of mean 1
        double meanOfLowest = (share + (1 - share) * Math.log1p(-share)) / share;
        if (quiet == n) meanOfLowest = 1;
        double[] mean = new double[s.bins];
        double[] column = new double[n];
        for (int k = 0; k < s.bins; k++) {
            for (int w = 0; w < n; w++)
                column[w] = power[first + w][k];
            Arrays.sort(column);
            double sum = 0;
            for (int i = 0; i < quiet; i++)
                sum += column[i];
            mean[k] = sum / quiet / meanOfLowest;
        }
        return new NoiseProfile(length, sound.rateHz(), mean);
    }
}
