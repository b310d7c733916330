package dev.skycrane.flight.trn;

/**
 * The whole map, locally normalised, at a ladder of cell sizes four to the octave, from twice the map's own cell: what the coarse stage
 * correlates with. Made once, so that no frame has to. Immutable after construction; memory about 1.7 bytes for each map cell.
 */
final class ContrastMaps {
    private static final int LEVELS = 21;
    private static final int STEPS_PER_OCTAVE = 4;
    private static final int REACH = 8;
    /** Noise added to the local deviation, quarter grey levels. */
    private static final float NOISE = 4;
    /** Steps of the stored values to one deviation. */
    private static final float STEPS = 40;

    final double[] cellM = new double[LEVELS];
    private final double[] westM = new double[LEVELS];
    private final double[] northM = new double[LEVELS];
    private final int[] width = new int[LEVELS];
    private final int[] height = new int[LEVELS];
    private final byte[][] contrast = new byte[LEVELS][];

    ContrastMaps(MapLevels levels) {
        for (int k = 0; k < LEVELS; k++) {
            cellM[k] = 2 * levels.cellM[0] * StrictMath.pow(2, (double) k / STEPS_PER_OCTAVE);
            make(levels, k);
        }
    }

    private void make(MapLevels levels, int k) {
        SiteMap map = levels.map;
        double inset = 0.5 * (cellM[k] - map.pixelM);
        westM[k] = map.westM + inset;
        northM[k] = map.northM - inset;
        int w = width[k] = (int) ((map.width - 1) * map.pixelM / cellM[k]);
        int h = height[k] = (int) ((map.height - 1) * map.pixelM / cellM[k]);
        int[] raw = new int[w * h];
        float[][] z = new float[h][w];
        new MapSampler(levels, cellM[k]).sample(westM[k], northM[k], raw, w, h);
        new LocalContrast(w).normalise(raw, h, w, REACH, NOISE, z);
        byte[] out = new byte[w * h];
        for (int r = 0; r < h; r++)
            for (int c = 0; c < w; c++)
                out[r * w + c] = (byte) Math.round(STEPS * z[r][c]);
        contrast[k] = out;
    }

    /** The level of the ladder with the smallest cell not below {@code minCellM}; the last when there is none. */
    int levelFor(double minCellM) {
        int k = 0;
        while (k < LEVELS - 1 && cellM[k] < minCellM)
            k++;
        return k;
    }

    int column(int level, double eastM) {
        return (int) Math.floor((eastM - westM[level]) / cellM[level] + 0.5);
    }

    int row(int level, double northingM) {
        return (int) Math.floor((northM[level] - northingM) / cellM[level] + 0.5);
    }

    double eastM(int level, int column) {
        return westM[level] + column * cellM[level];
    }

    double northM(int level, int row) {
        return northM[level] - row * cellM[level];
    }

    /**
     * Copies size x size cells from (row, column) on; 0 outside the map.
     *
     * @return share of them that is mapped
     */
    double window(int level, int firstRow, int firstColumn, int size, float[][] out) {
        int from = Math.max(0, -firstColumn);
        int to = Math.min(size, width[level] - firstColumn);
        long mapped = 0;
        for (int r = 0; r < size; r++) {
            int row = firstRow + r;
            boolean inside = row >= 0 && row < height[level] && from < to;
            java.util.Arrays.fill(out[r], 0, inside ? from : size, 0);
            if (!inside) continue;
            widen(contrast[level], row * width[level] + firstColumn + from, out[r], from, to);
            java.util.Arrays.fill(out[r], to, size, 0);
            mapped += to - from;
        }
        return mapped / ((double) size * size);
    }

    private static void widen(byte[] in, int at, float[] out, int from, int to) {
        for (int c = from; c < to; c++)
            out[c] = in[at + c - from];
    }
}
