package dev.skycrane.flight.trn;

/**
 * Resamples a frame onto a north-up ground grid as seen from a pose: exact projection at nodes, linear between them, bilinear
 * sampling in integers from the halving of the frame that fits the scale. Values are 0 to 1020 (four steps per grey level);
 * {@link #NONE} where the frame shows nothing.
 */
final class Rectifier {
    static final int NONE = -1;
    private static final int MAX_NODES = 64;
    private static final double LOST = -1e6;

    private final double[] nodeU = new double[MAX_NODES * MAX_NODES];
    private final double[] nodeV = new double[MAX_NODES * MAX_NODES];
    private final double[] uv = new double[2];
    private final GreyPyramid frame;
    private int nodeColumns;

    Rectifier(GreyPyramid frame) {
        this.frame = frame;
    }

    /** A square ground grid: centre of its north-west cell, cell size, cells per side, cells between nodes. */
    static final class Grid {
        double westM;
        double northM;
        double cellM;
        int size;
        int nodeStep;
        /** Elevation of level ground, or NaN to follow the elevation map. */
        double levelM = Double.NaN;
    }

    /** @param out receives size x size values @return cells that the frame shows */
    int rectify(CameraPose pose, Grid grid, int[] out) {
        nodeColumns = (grid.size - 1 + grid.nodeStep - 1) / grid.nodeStep + 1;
        if (nodeColumns > MAX_NODES) throw new IllegalStateException("rectifier: nodes=" + nodeColumns);
        for (int r = 0; r < nodeColumns; r++)
            for (int c = 0; c < nodeColumns; c++)
                project(pose, grid, r, c);
        int level = level(grid);
        int seen = 0;
        for (int r = 0; r < nodeColumns - 1; r++)
            for (int c = 0; c < nodeColumns - 1; c++)
                seen += fill(grid, level, r, c, out);
        return seen;
    }

    private void project(CameraPose pose, Grid grid, int row, int column) {
        double east = grid.westM + column * grid.nodeStep * grid.cellM;
        double north = grid.northM - row * grid.nodeStep * grid.cellM;
        double elevation = Double.isNaN(grid.levelM) ? pose.map.elevationAtM(east, north) : grid.levelM;
        int k = row * nodeColumns + column;
        boolean ok = pose.pixelOf(east, north, elevation, uv);
        nodeU[k] = ok ? uv[0] : LOST;
        nodeV[k] = ok ? uv[1] : LOST;
    }

    /** Halving whose pixels are nearest to a cell, judged by the middle of the grid. */
    private int level(Grid grid) {
        int m = nodeColumns / 2;
        int k = m * nodeColumns + m;
        if (nodeU[k] == LOST || nodeU[k - 1] == LOST || nodeU[k - nodeColumns] == LOST) return 0;
        double du = nodeU[k] - nodeU[k - 1];
        double dv = nodeV[k] - nodeV[k - 1];
        double eu = nodeU[k] - nodeU[k - nodeColumns];
        double ev = nodeV[k] - nodeV[k - nodeColumns];
        double scale = Math.sqrt(Math.max(du * du + dv * dv, eu * eu + ev * ev)) / grid.nodeStep;
        int level = 0;
        while (level < frame.levels - 1 && scale > 1.5) {
            scale *= 0.5;
            level++;
        }
        return level;
    }

    private int fill(Grid grid, int level, int nodeRow, int nodeColumn, int[] out) {
        int k = nodeRow * nodeColumns + nodeColumn;
        int below = k + nodeColumns;
        int step = grid.nodeStep;
        int r0 = nodeRow * step;
        int c0 = nodeColumn * step;
        int r1 = nodeRow == nodeColumns - 2 ? grid.size : r0 + step;
        int c1 = nodeColumn == nodeColumns - 2 ? grid.size : c0 + step;
        boolean lost = nodeU[k] == LOST || nodeU[k + 1] == LOST || nodeU[below] == LOST || nodeU[below + 1] == LOST;
        int seen = 0;
        for (int r = r0; r < r1; r++) {
            int o = r * grid.size;
            if (lost) {
                for (int c = c0; c < c1; c++)
                    out[o + c] = NONE;
                continue;
            }
            double f = (double) (r - r0) / step;
            double ua = nodeU[k] + f * (nodeU[below] - nodeU[k]);
            double ub = nodeU[k + 1] + f * (nodeU[below + 1] - nodeU[k + 1]);
            double va = nodeV[k] + f * (nodeV[below] - nodeV[k]);
            double vb = nodeV[k + 1] + f * (nodeV[below + 1] - nodeV[k + 1]);
            seen += sampleRow(level, ua, (ub - ua) / step, va, (vb - va) / step, out, o + c0, c1 - c0);
        }
        return seen;
    }

    /** Samples a run of cells whose pixel coordinates grow linearly; coordinates carry 16 fraction bits. */
    private int sampleRow(int level, double u, double du, double v, double dv, int[] out, int at, int count) {
        byte[] g = frame.grey[level];
        int w = frame.width[level];
        int lastU = w - 2;
        int lastV = frame.height[level] - 2;
        double k = 65536.0 / (1 << level);
        double half = 65536.0 * (0.5 / (1 << level) - 0.5);
        int x = (int) Math.floor(u * k + half);
        int y = (int) Math.floor(v * k + half);
        int dx = (int) Math.floor(du * k);
        int dy = (int) Math.floor(dv * k);
        int seen = 0;
        for (int i = 0; i < count; i++) {
            int c = x >> 16;
            int r = y >> 16;
            if (c < 0 || r < 0 || c > lastU || r > lastV) {
                out[at + i] = NONE;
            } else {
                int fx = x >> 8 & 0xff;
                int fy = y >> 8 & 0xff;
                int p = r * w + c;
                int top = (g[p] & 0xff) * (256 - fx) + (g[p + 1] & 0xff) * fx;
                int bottom = (g[p + w] & 0xff) * (256 - fx) + (g[p + w + 1] & 0xff) * fx;
                out[at + i] = top * (256 - fy) + bottom * fy + 8192 >> 14;
                seen++;
            }
            x += dx;
            y += dy;
        }
        return seen;
    }
}
