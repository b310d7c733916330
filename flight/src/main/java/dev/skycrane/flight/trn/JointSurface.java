package dev.skycrane.flight.trn;

/**
 * The tiles' correlation surfaces and their sum: each is standardised, spread by a maximum filter of the size by which its tile may be
 * off the common shift, and added with its weight. The common shift is where the sum peaks.
 */
final class JointSurface {
    static final int CANDIDATES = 3;
    static final int MAX_SPREAD = 8;
    /** Largest peak ratio reported. */
    private static final double UNRIVALLED = 1000;
    private static final int LANES = 2;

    private final float[][][] surface;
    private final float[][] spread;
    private final float[][] joint;
    private final float[] padded;
    private final float[] shifted;
    private final double[] sum = new double[LANES];
    private final double[] square = new double[LANES];
    private final int[] peakRow = new int[CANDIDATES];
    private final int[] peakColumn = new int[CANDIDATES];
    private final double[] peakHeight = new double[CANDIDATES];
    private int span;

    JointSurface(int tiles, int maxSpan) {
        surface = new float[tiles][maxSpan][maxSpan];
        spread = new float[maxSpan + 2 * MAX_SPREAD][maxSpan];
        joint = new float[maxSpan][maxSpan];
        padded = new float[maxSpan + 2 * MAX_SPREAD];
        shifted = new float[maxSpan + 2 * MAX_SPREAD];
    }

    /** Begins anew with surfaces of span x span shifts. */
    void clear(int newSpan) {
        span = newSpan;
        for (int r = 0; r < span; r++)
            java.util.Arrays.fill(joint[r], 0, span, 0);
    }

    /** Rows of a tile's own surface, standardised to zero mean and unit deviation. */
    float[][] of(int tile) {
        return surface[tile];
    }

    void add(int tile, float[][] rows, int radius, float weight) {
        keep(rows, surface[tile]);
        spreadColumns(surface[tile], radius);
        spreadRows(radius);
        for (int r = 0; r < span; r++)
            addScaled(weight, spread[r], joint[r], span);
    }

    private void keep(float[][] from, float[][] to) {
        java.util.Arrays.fill(sum, 0);
        java.util.Arrays.fill(square, 0);
        for (int r = 0; r < span; r++)
            addMoments(from[r]);
        double n = (double) span * span;
        double mean = (sum[0] + sum[1]) / n;
        double meanSquare = (square[0] + square[1]) / n;
        float m = (float) mean;
        float s = (float) (1 / Math.sqrt(Math.max(1e-30, meanSquare - mean * mean)));
        for (int r = 0; r < span; r++)
            standardise(from[r], m, s, to[r], span);
    }

    /** In two sums by turns, so that the additions need not wait for each other. */
    private void addMoments(float[] row) {
        double s0 = 0;
        double s1 = 0;
        double q0 = 0;
        double q1 = 0;
        int c = 0;
        for (; c + 1 < span; c += 2) {
            double x = row[c];
            double y = row[c + 1];
            s0 += x;
            q0 += x * x;
            s1 += y;
            q1 += y * y;
        }
        if (c < span) {
            s0 += row[c];
            q0 += (double) row[c] * row[c];
        }
        sum[0] += s0;
        sum[1] += s1;
        square[0] += q0;
        square[1] += q1;
    }

    private static void standardise(float[] from, float mean, float scale, float[] to, int count) {
        for (int i = 0; i < count; i++)
            to[i] = (from[i] - mean) * scale;
    }

    /** Maximum over 2 radius + 1 columns, by widths of 1, 2, 4, ... and the rest; rows go down by the radius. */
    private void spreadColumns(float[][] in, int radius) {
        int length = span + 2 * radius;
        for (int r = 0; r < span; r++) {
            java.util.Arrays.fill(padded, 0, radius, Float.NEGATIVE_INFINITY);
            System.arraycopy(in[r], 0, padded, radius, span);
            java.util.Arrays.fill(padded, radius + span, length, Float.NEGATIVE_INFINITY);
            int width = 1;
            while (width < 2 * radius + 1) {
                int step = Math.min(width, 2 * radius + 1 - width);
                System.arraycopy(padded, step, shifted, 0, length - step);
                maximum(padded, shifted, length - step);
                width += step;
            }
            System.arraycopy(padded, 0, spread[radius + r], 0, span);
        }
    }

    /** The same over rows. */
    private void spreadRows(int radius) {
        int length = span + 2 * radius;
        for (int r = 0; r < radius; r++) {
            java.util.Arrays.fill(spread[r], 0, span, Float.NEGATIVE_INFINITY);
            java.util.Arrays.fill(spread[radius + span + r], 0, span, Float.NEGATIVE_INFINITY);
        }
        int width = 1;
        while (width < 2 * radius + 1) {
            int step = Math.min(width, 2 * radius + 1 - width);
            for (int r = 0; r < length - step; r++)
                maximum(spread[r], spread[r + step], span);
            width += step;
        }
    }

    private static void maximum(float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++)
            a[i] = Math.max(a[i], b[i]);
    }

    private static void addScaled(float weight, float[] from, float[] to, int count) {
        for (int i = 0; i < count; i++)
            to[i] += weight * from[i];
    }

    /** Finds the highest peaks of the sum, each outside the neighbourhood of the ones before; heights are above the mean. */
    void findPeaks(int apart) {
        double mean = 0;
        for (int r = 0; r < span; r++)
            for (int c = 0; c < span; c++)
                mean += joint[r][c];
        mean /= (double) span * span;
        for (int k = 0; k < CANDIDATES; k++) {
            peakRow[k] = -1;
            float best = Float.NEGATIVE_INFINITY;
            for (int r = 0; r < span; r++) {
                float[] row = joint[r];
                for (int c = 0; c < span; c++) {
                    if (row[c] > best && isApart(r, c, k, apart)) {
                        best = row[c];
                        peakRow[k] = r;
                        peakColumn[k] = c;
                    }
                }
            }
            peakHeight[k] = peakRow[k] < 0 ? 0 : best - mean;
        }
    }

    private boolean isApart(int row, int column, int before, int apart) {
        for (int k = 0; k < before; k++) {
            int dr = Math.abs(row - peakRow[k]);
            int dc = Math.abs(column - peakColumn[k]);
            if (dc < apart && dr < apart) return false;
        }
        return true;
    }

    /** Best peak over the second best, at most {@link #UNRIVALLED}: that when no other rises above the mean. */
    double peakRatio() {
        if (!(peakHeight[0] > 0)) return 0;
        return peakHeight[0] / Math.max(peakHeight[1], peakHeight[0] / UNRIVALLED);
    }

    boolean hasPeak(int k) {
        return peakRow[k] >= 0;
    }

    int peakRow(int k) {
        return peakRow[k];
    }

    int peakColumn(int k) {
        return peakColumn[k];
    }
}
