package dev.skycrane.ground.analysis.motion;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How a plane goes over from one picture to another: eight numbers, {@code x' = (h0 x + h1 y + h2) / (h6 x + h7 y + 1)}, {@code y'} alike. Places
 * count from the pictures' middle in focal lengths, so that all eight are of like size.
 */
public final class Homography {
    private static final int TERMS = 8;
    private static final int ROUNDS = 8;
    private static final double TUKEY = 4.685;
    private static final double MAD_TO_SIGMA = 1.4826;

    private final double[] h;

    private Homography(double[] h) {
        this.h = h;
    }

    /** That of a camera which turns and whose picture grows. @param rotation 3 x 3, directions in the first camera's axes to the second's */
    static Homography of(DMatrixRMaj rotation, double scale) {
        double[] m = rotation.data;
        double[] h = new double[TERMS];
        for (int i = 0; i < TERMS; i++)
            h[i] = m[i] / m[8] * (i < 6 ? scale : 1);
        return new Homography(h);
    }

    /** {@code out} = where a place goes. */
    public void map(double x, double y, double[] out) {
        double w = h[6] * x + h[7] * y + 1;
        out[0] = (h[0] * x + h[1] * y + h[2]) / w;
        out[1] = (h[3] * x + h[4] * y + h[5]) / w;
    }

    /**
     * The one that most of the places follow, by least squares with Tukey's biweight, begun at this one.
     *
     * @param from two numbers each
     * @param near places further than this from where this one says do not count, focal lengths
     * @param least standard deviation that is believed, focal lengths
     * @return this one when there are too few
     */
    Homography refined(double[][] from, double[][] to, double near, double least) {
        double[] best = h.clone();
        Homography now = this;
        double limit = near;
        for (int round = 0; round < ROUNDS; round++) {
            double[] off = now.distances(from, to);
            double[] close = Arrays.stream(off).filter(d -> d < near).sorted().toArray();
            if (close.length < 3 * TERMS) return this;
            double sigma = Math.max(least, MAD_TO_SIGMA * close[close.length / 2]);
            limit = round == 0 ? near : TUKEY * sigma;
            double[] next = solve(from, to, off, limit, now);
            if (next == null) return this;
            best = next;
            now = new Homography(best);
        }
        return now;
    }

    private double[] distances(double[][] from, double[][] to) {
        double[] out = new double[from.length];
        double[] p = new double[2];
        for (int i = 0; i < out.length; i++) {
            map(from[i][0], from[i][1], p);
            out[i] = Math.hypot(p[0] - to[i][0], p[1] - to[i][1]);
        }
        return out;
    }

    private static double[] solve(double[][] from, double[][] to, double[] off, double limit, Homography now) {
        DMatrixRMaj normal = new DMatrixRMaj(TERMS, TERMS);
        DMatrixRMaj right = new DMatrixRMaj(TERMS, 1);
        double[][] row = new double[2][TERMS];
        for (int i = 0; i < from.length; i++) {
            double u = off[i] / limit;
            if (u >= 1) continue;
            double x = from[i][0];
            double y = from[i][1];
            double w = now.h[6] * x + now.h[7] * y + 1;
            double weight = (1 - u * u) * (1 - u * u) / (w * w);
            for (int k = 0; k < 2; k++) {
                double v = to[i][k];
                Arrays.fill(row[k], 0);
                row[k][3 * k] = x;
                row[k][3 * k + 1] = y;
                row[k][3 * k + 2] = 1;
                row[k][6] = -v * x;
                row[k][7] = -v * y;
                for (int a = 0; a < TERMS; a++) {
                    right.data[a] += weight * row[k][a] * v;
                    for (int b = 0; b < TERMS; b++)
                        normal.data[a * TERMS + b] += weight * row[k][a] * row[k][b];
                }
            }
        }
        for (int a = 0; a < TERMS; a++)
            normal.data[a * TERMS + a] += 1e-12;
        DMatrixRMaj x = new DMatrixRMaj(TERMS, 1);
        return CommonOps_DDRM.solve(normal, right, x) ? x.data : null;
    }
}
