package dev.skycrane.flight.trn;

/**
 * Appearance map at its own scale and its halvings, each with an interest grid: how well a patch around a block can be told from its
 * surroundings in both directions, the smaller eigenvalue of the gradients' second-moment matrix (Shi and Tomasi 1994,
 * doi 10.1109/CVPR.1994.323794). Immutable after construction.
 */
final class MapLevels {
    static final int LEVELS = 4;
    /** Grey level of places that the map has no picture of. */
    static final int NO_DATA = 0;
    /** So many cells without data in a block keep landmarks away from it; a few may be black shadow. */
    private static final int MANY_MISSING = 6;
    /** Cells per interest block. */
    static final int BLOCK = 8;
    /** Blocks on each side that join the second moments of a block, to the size of a landmark patch. */
    private static final int REACH = 2;

    final SiteMap map;
    final GreyPyramid pyramid;
    /** The same pictures in the order in which windows are read. */
    final GreyStrips[] strips = new GreyStrips[LEVELS];
    final double[] cellM = new double[LEVELS];
    private final double[] westM = new double[LEVELS];
    private final double[] northM = new double[LEVELS];
    private final float[][] interest = new float[LEVELS][];

    MapLevels(SiteMap map) {
        this.map = map;
        pyramid = new GreyPyramid(map.width, map.height, LEVELS);
        pyramid.load(map.appearance);
        for (int l = 0; l < LEVELS; l++) {
            cellM[l] = map.pixelM * (1 << l);
            double shiftM = 0.5 * (cellM[l] - map.pixelM);
            westM[l] = map.westM + shiftM;
            northM[l] = map.northM - shiftM;
            interest[l] = interestOf(l);
            strips[l] = new GreyStrips(pyramid.grey[l], pyramid.width[l], pyramid.height[l]);
        }
    }

    double column(int level, double eastM) {
        return (eastM - westM[level]) / cellM[level];
    }

    double row(int level, double northingM) {
        return (northM[level] - northingM) / cellM[level];
    }

    double eastM(int level, double column) {
        return westM[level] + column * cellM[level];
    }

    double northM(int level, double row) {
        return northM[level] - row * cellM[level];
    }

    /** Interest of the block around a cell, or -1 when a patch of {@code reachCells} there leaves the map. */
    float interestAt(int level, int column, int row, int reachCells) {
        int w = pyramid.width[level];
        int h = pyramid.height[level];
        if (column < reachCells || row < reachCells || column >= w - reachCells || row >= h - reachCells) return -1;
        return interest[level][row / BLOCK * (w / BLOCK + 1) + column / BLOCK];
    }

    private float[] interestOf(int level) {
        int w = pyramid.width[level];
        int h = pyramid.height[level];
        int bw = w / BLOCK + 1;
        int bh = h / BLOCK + 1;
        int[] xx = new int[bw * bh];
        int[] xy = new int[bw * bh];
        int[] yy = new int[bw * bh];
        int[] missing = new int[bw * bh];
        byte[] g = pyramid.grey[level];
        for (int r = 1; r < h - 1; r++) {
            for (int c = 1; c < w - 1; c++) {
                int k = r * w + c;
                int gx = (g[k + 1] & 0xff) - (g[k - 1] & 0xff);
                int gy = (g[k + w] & 0xff) - (g[k - w] & 0xff);
                int b = r / BLOCK * bw + c / BLOCK;
                xx[b] += gx * gx;
                xy[b] += gx * gy;
                yy[b] += gy * gy;
                if (g[k] == NO_DATA) missing[b]++;
            }
        }
        float[] out = new float[bw * bh];
        for (int r = 0; r < bh; r++)
            for (int c = 0; c < bw; c++)
                out[r * bw + c] = isWhole(missing, bw, bh, c, r)
                        ? smallerEigenvalue(xx, xy, yy, bw, bh, c, r)
                        : 0;
        return out;
    }

    /** Whether the map has a picture of the block and of all around it that a patch there would take in. */
    private static boolean isWhole(int[] missing, int bw, int bh, int column, int row) {
        for (int r = Math.max(0, row - REACH); r <= Math.min(bh - 1, row + REACH); r++)
            for (int c = Math.max(0, column - REACH); c <= Math.min(bw - 1, column + REACH); c++)
                if (missing[r * bw + c] >= MANY_MISSING) return false;
        return true;
    }

    private static float smallerEigenvalue(int[] xx, int[] xy, int[] yy, int bw, int bh, int column, int row) {
        long a = 0;
        long b = 0;
        long d = 0;
        for (int r = Math.max(0, row - REACH); r <= Math.min(bh - 1, row + REACH); r++) {
            for (int c = Math.max(0, column - REACH); c <= Math.min(bw - 1, column + REACH); c++) {
                a += xx[r * bw + c];
                b += xy[r * bw + c];
                d += yy[r * bw + c];
            }
        }
        double half = 0.5 * (a - d);
        return (float) (0.5 * (a + d) - Math.sqrt(half * half + (double) b * b));
    }
}
