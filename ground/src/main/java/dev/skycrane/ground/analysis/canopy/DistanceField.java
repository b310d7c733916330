package dev.skycrane.ground.analysis.canopy;

import java.util.Arrays;

/**
 * Squared distance of every pixel to the nearest one of a set, exact (Felzenszwalb and Huttenlocher, Distance transforms of sampled functions,
 * Theory of Computing 8, 2012). Beyond the picture's edge lies none of the set.
 */
final class DistanceField {
    private static final float FAR = 1e12f;

    private DistanceField() {}

    /** @param set row by row @return px^2, row by row; very large when the set is empty */
    static float[] squared(boolean[] set, int width, int height) {
        float[] d = new float[set.length];
        for (int k = 0; k < d.length; k++)
            d[k] = set[k] ? 0 : FAR;
        int longest = Math.max(width, height);
        float[] f = new float[longest];
        float[] out = new float[longest];
        int[] place = new int[longest];
        double[] bound = new double[longest + 1];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++)
                f[y] = d[y * width + x];
            line(f, height, out, place, bound);
            for (int y = 0; y < height; y++)
                d[y * width + x] = out[y];
        }
        for (int y = 0; y < height; y++) {
            System.arraycopy(d, y * width, f, 0, width);
            line(f, width, out, place, bound);
            System.arraycopy(out, 0, d, y * width, width);
        }
        return d;
    }

    /** Lower envelope of the parabolas that stand on {@code f}. */
    private static void line(float[] f, int n, float[] out, int[] place, double[] bound) {
        int k = -1;
        for (int q = 0; q < n; q++) {
            if (f[q] >= FAR) continue;
            double s = Double.NEGATIVE_INFINITY;
            while (k >= 0) {
                int p = place[k];
                s = ((f[q] + (double) q * q) - (f[p] + (double) p * p)) / (2.0 * (q - p));
                if (s > bound[k]) break;
                k--;
            }
            k++;
            place[k] = q;
            bound[k] = k == 0 ? Double.NEGATIVE_INFINITY : s;
            bound[k + 1] = Double.POSITIVE_INFINITY;
        }
        if (k < 0) {
            Arrays.fill(out, 0, n, FAR);
            return;
        }
        int at = 0;
        for (int q = 0; q < n; q++) {
            while (bound[at + 1] < q)
                at++;
            int p = place[at];
            out[q] = (q - p) * (q - p) + f[p];
        }
    }
}
