package dev.skycrane.flight.trn;

/**
 * Cross-correlates square tiles of a picture with the map around each, by Fourier transform: the surface at (row, column) is the sum of
 * tile times map, the map moved up by row and left by column. The tiles of a band (one row of tiles) share the transform down their
 * columns; map and tiles, both real, go through it as one complex picture. Of its frequencies the lower half is kept, since the other
 * is its conjugate, and the one between the halves dropped. Two surfaces, both real, share the last transform.
 */
final class TileCorrelator {
    /** Side of the transform: a tile and its search together. */
    static final int N = 256;
    private static final int HALF = N / 2;
    private static final int BLOCK = 16;
    private static final int LANES = 4;

    private final ColumnFft bandFft;
    private final ColumnFft fft = new ColumnFft(N, N);
    /** Map as the real part, tiles as the imaginary part; after the transform see {@link #separate}. */
    private final float[][] bandRe;
    private final float[][] bandIm;
    /** Half spectra down the columns of the band: a row for each column, an element for each frequency. */
    private final float[][] mapRe;
    private final float[][] mapIm;
    private final float[][] tileRe;
    private final float[][] tileIm;
    /** Of each kept frequency the row in the band's transform, and the row of its negative. */
    private final int[] rowOf = new int[HALF];
    private final int[] mirrorOf = new int[HALF];
    /** Spectra of map (first half of each row) and tile (second half). */
    private final float[][] stackRe = new float[N][N];
    private final float[][] stackIm = new float[N][N];
    /** Cross spectra of the first tile (first half of each row) and the second. */
    private final float[][] crossRe = new float[N][N];
    private final float[][] crossIm = new float[N][N];
    private final float[] tRe = new float[HALF];
    private final float[] tIm = new float[HALF];
    private final float[] productRe = new float[HALF];
    private final float[] productIm = new float[HALF];
    private final float[][] outRe = new float[N][N];
    private final float[][] outIm = new float[N][N];
    private int tileSide;
    private int columns;

    /** @param maxColumns widest band, cells */
    TileCorrelator(int maxColumns) {
        bandFft = new ColumnFft(N, maxColumns);
        bandRe = new float[N][maxColumns];
        bandIm = new float[N][maxColumns];
        mapRe = new float[maxColumns][HALF];
        mapIm = new float[maxColumns][HALF];
        tileRe = new float[maxColumns][HALF];
        tileIm = new float[maxColumns][HALF];
        for (int k = 0; k < HALF; k++) {
            rowOf[k] = 2 * k;
            // the frequency 0 is its own negative: it borrows the row of the dropped one
            mirrorOf[k] = k == 0 ? 1 : bandFft.mirror[2 * k];
        }
    }

    /**
     * Takes a band.
     *
     * @param picture side x side cells
     * @param map mapSide x mapSide cells
     * @param firstRow of the band in both
     * @param tile side of its tiles
     */
    void band(float[][] picture, int side, float[][] map, int mapSide, int firstRow, int tile) {
        tileSide = tile;
        columns = mapSide;
        for (int r = 0; r < N; r++) {
            if (firstRow + r < mapSide) {
                System.arraycopy(map[firstRow + r], 0, bandRe[r], 0, mapSide);
            } else {
                java.util.Arrays.fill(bandRe[r], 0, mapSide, 0);
            }
            int shown = r < tile ? side : 0;
            if (shown > 0) System.arraycopy(picture[firstRow + r], 0, bandIm[r], 0, side);
            java.util.Arrays.fill(bandIm[r], shown, mapSide, 0);
        }
        bandFft.forward(bandRe, bandIm, mapSide);
        separate();
        transposeBand(bandRe, bandIm, mirrorOf, mapRe, mapIm, mapSide);
        // the tile's real and imaginary part stand in each other's place
        transposeBand(bandIm, bandRe, rowOf, tileRe, tileIm, side);
    }

    /**
     * Separates the spectra M and T of Z = M + iT: M = (Z(f) + Z*(-f))/2 into the row of -f, T = (Z(f) - Z*(-f))/2i into the row of f,
     * there with real and imaginary part exchanged; both without the factor 1/2.
     */
    private void separate() {
        for (int k = 1; k < HALF; k++) {
            ColumnFft.butterfly(bandRe[mirrorOf[k]], bandRe[rowOf[k]], columns);
            ColumnFft.butterfly(bandIm[rowOf[k]], bandIm[mirrorOf[k]], columns);
        }
        for (int c = 0; c < columns; c++) {
            bandRe[1][c] = 2 * bandRe[0][c];
            bandIm[0][c] *= 2;
        }
        java.util.Arrays.fill(bandRe[0], 0, columns, 0);
        java.util.Arrays.fill(bandIm[1], 0, columns, 0);
    }

    private static void transposeBand(float[][] re, float[][] im, int[] row, float[][] outRe, float[][] outIm,
            int columns) {
        for (int c = 0; c < columns; c += BLOCK) {
            int end = Math.min(columns, c + BLOCK);
            for (int k = 0; k < HALF; k += LANES) {
                transpose(re[row[k]], re[row[k + 1]], re[row[k + 2]], re[row[k + 3]], c, end, outRe, k);
                transpose(im[row[k]], im[row[k + 1]], im[row[k + 2]], im[row[k + 3]], c, end, outIm, k);
            }
        }
    }

    /** Four rows to four neighbouring columns. */
    private static void transpose(float[] a, float[] b, float[] c, float[] d, int first, int end, float[][] out,
            int at) {
        for (int i = first; i < end; i++) {
            float[] o = out[i];
            o[at] = a[i];
            o[at + 1] = b[i];
            o[at + 2] = c[i];
            o[at + 3] = d[i];
        }
    }

    /** Correlates the tile of the band that begins at a column; {@code slot} 0 or 1 of the two that share the last transform. */
    void correlate(int firstColumn, int slot) {
        for (int c = 0; c < N; c++) {
            boolean mapped = firstColumn + c < columns;
            load(mapped ? mapRe[firstColumn + c] : null, stackRe[c], 0);
            load(mapped ? mapIm[firstColumn + c] : null, stackIm[c], 0);
            load(c < tileSide ? tileRe[firstColumn + c] : null, stackRe[c], HALF);
            load(c < tileSide ? tileIm[firstColumn + c] : null, stackIm[c], HALF);
        }
        fft.forward(stackRe, stackIm, N);
        for (int c = 0; c < N; c++) {
            System.arraycopy(stackRe[c], HALF, tRe, 0, HALF);
            System.arraycopy(stackIm[c], HALF, tIm, 0, HALF);
            cross(tRe, tIm, stackRe[c], stackIm[c], productRe, productIm);
            System.arraycopy(productRe, 0, crossRe[c], slot * HALF, HALF);
            System.arraycopy(productIm, 0, crossIm[c], slot * HALF, HALF);
        }
    }

    private static void load(float[] from, float[] to, int at) {
        if (from == null) {
            java.util.Arrays.fill(to, at, at + HALF, 0);
        } else {
            System.arraycopy(from, 0, to, at, HALF);
        }
    }

    /** conj(t) m */
    private static void cross(float[] tr, float[] ti, float[] mr, float[] mi, float[] re, float[] im) {
        for (int i = 0; i < HALF; i++) {
            re[i] = tr[i] * mr[i] + ti[i] * mi[i];
            im[i] = tr[i] * mi[i] - ti[i] * mr[i];
        }
    }

    /** Leaves the second slot empty. */
    void skip() {
        for (int c = 0; c < N; c++) {
            java.util.Arrays.fill(crossRe[c], HALF, N, 0);
            java.util.Arrays.fill(crossIm[c], HALF, N, 0);
        }
    }

    /** Turns the cross spectra of both slots into surfaces of {@code span} x {@code span} shifts. */
    void finish(int span) {
        fft.inverse(crossRe, crossIm, N);
        transposeCross(crossRe, 0, rowOf, outRe, span);
        transposeCross(crossIm, 0, mirrorOf, outIm, span);
        transposeCross(crossRe, HALF, rowOf, outIm, span);
        transposeCross(crossIm, HALF, mirrorOf, outRe, span);
        // A + iB in the row of f, conj(A) + i conj(B) in that of -f
        for (int k = 1; k < HALF; k++) {
            int i = rowOf[k];
            int j = mirrorOf[k];
            ColumnFft.butterfly(outRe[i], outRe[j], span);
            ColumnFft.butterfly(outIm[i], outIm[j], span);
            float[] t = outRe[i];
            outRe[i] = outRe[j];
            outRe[j] = t;
        }
        java.util.Arrays.fill(outRe[1], 0, span, 0);
        java.util.Arrays.fill(outIm[1], 0, span, 0);
        fft.inverse(outRe, outIm, span);
    }

    /** Columns from {@code at} on to rows. */
    private static void transposeCross(float[][] cross, int at, int[] row, float[][] out, int span) {
        for (int c = 0; c < span; c += BLOCK) {
            int end = Math.min(span, c + BLOCK);
            for (int k = 0; k < HALF; k += LANES)
                spread(cross, at + k, c, end, out[row[k]], out[row[k + 1]], out[row[k + 2]], out[row[k + 3]]);
        }
    }

    /** Four neighbouring columns to four rows. */
    private static void spread(float[][] in, int at, int first, int end, float[] a, float[] b, float[] c, float[] d) {
        for (int i = first; i < end; i++) {
            float[] x = in[i];
            a[i] = x[at];
            b[i] = x[at + 1];
            c[i] = x[at + 2];
            d[i] = x[at + 3];
        }
    }

    /** Rows of the surface of a slot after {@link #finish}; valid until the next. */
    float[][] surface(int slot) {
        return slot == 0 ? outRe : outIm;
    }
}
