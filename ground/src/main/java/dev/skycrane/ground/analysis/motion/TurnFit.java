package dev.skycrane.ground.analysis.motion;

import georegression.geometry.ConvertRotation3D_F64;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The rotation, and the growth of the picture by coming nearer, that explain most of what corners did between two frames: random sample consensus
 * over pairs of corners (Fischler and Bolles, CACM 24, 1981), then least squares with Tukey's biweight. Fixed seed.
 */
public final class TurnFit {
    private static final double AGREE_PX = 1.5;
    private static final int TRIALS = 120;
    private static final int ROUNDS = 8;
    private static final int LEAST_PAIRS = 12;
    private static final double LEAST_SHARE = 0.3;
    private static final double LEAST_APART_RAD = 0.02;
    private static final double TUKEY = 4.685;
    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double LEAST_SIGMA_PX = 0.03;
    private static final long SEED = 5;

    private final double focalPx;
    private final double cx;
    private final double cy;

    /**
     * What happened between two frames.
     *
     * @param rotation 3 x 3, turns a direction in the first camera's axes into the second's
     * @param growth by which the picture grew about its middle, 0 for none
     * @param pairs corners followed
     * @param agreeing those that it explains
     * @param rmsPx what is left of them
     */
    public record Turn(DMatrixRMaj rotation, double growth, int pairs, int agreeing, double rmsPx) {}

    public TurnFit(double focalPx, int width, int height) {
        this.focalPx = focalPx;
        cx = 0.5 * (width - 1);
        cy = 0.5 * (height - 1);
    }

    /** @return null when too few corners agree on anything */
    public Turn of(List<FeatureTracks.Pair> pairs) {
        int n = pairs.size();
        if (n < LEAST_PAIRS) return null;
        double[][] from = new double[n][];
        double[][] to = new double[n][];
        for (int i = 0; i < n; i++) {
            FeatureTracks.Pair p = pairs.get(i);
            from[i] = new double[]{(p.fromX() - cx) / focalPx, (p.fromY() - cy) / focalPx};
            to[i] = new double[]{(p.toX() - cx) / focalPx, (p.toY() - cy) / focalPx};
        }
        DMatrixRMaj start = consensus(from, to);
        return start == null ? null : refined(start, from, to);
    }

    private DMatrixRMaj consensus(double[][] from, double[][] to) {
        Random draw = new Random(SEED);
        DMatrixRMaj best = null;
        int most = 0;
        double[] r = new double[2];
        for (int trial = 0; trial < TRIALS; trial++) {
            int i = draw.nextInt(from.length);
            int j = draw.nextInt(from.length);
            if (Math.hypot(from[i][0] - from[j][0], from[i][1] - from[j][1]) < LEAST_APART_RAD) continue;
            DMatrixRMaj rotation = two(from[i], from[j], to[i], to[j]);
            int agreeing = 0;
            for (int k = 0; k < from.length; k++) {
                residual(rotation, 0, from[k], to[k], r);
                if (Math.hypot(r[0], r[1]) * focalPx < AGREE_PX) agreeing++;
            }
            if (agreeing > most) {
                most = agreeing;
                best = rotation;
            }
        }
        return most >= LEAST_PAIRS && most >= LEAST_SHARE * from.length ? best : null;
    }

    /** From two corners: a few rounds of least squares. */
    private DMatrixRMaj two(double[] a, double[] b, double[] c, double[] d) {
        DMatrixRMaj rotation = CommonOps_DDRM.identity(3);
        double[][] from = {a, b};
        double[][] to = {c, d};
        double[] weights = {1, 1};
        for (int round = 0; round < 3; round++)
            step(rotation, new double[1], from, to, weights, false);
        return rotation;
    }

    private Turn refined(DMatrixRMaj start, double[][] from, double[][] to) {
        int n = from.length;
        DMatrixRMaj rotation = start.copy();
        double[] growth = {0};
        double[] weights = new double[n];
        double[] off = new double[n];
        double[] r = new double[2];
        double sigma = AGREE_PX / TUKEY;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < n; i++) {
                residual(rotation, growth[0], from[i], to[i], r);
                off[i] = Math.hypot(r[0], r[1]) * focalPx;
                double u = off[i] / (TUKEY * sigma);
                weights[i] = u < 1 ? (1 - u * u) * (1 - u * u) : 0;
            }
            step(rotation, growth, from, to, weights, true);
            double[] sorted = Arrays.stream(off).filter(v -> v < AGREE_PX).sorted().toArray();
            if (sorted.length < LEAST_PAIRS) return null;
            sigma = Math.max(LEAST_SIGMA_PX, MAD_TO_SIGMA * sorted[sorted.length / 2]);
        }
        int agreeing = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            residual(rotation, growth[0], from[i], to[i], r);
            double d = Math.hypot(r[0], r[1]) * focalPx;
            if (d >= AGREE_PX) continue;
            agreeing++;
            squares += d * d;
        }
        if (agreeing < LEAST_PAIRS || agreeing < LEAST_SHARE * n) return null;
        return new Turn(rotation, growth[0], n, agreeing, Math.sqrt(squares / agreeing));
    }

    /** to less what rotation and growth make of from, in focal lengths. */
    private static void residual(DMatrixRMaj r, double growth, double[] from, double[] to, double[] out) {
        double[] m = r.data;
        double x = m[0] * from[0] + m[1] * from[1] + m[2];
        double y = m[3] * from[0] + m[4] * from[1] + m[5];
        double z = m[6] * from[0] + m[7] * from[1] + m[8];
        out[0] = to[0] - (1 + growth) * x / z;
        out[1] = to[1] - (1 + growth) * y / z;
    }

    /** One round of least squares: small rotation about the three axes and, if wanted, growth. */
    private static void step(DMatrixRMaj rotation, double[] growth, double[][] from, double[][] to, double[] weights,
            boolean grows) {
        int terms = grows ? 4 : 3;
        DMatrixRMaj normal = new DMatrixRMaj(terms, terms);
        DMatrixRMaj right = new DMatrixRMaj(terms, 1);
        double[] r = new double[2];
        double[] ax = new double[4];
        double[] ay = new double[4];
        for (int i = 0; i < from.length; i++) {
            if (weights[i] == 0) continue;
            residual(rotation, growth[0], from[i], to[i], r);
            double u = to[i][0] - r[0];
            double v = to[i][1] - r[1];
            // how a place in focal lengths moves with a rotation of directions about x, y, z, and with growth
            ax[0] = -u * v;
            ax[1] = 1 + u * u;
            ax[2] = -v;
            ax[3] = u;
            ay[0] = -1 - v * v;
            ay[1] = u * v;
            ay[2] = u;
            ay[3] = v;
            for (int a = 0; a < terms; a++) {
                right.data[a] += weights[i] * (ax[a] * r[0] + ay[a] * r[1]);
                for (int b = 0; b < terms; b++)
                    normal.data[a * terms + b] += weights[i] * (ax[a] * ax[b] + ay[a] * ay[b]);
            }
        }
        for (int a = 0; a < terms; a++)
            normal.data[a * terms + a] += 1e-12;
        DMatrixRMaj x = new DMatrixRMaj(terms, 1);
        if (!CommonOps_DDRM.solve(normal, right, x)) return;
        DMatrixRMaj turned = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.mult(small(x.data[0], x.data[1], x.data[2]), rotation, turned);
        rotation.setTo(turned);
        if (grows) growth[0] += x.data[3];
    }

    private static DMatrixRMaj small(double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        if (angle < 1e-15) return CommonOps_DDRM.identity(3);
        return ConvertRotation3D_F64.rodriguesToMatrix(x / angle, y / angle, z / angle, angle, null);
    }
}
