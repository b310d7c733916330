package dev.skycrane.flight.trn;

/**
 * Fourier transforms down the columns of a stack of rows, radix 2, in place, unscaled, all columns of a row together. The rows are
 * arrays of their own and every loop runs along one index alone: so the compiler turns them into vector instructions. {@link #forward}
 * leaves the frequencies in bit-reversed order, {@link #inverse} takes them in that order back to the natural one. Twiddle factors
 * from StrictMath and a fixed order of operations make the result the same bits everywhere. Rows may change places with spare ones:
 * callers hold the stacks, not the rows.
 */
final class ColumnFft {
    final int n;
    /** Row of the negative of the frequency in each row. */
    final int[] mirror;
    private final float[] cos;
    private final float[] sin;
    private float[] spareRe;
    private float[] spareIm;

    /**
     * @param n rows, a power of two
     * @param maxColumns length of the rows
     */
    ColumnFft(int n, int maxColumns) {
        this.n = n;
        cos = new float[n / 2];
        sin = new float[n / 2];
        for (int k = 0; k < n / 2; k++) {
            cos[k] = (float) StrictMath.cos(2 * Math.PI * k / n);
            sin[k] = (float) StrictMath.sin(2 * Math.PI * k / n);
        }
        mirror = new int[n];
        int shift = 32 - Integer.numberOfTrailingZeros(n);
        for (int i = 0; i < n; i++) {
            int frequency = Integer.reverse(i) >>> shift;
            mirror[i] = Integer.reverse(n - frequency & n - 1) >>> shift;
        }
        spareRe = new float[maxColumns];
        spareIm = new float[maxColumns];
    }

    /** Decimation in frequency. The turn by a quarter, -i (x + iy) = y - ix, needs no multiplication. */
    void forward(float[][] re, float[][] im, int columns) {
        for (int half = n / 2, step = 1; half >= 1; half >>= 1, step <<= 1) {
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    boolean quarter = 2 * k == half;
                    if (quarter) {
                        reversed(re[a], re[b], columns);
                    } else {
                        butterfly(re[a], re[b], columns);
                    }
                    butterfly(im[a], im[b], columns);
                    if (quarter) {
                        exchange(re, im, b);
                    } else if (k > 0) {
                        turn(re, im, b, cos[k * step], -sin[k * step], columns);
                    }
                }
            }
        }
    }

    /** Decimation in time; i (x + iy) = -y + ix. */
    void inverse(float[][] re, float[][] im, int columns) {
        for (int half = 1, step = n / 2; half < n; half <<= 1, step >>= 1) {
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    if (2 * k == half) {
                        exchange(re, im, b);
                        negated(re[a], re[b], columns);
                    } else {
                        if (k > 0) turn(re, im, b, cos[k * step], sin[k * step], columns);
                        butterfly(re[a], re[b], columns);
                    }
                    butterfly(im[a], im[b], columns);
                }
            }
        }
    }

    private void turn(float[][] re, float[][] im, int row, float wr, float wi, int columns) {
        rotate(re[row], im[row], wr, wi, spareRe, spareIm, columns);
        float[] t = re[row];
        re[row] = spareRe;
        spareRe = t;
        t = im[row];
        im[row] = spareIm;
        spareIm = t;
    }

    static void butterfly(float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x + y;
            b[i] = x - y;
        }
    }

    /** The butterfly with its difference negated: with real and imaginary part exchanged, a turn by -i. */
    private static void reversed(float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x + y;
            b[i] = y - x;
        }
    }

    /** The butterfly of the negative of the second row. */
    private static void negated(float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x - y;
            b[i] = x + y;
        }
    }

    private static void exchange(float[][] re, float[][] im, int row) {
        float[] t = re[row];
        re[row] = im[row];
        im[row] = t;
    }

    private static void rotate(float[] re, float[] im, float wr, float wi, float[] outRe, float[] outIm, int count) {
        for (int i = 0; i < count; i++) {
            float x = re[i];
            float y = im[i];
            outRe[i] = x * wr - y * wi;
            outIm[i] = x * wi + y * wr;
        }
    }
}
