package dev.skycrane.ground.sound;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Short-time Fourier transform of a sound and its inverse: windows of a power of two samples, each a quarter of a window behind
 * the one before, weighted by the root of Hann's window before and after. The squared weights of the four windows over a sample
 * add up to the same number everywhere, so an untouched spectrum gives back the sound and no window has an edge one could hear
 * (weighted overlap-add: Crochiere, IEEE Trans. ASSP 28, 1980).
 */
final class ShortTimeSpectrum {
    /** Windows over each sample. */
    static final int OVERLAP = 4;

    /** Samples of a window. */
    final int length;
    /** Samples from window to window. */
    final int hop;
    /** Frequencies of a window, 0 to half the rate. */
    final int bins;
    /** Windows. */
    final int windows;
    /** Real and imaginary part of each bin in turn, per window: {@code [windows][2 * bins]}. */
    final double[][] spectrum;

    private final int samples;
    private final double[] weight;

    /** @param length samples of a window, a power of two */
    ShortTimeSpectrum(double[] sound, int length) {
        this.length = length;
        hop = length / OVERLAP;
        bins = length / 2 + 1;
        samples = sound.length;
        weight = weight(length);
        // the sound begins a window after the first begins: every sample lies under OVERLAP windows
        windows = (samples + length) / hop + OVERLAP - 1;
        spectrum = new double[windows][2 * bins];
        DoubleFFT_1D fft = new DoubleFFT_1D(length);
        double[] work = new double[length];
        for (int w = 0; w < windows; w++) {
            int start = w * hop - length;
            for (int i = 0; i < length; i++) {
                int at = start + i;
                work[i] = at >= 0 && at < samples ? weight[i] * sound[at] : 0;
            }
            fft.realForward(work);
            unpack(work, spectrum[w]);
        }
    }

    private static double[] weight(int length) {
        double[] w = new double[length];
        for (int i = 0; i < length; i++)
            w[i] = Math.sin(Math.PI * i / length);
        return w;
    }

    // JTransforms keeps the real part of the highest frequency where the imaginary part of the lowest would be
    private static void unpack(double[] packed, double[] into) {
        int n = packed.length;
        System.arraycopy(packed, 0, into, 0, n);
        into[n] = packed[1];
        into[n + 1] = 0;
        into[1] = 0;
    }

    /** Power of each window and bin: {@code [windows][bins]}. */
    double[][] power() {
        double[][] p = new double[windows][bins];
        for (int w = 0; w < windows; w++) {
            for (int k = 0; k < bins; k++) {
                double re = spectrum[w][2 * k];
                double im = spectrum[w][2 * k + 1];
                p[w][k] = re * re + im * im;
            }
        }
        return p;
    }

    /** The sound of this spectrum with every bin multiplied by {@code gain[windows][bins]}; as many samples as went in. */
    double[] sound(double[][] gain) {
        double[] out = new double[samples];
        DoubleFFT_1D fft = new DoubleFFT_1D(length);
        double[] work = new double[length];
        // root of Hann, squared, at a quarter of a window: sin^2 and cos^2 twice over
        double scale = 2.0 / OVERLAP;
        for (int w = 0; w < windows; w++) {
            double[] s = spectrum[w];
            for (int k = 0; k < bins - 1; k++) {
                work[2 * k] = s[2 * k] * gain[w][k];
                work[2 * k + 1] = s[2 * k + 1] * gain[w][k];
            }
            work[1] = s[length] * gain[w][bins - 1];
            fft.realInverse(work, true);
            int start = w * hop - length;
            int from = Math.max(0, -start);
            int to = Math.min(length, samples - start);
            for (int i = from; i < to; i++)
                out[start + i] += scale * weight[i] * work[i];
        }
        return out;
    }
}
