package dev.skycrane.flight.trn;

/**
 * Complex Fourier transform of a square grid, radix 2, in place, unscaled. {@link #forward} leaves the spectrum transposed and in
 * bit-reversed order, {@link #inverse} takes it in that order back to the natural one, so that no reordering is needed between them.
 * Twiddle factors from StrictMath and a fixed order of operations make the result the same bits everywhere.
 */
final class Fft2 {
    final int n;
    /** Index in the bit-reversed order of the negative of the frequency at each index. */
    final int[] mirror;
    private final float[] cos;
    private final float[] sin;

    /** @param n side, a power of two */
    Fft2(int n) {
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
    }

    void forward(float[] re, float[] im) {
        columnsForward(re, im);
        transpose(re);
        transpose(im);
        columnsForward(re, im);
    }

    void inverse(float[] re, float[] im) {
        columnsInverse(re, im);
        transpose(re);
        transpose(im);
        columnsInverse(re, im);
    }

    /** Decimation in frequency along the columns, all columns of a row together. */
    private void columnsForward(float[] re, float[] im) {
        for (int half = n / 2, step = 1; half >= 1; half >>= 1, step <<= 1) {
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++)
                    butterflyForward(re, im, (start + k) * n, (start + k + half) * n, cos[k * step], -sin[k * step]);
            }
        }
    }

    private void butterflyForward(float[] re, float[] im, int a, int b, float wr, float wi) {
        for (int i = 0; i < n; i++) {
            float xr = re[a + i];
            float xi = im[a + i];
            float yr = re[b + i];
            float yi = im[b + i];
            re[a + i] = xr + yr;
            im[a + i] = xi + yi;
            float dr = xr - yr;
            float di = xi - yi;
            re[b + i] = dr * wr - di * wi;
            im[b + i] = dr * wi + di * wr;
        }
    }

    /** Decimation in time along the columns. */
    private void columnsInverse(float[] re, float[] im) {
        for (int half = 1, step = n / 2; half < n; half <<= 1, step >>= 1) {
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++)
                    butterflyInverse(re, im, (start + k) * n, (start + k + half) * n, cos[k * step], sin[k * step]);
            }
        }
    }

    private void butterflyInverse(float[] re, float[] im, int a, int b, float wr, float wi) {
        for (int i = 0; i < n; i++) {
            float xr = re[a + i];
            float xi = im[a + i];
            float br = re[b + i];
            float bi = im[b + i];
            float yr = br * wr - bi * wi;
            float yi = br * wi + bi * wr;
            re[a + i] = xr + yr;
            im[a + i] = xi + yi;
            re[b + i] = xr - yr;
            im[b + i] = xi - yi;
        }
    }

    private void transpose(float[] x) {
        int block = Math.min(16, n);
        for (int r0 = 0; r0 < n; r0 += block) {
            for (int c0 = r0; c0 < n; c0 += block)
                transposeBlock(x, r0, c0, block);
        }
    }

    private void transposeBlock(float[] x, int r0, int c0, int block) {
        for (int r = r0; r < r0 + block; r++) {
            for (int c = Math.max(c0, r + 1); c < c0 + block; c++) {
                float t = x[r * n + c];
                x[r * n + c] = x[c * n + r];
                x[c * n + r] = t;
            }
        }
    }
}
