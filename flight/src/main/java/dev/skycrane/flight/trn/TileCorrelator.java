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
        for (int c = 0; c < mapSide; c += BLOCK) {
            for (int k = 0; k < HALF; k += BLOCK)
                transposeBand(c, Math.min(mapSide, c + BLOCK), k);
        }
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

    private void transposeBand(int firstColumn, int endColumn, int firstLane) {
        for (int k = firstLane; k < firstLane + BLOCK; k++) {
            float[] mr = bandRe[mirrorOf[k]];
            float[] mi = bandIm[mirrorOf[k]];
            float[] tr = bandIm[rowOf[k]];
            float[] ti = bandRe[rowOf[k]];
            for (int c = firstColumn; c < endColumn; c++) {
                mapRe[c][k] = mr[c];
                mapIm[c][k] = mi[c];
                tileRe[c][k] = tr[c];
                tileIm[c][k] = ti[c];
            }
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
        for (int c = 0; c < span; c += BLOCK) {
            for (int k = 0; k < HALF; k += BLOCK)
                transposeCross(c, Math.min(span, c + BLOCK), k);
        }
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

    private void transposeCross(int firstColumn, int endColumn, int firstLane) {
        for (int k = firstLane; k < firstLane + BLOCK; k++) {
            float[] aRe = outRe[rowOf[k]];
            float[] aIm = outIm[mirrorOf[k]];
            float[] bRe = outIm[rowOf[k]];
            float[] bIm = outRe[mirrorOf[k]];
            for (int c = firstColumn; c < endColumn; c++) {
                aRe[c] = crossRe[c][k];
                aIm[c] = crossIm[c][k];
                bRe[c] = crossRe[c][k + HALF];
                bIm[c] = crossIm[c][k + HALF];
            }
        }
    }

    /** Rows of the surface of a slot after {@link #finish}; valid until the next. */
    float[][] surface(int slot) {
        return slot == 0 ? outRe : outIm;
    }
}
