package dev.skycrane.ground.sound;

import dev.skycrane.proto.InputException;

/**
 * Takes noise of a known {@link NoiseProfile} out of a sound. Two passes over the short-time spectrum. The first estimates each
 * amplitude as Ephraim and Malah do (minimum mean-square error of its logarithm, a-priori ratio by decision-directed smoothing:
 * IEEE Trans. ASSP 33, 1985, equations 20 and 51 of the 1984 paper). The second is Wiener's filter with the signal's power
 * taken from the first, smoothed over neighbouring windows and frequencies: what is left of single bins, the chirping that such
 * filters are known for, is averaged away. Gains are real, so phases stay.
 */
public final class RoverNoiseFilter {
    /** A window is at least this long, s: hum of pumps is narrow, and long windows tell it from sounds between its lines. */
    private static final double WINDOW_S = 0.18;
    /** Weight of the window before in the a-priori ratio (Ephraim and Malah's choice). */
    private static final double ALPHA = 0.98;
    /** Lowest a-priori ratio, -25 dB. */
    private static final double LEAST_PRIOR = 0.00316;
    /** Highest a-posteriori ratio that is told from higher ones. */
    private static final double MOST_POSTERIOR = 1000;
    /** Lowest gain of the first pass. */
    private static final double PILOT_FLOOR = 0.01;
    /** Lowest gain of all, -34 dB: a trace of the noise is left, silence between sounds is more disturbing than it. */
    private static final double FLOOR = 0.02;
    /** Standard deviation of the smoothing, windows and bins. */
    private static final double SMOOTHING = 1;
    private static final int REACH = 4;
    /** The logarithmic gain grows without bound as v falls; below this the floor has long taken over. */
    private static final double LEAST_V = 1e-6;

    private final NoiseProfile noise;

    /** @param noise of the same microphone at the same rate as the sounds to come */
    public RoverNoiseFilter(NoiseProfile noise) {
        this.noise = noise;
    }

    /** Samples of a window at a rate, Hz: the power of two that lasts at least 0.18 s. */
    static int windowLength(double rateHz) {
        int n = 64;
        while (n < WINDOW_S * rateHz)
            n *= 2;
        return n;
    }

    /**
     * The sound without the noise, as many samples.
     *
     * @throws InputException when its rate is not that of the noise
     */
    public Sound filtered(Sound sound) {
        return new Sound(spectrum(sound).sound(gains(sound)), sound.rateHz());
    }

    /** What the gains chosen for {@code sound} would make of {@code other}, as long: shows what is done to each part of a known mix. */
    Sound filteredAs(Sound sound, Sound other) {
        return new Sound(spectrum(other).sound(gains(sound)), sound.rateHz());
    }

    private ShortTimeSpectrum spectrum(Sound sound) {
        if (sound.rateHz() != noise.rateHz) {
            throw InputException.of("noise", "rateHz", noise.rateHz, "that of the sound, " + sound.rateHz());
        }
        return new ShortTimeSpectrum(sound.samples(), noise.length);
    }

    private double[][] gains(Sound sound) {
        double[][] power = spectrum(sound).power();
        double[][] pilot = pilot(power);
        smooth(pilot);
        for (double[] p : pilot) {
            for (int k = 0; k < p.length; k++) {
                double prior = p[k] / Math.max(noise.power[k], Double.MIN_NORMAL);
                p[k] = Math.max(FLOOR, prior / (1 + prior));
            }
        }
        return pilot;
    }

    // power of the signal as the first pass sees it
    private double[][] pilot(double[][] power) {
        double[][] out = new double[power.length][];
        double[] before = new double[noise.power.length];
        java.util.Arrays.fill(before, 1);
        for (int w = 0; w < power.length; w++) {
            out[w] = new double[before.length];
            for (int k = 0; k < before.length; k++) {
                double posterior = Math.min(power[w][k] / Math.max(noise.power[k], Double.MIN_NORMAL), MOST_POSTERIOR);
                double prior = Math.max(LEAST_PRIOR, ALPHA * before[k] + (1 - ALPHA) * Math.max(posterior - 1, 0));
                double ratio = prior / (1 + prior);
                double v = Math.max(ratio * posterior, LEAST_V);
                double gain = ratio * Math.exp(0.5 * ExponentialIntegral.e1(v));
                gain = Math.max(PILOT_FLOOR, Math.min(1, gain));
                before[k] = gain * gain * posterior;
                out[w][k] = gain * gain * power[w][k];
            }
        }
        return out;
    }

    private static void smooth(double[][] p) {
        double[] kernel = new double[2 * REACH + 1];
        double sum = 0;
        for (int i = -REACH; i <= REACH; i++)
            sum += kernel[i + REACH] = Math.exp(-0.5 * i * i / (SMOOTHING * SMOOTHING));
        for (int i = 0; i < kernel.length; i++)
            kernel[i] /= sum;
        int bins = p.length == 0 ? 0 : p[0].length;
        double[] line = new double[Math.max(p.length, bins)];
        for (double[] window : p) {
            for (int k = 0; k < bins; k++)
                line[k] = at(window, k, kernel);
            System.arraycopy(line, 0, window, 0, bins);
        }
        double[] column = new double[p.length];
        for (int k = 0; k < bins; k++) {
            for (int w = 0; w < p.length; w++)
                column[w] = p[w][k];
            for (int w = 0; w < p.length; w++)
                p[w][k] = at(column, w, kernel);
        }
    }

    private static double at(double[] x, int i, double[] kernel) {
        double sum = 0;
        for (int d = -REACH; d <= REACH; d++)
            sum += kernel[d + REACH] * x[Math.max(0, Math.min(x.length - 1, i + d))];
        return sum;
    }
}
