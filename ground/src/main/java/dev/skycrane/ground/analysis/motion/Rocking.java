package dev.skycrane.ground.analysis.motion;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Swinging of a line of sight: its strongest frequency and how wide it swings.
 *
 * <p>A parabola is taken out of both angles, a Hann window weighs them, and sine and cosine are fitted at every frequency (the least-squares
 * spectrum: Lomb, Astrophysics and Space Science 39, 1976, so frames may be missing), both angles together, from {@value #LEAST_CYCLES} cycles in the
 * stretch on. The highest peak is the frequency; power that only grows towards slow drift is none.
 *
 * @param frequencyHz of the highest peak
 * @param frequencySigmaHz its standard error (Montgomery and O'Donoghue, Delta Scuti Star Newsletter 13, 1999)
 * @param amplitudeRad of the sine at that frequency, half of the way from end to end, along the widest direction
 * @param rmsRad of both angles together, trend taken out
 * @param share of the square of all motion that is at the peak: near 1 for a pendulum, little for what gusts drive
 * @param hertz frequencies of the spectrum
 * @param power of both angles, rad^2
 * @param detrended both angles without trend, rad
 */
public record Rocking(double frequencyHz, double frequencySigmaHz, double amplitudeRad, double rmsRad,
        double share, double[] hertz, double[] power, double[][] detrended) {
    static final double LEAST_CYCLES = 2;
    private static final double MOST_HZ = 2;
    private static final double PER_CYCLE = 12;
    private static final int LEAST_FRAMES = 16;

    /**
     * Reads it.
     *
     * @param angles two rows, rad
     * @return null for a stretch that is too short to swing in, or that has no peak
     */
    public static Rocking of(double[] timeS, double[][] angles) {
        int n = timeS.length;
        if (n < LEAST_FRAMES) return null;
        double span = timeS[n - 1] - timeS[0];
        double[] gaps = new double[n - 1];
        for (int i = 0; i < gaps.length; i++)
            gaps[i] = timeS[i + 1] - timeS[i];
        Arrays.sort(gaps);
        double topHz = Math.min(MOST_HZ, 0.45 / gaps[gaps.length / 2]);
        double lowHz = LEAST_CYCLES / span;
        int steps = (int) Math.ceil((topHz - lowHz) * span * PER_CYCLE);
        if (steps < 8) return null;
        double[][] flat = {detrended(timeS, angles[0]), detrended(timeS, angles[1])};
        double[] hertz = new double[steps + 1];
        double[] power = new double[steps + 1];
        int top = 0;
        for (int k = 0; k <= steps; k++) {
            hertz[k] = lowHz + (topHz - lowHz) * k / steps;
            power[k] = power(timeS, flat, hertz[k]);
        }
        for (int k = 1; k < steps; k++)
            if (power[k] > power[k - 1] && power[k] >= power[k + 1] && (top == 0 || power[k] > power[top])) top = k;
        if (top == 0) return null;
        double a = power[top - 1];
        double b = power[top];
        double c = power[top + 1];
        double frequency = hertz[top] + 0.5 * (a - c) / (a - 2 * b + c) * (hertz[1] - hertz[0]);
        return summed(timeS, flat, hertz, power, frequency, span);
    }

    private static Rocking summed(double[] timeS, double[][] flat, double[] hertz, double[] power, double frequency,
            double span) {
        double square = 0;
        for (double[] row : flat)
            for (double v : row)
                square += v * v;
        double[] x = wave(timeS, flat[0], frequency);
        double[] y = wave(timeS, flat[1], frequency);
        double amplitude = widest(x, y);
        double total = square / timeS.length;
        double line = 0.5 * (x[0] * x[0] + x[1] * x[1] + y[0] * y[0] + y[1] * y[1]);
        double noise = Math.sqrt(Math.max(0, total - line));
        double sigma = Math.sqrt(6.0 / timeS.length) * noise / (Math.PI * span * Math.max(amplitude, 1e-12));
        return new Rocking(frequency, sigma, amplitude, Math.sqrt(total), Math.min(1, line / Math.max(total, 1e-300)),
                hertz,
                power, flat);
    }

    /** Half of the longer axis of the ellipse that sine and cosine in both angles draw. */
    private static double widest(double[] x, double[] y) {
        double a = x[0] * x[0] + y[0] * y[0];
        double b = x[1] * x[1] + y[1] * y[1];
        double c = x[0] * x[1] + y[0] * y[1];
        return Math.sqrt(0.5 * (a + b) + Math.sqrt(0.25 * (a - b) * (a - b) + c * c));
    }

    private static double power(double[] timeS, double[][] flat, double hertz) {
        double sum = 0;
        for (double[] row : flat) {
            double[] w = wave(timeS, row, hertz);
            sum += 0.5 * (w[0] * w[0] + w[1] * w[1]);
        }
        return sum;
    }

    /** Cosine and sine that fit best under the window. */
    private static double[] wave(double[] timeS, double[] v, double hertz) {
        double span = timeS[timeS.length - 1] - timeS[0];
        double cc = 0;
        double ss = 0;
        double cs = 0;
        double cv = 0;
        double sv = 0;
        for (int i = 0; i < v.length; i++) {
            double part = (timeS[i] - timeS[0]) / span;
            double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * part);
            double c = Math.cos(2 * Math.PI * hertz * timeS[i]);
            double s = Math.sin(2 * Math.PI * hertz * timeS[i]);
            cc += w * c * c;
            ss += w * s * s;
            cs += w * c * s;
            cv += w * c * v[i];
            sv += w * s * v[i];
        }
        double d = cc * ss - cs * cs;
        return d <= 0 ? new double[2] : new double[]{(ss * cv - cs * sv) / d, (cc * sv - cs * cv) / d};
    }

    /** Without a parabola of least squares. */
    private static double[] detrended(double[] timeS, double[] v) {
        int n = v.length;
        double middle = 0.5 * (timeS[0] + timeS[n - 1]);
        double half = 0.5 * (timeS[n - 1] - timeS[0]);
        DMatrixRMaj a = new DMatrixRMaj(n, 3);
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            double u = (timeS[i] - middle) / half;
            a.set(i, 0, 1);
            a.set(i, 1, u);
            a.set(i, 2, u * u);
            b.set(i, 0, v[i]);
        }
        DMatrixRMaj x = new DMatrixRMaj(3, 1);
        CommonOps_DDRM.solve(a, b, x);
        double[] out = new double[n];
        for (int i = 0; i < n; i++)
            out[i] = v[i] - x.get(0) - x.get(1) * a.get(i, 1) - x.get(2) * a.get(i, 2);
        return out;
    }
}
