package dev.skycrane.ground.analysis.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * Smooths one coordinate of fixes over time: position, velocity and an acceleration that wanders (white jerk), forward by a Kalman filter and
 * backward by Rauch, Tung and Striebel's smoother (AIAA Journal 3, 1965). How much it wanders is that of a few which makes the fixes likeliest. A
 * fix beyond {@value #GATE} standard deviations of what the others say is left out and counted.
 */
final class FixSmoother {
    static final double GATE = 5;
    /** Spectral densities of jerk that are tried, m^2/s^5. */
    private static final double[] JERK = {1e-3, 1e-2, 0.1, 0.3, 1, 3, 10, 30};
    private static final double UNKNOWN_MPS = 300;
    private static final double UNKNOWN_MPS2 = 20;

    private FixSmoother() {}

    /**
     * One coordinate.
     *
     * @param position m
     * @param velocity m/s
     * @param sigmaM one standard deviation of the position
     * @param leftOut fixes that were not used
     */
    record Smooth(double[] position, double[] velocity, double[] sigmaM, boolean[] leftOut, double likelihood) {}

    /** @param timeS growing @param value measured, m @param sigma of each, m */
    static Smooth of(double[] timeS, double[] value, double[] sigma) {
        boolean[] out = new boolean[timeS.length];
        Smooth best = likeliest(timeS, value, sigma, out);
        for (int round = 0; round < 3; round++) {
            int worst = -1;
            double most = GATE;
            for (int i = 0; i < out.length; i++) {
                if (out[i]) continue;
                double off = Math.abs(value[i] - best.position[i]) / Math.hypot(sigma[i], best.sigmaM[i]);
                if (off > most) {
                    most = off;
                    worst = i;
                }
            }
            if (worst < 0) break;
            out[worst] = true;
            best = likeliest(timeS, value, sigma, out);
        }
        return best;
    }

    private static Smooth likeliest(double[] timeS, double[] value, double[] sigma, boolean[] out) {
        Smooth best = null;
        for (double jerk : JERK) {
            Smooth s = smooth(timeS, value, sigma, out, jerk);
            if (best == null || s.likelihood > best.likelihood) best = s;
        }
        return best;
    }

    private static Smooth smooth(double[] timeS, double[] value, double[] sigma, boolean[] out, double jerk) {
        int n = timeS.length;
        List<SimpleMatrix> predicted = new ArrayList<>();
        List<SimpleMatrix> predictedP = new ArrayList<>();
        List<SimpleMatrix> filtered = new ArrayList<>();
        List<SimpleMatrix> filteredP = new ArrayList<>();
        List<SimpleMatrix> steps = new ArrayList<>();
        SimpleMatrix x = new SimpleMatrix(new double[][]{{value[0]}, {0}, {0}});
        SimpleMatrix p = SimpleMatrix.diag(1e12, UNKNOWN_MPS * UNKNOWN_MPS, UNKNOWN_MPS2 * UNKNOWN_MPS2);
        double likelihood = 0;
        for (int i = 0; i < n; i++) {
            SimpleMatrix f = SimpleMatrix.identity(3);
            if (i > 0) {
                double dt = timeS[i] - timeS[i - 1];
                f = step(dt);
                x = f.mult(x);
                p = f.mult(p).mult(f.transpose()).plus(noise(dt, jerk));
            }
            steps.add(f);
            predicted.add(x);
            predictedP.add(p);
            if (!out[i]) {
                double s = p.get(0, 0) + sigma[i] * sigma[i];
                double innovation = value[i] - x.get(0, 0);
                if (i > 2) likelihood -= 0.5 * (innovation * innovation / s + Math.log(s));
                SimpleMatrix gain = p.cols(0, 1).divide(s);
                x = x.plus(gain.scale(innovation));
                p = p.minus(gain.mult(p.rows(0, 1)));
                p = p.plus(p.transpose()).scale(0.5);
            }
            filtered.add(x);
            filteredP.add(p);
        }
        double[] position = new double[n];
        double[] velocity = new double[n];
        double[] deviation = new double[n];
        SimpleMatrix xs = filtered.get(n - 1);
        SimpleMatrix ps = filteredP.get(n - 1);
        for (int i = n - 1; i >= 0; i--) {
            if (i < n - 1) {
                SimpleMatrix c = filteredP.get(i).mult(steps.get(i + 1).transpose())
                        .mult(predictedP.get(i + 1).invert());
                xs = filtered.get(i).plus(c.mult(xs.minus(predicted.get(i + 1))));
                ps = filteredP.get(i).plus(c.mult(ps.minus(predictedP.get(i + 1))).mult(c.transpose()));
            }
            position[i] = xs.get(0, 0);
            velocity[i] = xs.get(1, 0);
            deviation[i] = Math.sqrt(Math.max(0, ps.get(0, 0)));
        }
        return new Smooth(position, velocity, deviation, out.clone(), likelihood);
    }

    private static SimpleMatrix step(double dt) {
        return new SimpleMatrix(new double[][]{{1, dt, 0.5 * dt * dt}, {0, 1, dt}, {0, 0, 1}});
    }

    private static SimpleMatrix noise(double dt, double q) {
        double d2 = dt * dt;
        double d3 = d2 * dt;
        return new SimpleMatrix(new double[][]{{q * d3 * d2 / 20, q * d2 * d2 / 8, q * d3 / 6}, {q * d2 * d2 / 8, q * d3
                / 3,
            q * d2 / 2}, {q * d3 / 6, q * d2 / 2, q * dt}});
    }
}
