package dev.skycrane.flight.trn;

/**
 * Local normalisation of a picture: (value - mean) / (deviation + noise) over a box, clipped to +-3; 0 where the picture shows
 * nothing. Sums are exact integers. Loops are without branches, for vector instructions.
 */
final class LocalContrast {
    private static final float CLIP = 3;
    /** Sums down the columns of the box, then over the box around each cell of a row. */
    private final int[] columnSum;
    private final int[] columnSquare;
    private final int[] columnCount;
    private final int[] sum;
    private final int[] square;
    private final int[] count;

    /** @param maxSize longest row */
    LocalContrast(int maxSize) {
        columnSum = new int[maxSize];
        columnSquare = new int[maxSize];
        columnCount = new int[maxSize];
        sum = new int[maxSize];
        square = new int[maxSize];
        count = new int[maxSize];
    }

    /**
     * @param in values of at most 1020, row by row, negative where nothing is shown
     * @param size of a row
     * @param reach cells on each side of the box, at most 20 so that the sums of squares fit
     * @param noise value added to the deviation
     */
    void normalise(int[] in, int rows, int size, int reach, float noise, float[][] out) {
        java.util.Arrays.fill(columnSum, 0, size, 0);
        java.util.Arrays.fill(columnSquare, 0, size, 0);
        java.util.Arrays.fill(columnCount, 0, size, 0);
        for (int r = 0; r < Math.min(reach, rows); r++)
            enter(in, r * size, columnSum, columnSquare, columnCount, size);
        for (int r = 0; r < rows; r++) {
            if (r + reach < rows) enter(in, (r + reach) * size, columnSum, columnSquare, columnCount, size);
            if (r - reach - 1 >= 0) leave(in, (r - reach - 1) * size, columnSum, columnSquare, columnCount, size);
            slide(columnSum, sum, size, reach);
            slide(columnSquare, square, size, reach);
            slide(columnCount, count, size, reach);
            contrast(in, r * size, sum, square, count, noise, out[r], size);
        }
    }

    private static void enter(int[] in, int row, int[] sum, int[] square, int[] count, int size) {
        for (int c = 0; c < size; c++) {
            int shown = ~(in[row + c] >> 31);
            int x = in[row + c] & shown;
            sum[c] += x;
            square[c] += x * x;
            count[c] -= shown;
        }
    }

    private static void leave(int[] in, int row, int[] sum, int[] square, int[] count, int size) {
        for (int c = 0; c < size; c++) {
            int shown = ~(in[row + c] >> 31);
            int x = in[row + c] & shown;
            sum[c] -= x;
            square[c] -= x * x;
            count[c] += shown;
        }
    }

    /** Sums of the columns within reach of each. */
    private static void slide(int[] column, int[] box, int size, int reach) {
        int s = 0;
        for (int c = 0; c < Math.min(reach, size); c++)
            s += column[c];
        for (int c = 0; c < size; c++) {
            if (c + reach < size) s += column[c + reach];
            if (c - reach - 1 >= 0) s -= column[c - reach - 1];
            box[c] = s;
        }
    }

    private static void contrast(int[] in, int row, int[] sum, int[] square, int[] count, float noise, float[] out,
            int size) {
        for (int c = 0; c < size; c++) {
            float each = 1 / (float) Math.max(1, count[c]);
            float mean = sum[c] * each;
            float variance = Math.max(0, square[c] * each - mean * mean);
            float z = (in[row + c] - mean) / ((float) Math.sqrt(variance) + noise);
            float shown = 1 + (in[row + c] >> 31);
            out[c] = shown * Math.max(-CLIP, Math.min(CLIP, z));
        }
    }
}
