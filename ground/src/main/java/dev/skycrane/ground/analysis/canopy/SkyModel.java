package dev.skycrane.ground.analysis.canopy;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The sky behind everything: each band a cubic polynomial over the picture, fitted to a grid of samples by least squares with Tukey's biweight
 * (Beaton and Tukey, Technometrics 16, 1974), so that what stands before the sky does not count as long as it covers less than about half of it.
 */
final class SkyModel {
    private static final int TERMS = 10;
    private static final int GRID = 64;
    /** Terms in use, round after round: first a level, then a plane, then more, so that what stands before the sky never bends it. */
    private static final int[] TERMS_IN_ROUND = {1, 1, 1, 3, 3, 3, 6, 6, 6, 10, 10, 10, 10, 10, 10};
    private static final double TUKEY = 4.685;
    /** From the median of absolute values to a standard deviation of normal noise. */
    private static final double MAD_TO_SIGMA = 1.4826;
    /** Eight bits cannot be less noisy. */
    private static final double LEAST_SIGMA = 0.5;

    private final int width;
    private final int height;
    private final double[][] coefficients;
    private final double[] sigma;

    private SkyModel(int width, int height, double[][] coefficients, double[] sigma) {
        this.width = width;
        this.height = height;
        this.coefficients = coefficients;
        this.sigma = sigma;
    }

    /** Fits the sky of one picture. */
    static SkyModel of(GrayF32[] bands) {
        int w = bands[0].width;
        int h = bands[0].height;
        double[][] coefficients = new double[bands.length][];
        double[] sigma = new double[bands.length];
        int nx = Math.min(GRID, w);
        int ny = Math.min(GRID, h);
        double[][] terms = new double[nx * ny][TERMS];
        double[][] values = new double[bands.length][nx * ny];
        for (int j = 0, k = 0; j < ny; j++) {
            for (int i = 0; i < nx; i++, k++) {
                int x = (int) ((i + 0.5) * w / nx);
                int y = (int) ((j + 0.5) * h / ny);
                terms(x, y, w, h, terms[k]);
                for (int b = 0; b < bands.length; b++)
                    values[b][k] = bands[b].data[y * w + x];
            }
        }
        double[] weights = new double[nx * ny];
        Arrays.fill(weights, 1);
        for (int used : TERMS_IN_ROUND) {
            for (int b = 0; b < bands.length; b++)
                coefficients[b] = solve(terms, values[b], weights, used);
            reweigh(terms, values, coefficients, sigma, weights);
        }
        return new SkyModel(w, h, coefficients, sigma);
    }

    /** A sample counts as sky only as far as it is sky in every band. */
    private static void reweigh(double[][] terms, double[][] values, double[][] coefficients, double[] sigma,
            double[] weights) {
        Arrays.fill(weights, 1);
        for (int b = 0; b < values.length; b++) {
            double[] residual = new double[weights.length];
            double[] size = new double[weights.length];
            for (int k = 0; k < weights.length; k++) {
                residual[k] = values[b][k] - dot(coefficients[b], terms[k]);
                size[k] = Math.abs(residual[k]);
            }
            Arrays.sort(size);
            sigma[b] = Math.max(LEAST_SIGMA, MAD_TO_SIGMA * size[size.length / 2]);
            for (int k = 0; k < weights.length; k++) {
                double u = residual[k] / (TUKEY * sigma[b]);
                weights[k] *= Math.abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
            }
        }
    }

    private static double[] solve(double[][] terms, double[] values, double[] weights, int used) {
        DMatrixRMaj normal = new DMatrixRMaj(used, used);
        DMatrixRMaj right = new DMatrixRMaj(used, 1);
        for (int k = 0; k < values.length; k++) {
            if (weights[k] == 0) continue;
            for (int i = 0; i < used; i++) {
                double wi = weights[k] * terms[k][i];
                right.data[i] += wi * values[k];
                for (int j = 0; j < used; j++)
                    normal.data[i * used + j] += wi * terms[k][j];
            }
        }
        // a touch of ridge: a sky that is seen in a corner alone leaves terms open
        for (int i = 0; i < used; i++)
            normal.data[i * used + i] += 1e-6;
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(used);
        DMatrixRMaj x = new DMatrixRMaj(used, 1);
        if (solver.setA(normal)) solver.solve(right, x);
        return Arrays.copyOf(x.data, TERMS);
    }

    private static void terms(int x, int y, int w, int h, double[] out) {
        double u = 2.0 * x / w - 1;
        double v = 2.0 * y / h - 1;
        out[0] = 1;
        out[1] = u;
        out[2] = v;
        out[3] = u * u;
        out[4] = u * v;
        out[5] = v * v;
        out[6] = u * u * u;
        out[7] = u * u * v;
        out[8] = u * v * v;
        out[9] = v * v * v;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /** Noise of a band, one standard deviation. */
    double sigma(int band) {
        return sigma[band];
    }

    /** The band's row {@code y} of sky into {@code out}. */
    void row(int band, int y, double[] out) {
        double[] c = coefficients[band];
        double v = 2.0 * y / height - 1;
        double c0 = c[0] + v * (c[2] + v * (c[5] + v * c[9]));
        double c1 = c[1] + v * (c[4] + v * c[8]);
        double c2 = c[3] + v * c[7];
        double c3 = c[6];
        for (int x = 0; x < width; x++) {
            double u = 2.0 * x / width - 1;
            out[x] = c0 + u * (c1 + u * (c2 + u * c3));
        }
    }
}
