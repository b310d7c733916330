package dev.skycrane.flight.trn;

/**
 * Cross-correlates square tiles of a picture with the map around each, by Fourier transform: the surface at (row, column) is the sum of
 * tile times map, the map moved up by row and left by column. The tiles of a band (one row of tiles) share the transform down their
 * columns; map and tiles, both real, go through it as one complex picture. Of its frequencies the lower half is kept, since the other
 * is its conjugate, and the one between the halves dropped. Two surfaces, both real, share the last transform.
 */
final class TileCorrelator {
    private static final int BLOCK = 16;
    private static final int LANES = 4;

    /** Side of the transform: a tile and its search together. */
    private final int n;
    private final int half;

    private final ColumnFft bandFft;
    private final ColumnFft fft;
    /** Map as the real part, tiles as the imaginary part; after the transform see {@link #separate}. */
    private final float[][] bandRe;
    private final float[][] bandIm;
    /** Half spectra down the columns of the band: a row for each column, an element for each frequency. */
    private final float[][] mapRe;
    private final float[][] mapIm;
    private final float[][] tileRe;
    private final float[][] tileIm;
    /** Of each kept frequency the row in the band's transform, and the row of its negative. */
    private final int[] rowOf;
    private final int[] mirrorOf;
    /** Spectra of map (first half of each row) and tile (second half). */
    private final float[][] stackRe;
    private final float[][] stackIm;
    /** Cross spectra of the first tile (first half of each row) and the second. */
    private final float[][] crossRe;
    private final float[][] crossIm;
    private final float[] tRe;
    private final float[] tIm;
    private final float[] productRe;
    private final float[] productIm;
    private final float[][] outRe;
    private final float[][] outIm;
    private int tileSide;
    private int columns;

    /**
     * @param n side of the transform, a power of two
     * @param maxColumns widest band, cells
     */
    TileCorrelator(int n, int maxColumns) {
        this.n = n;
        half = n / 2;
        fft = new ColumnFft(n, n);
        rowOf = new int[half];
        mirrorOf = new int[half];
        stackRe = new float[n][n];
        stackIm = new float[n][n];
        crossRe = new float[n][n];
        crossIm = new float[n][n];
        tRe = new float[half];
        tIm = new float[half];
        productRe = new float[half];
        productIm = new float[half];
        outRe = new float[n][n];
        outIm = new float[n][n];
        bandFft = new ColumnFft(n, maxColumns);
        bandRe = new float[n][maxColumns];
        bandIm = new float[n][maxColumns];
        mapRe = new float[maxColumns][half];
        mapIm = new float[maxColumns][half];
        tileRe = new float[maxColumns][half];
        tileIm = new float[maxColumns][half];
        for (int k = 0; k < half; k++) {
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
        for (int r = 0; r < n; r++) {
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
        for (int k = 1; k < half; k++) {
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

    private void transposeBand(float[][] re, float[][] im, int[] row, float[][] outRe, float[][] outIm,
            int columns) {
        for (int c = 0; c < columns; c += BLOCK) {
            int end = Math.min(columns, c + BLOCK);
            for (int k = 0; k < half; k += LANES) {
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
        for (int c = 0; c < n; c++) {
            boolean mapped = firstColumn + c < columns;
            load(mapped ? mapRe[firstColumn + c] : null, stackRe[c], 0);
            load(mapped ? mapIm[firstColumn + c] : null, stackIm[c], 0);
            load(c < tileSide ? tileRe[firstColumn + c] : null, stackRe[c], half);
            load(c < tileSide ? tileIm[firstColumn + c] : null, stackIm[c], half);
        }
        fft.forward(stackRe, stackIm, n);
        for (int c = 0; c < n; c++) {
            System.arraycopy(stackRe[c], half, tRe, 0, half);
            System.arraycopy(stackIm[c], half, tIm, 0, half);
            cross(tRe, tIm, stackRe[c], stackIm[c], productRe, productIm);
            System.arraycopy(productRe, 0, crossRe[c], slot * half, half);
            System.arraycopy(productIm, 0, crossIm[c], slot * half, half);
        }
    }

    private void load(float[] from, float[] to, int at) {
        if (from == null) {
            java.util.Arrays.fill(to, at, at + half, 0);
        } else {
            System.arraycopy(from, 0, to, at, half);
        }
    }

    /** conj(t) m */
    private void cross(float[] tr, float[] ti, float[] mr, float[] mi, float[] re, float[] im) {
        for (int i = 0; i < half; i++) {
            re[i] = tr[i] * mr[i] + ti[i] * mi[i];
            im[i] = tr[i] * mi[i] - ti[i] * mr[i];
        }
    }

    /** Leaves the second slot empty. */
    void skip() {
        for (int c = 0; c < n; c++) {
            java.util.Arrays.fill(crossRe[c], half, n, 0);
            java.util.Arrays.fill(crossIm[c], half, n, 0);
        }
    }

    /** Turns the cross spectra of both slots into surfaces of {@code span} x {@code span} shifts. */
    void finish(int span) {
        fft.inverse(crossRe, crossIm, n);
        transposeCross(crossRe, 0, rowOf, outRe, span);
        transposeCross(crossIm, 0, mirrorOf, outIm, span);
        transposeCross(crossRe, half, rowOf, outIm, span);
        transposeCross(crossIm, half, mirrorOf, outRe, span);
        // A + iB in the row of f, conj(A) + i conj(B) in that of -f
        for (int k = 1; k < half; k++) {
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
    private void transposeCross(float[][] cross, int at, int[] row, float[][] out, int span) {
        for (int c = 0; c < span; c += BLOCK) {
            int end = Math.min(span, c + BLOCK);
            for (int k = 0; k < half; k += LANES)
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
