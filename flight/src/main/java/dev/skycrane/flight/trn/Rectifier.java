package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Resamples a frame onto a north-up ground grid as seen from a pose: exact projection at nodes, linear between them, bilinear
 * sampling in integers from the halving of the frame that fits the scale. Values are 0 to 1020 (four steps per grey level);
 * {@link #NONE} where the frame shows nothing.
 */
final class Rectifier {
    static final int NONE = -1;
    private static final int MAX_NODES = 64;
    private static final int FRACTION_BITS = 16;
    /** Nodes farther from the frame's corner than this count as without image: steps times fractions have to fit into an int. */
    private static final double FAR = 8192;
    private static final double NOWHERE = 1e9;
    private static final int LOST = Integer.MIN_VALUE;

    private final double[] nodeU = new double[MAX_NODES * MAX_NODES];
    private final double[] nodeV = new double[MAX_NODES * MAX_NODES];
    private final int[] nodeX = new int[MAX_NODES * MAX_NODES];
    private final int[] nodeY = new int[MAX_NODES * MAX_NODES];
    private final double[] uv = new double[2];
    private final Vec3 middle = new Vec3();
    private final Vec3 east = new Vec3();
    private final Vec3 north = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 point = new Vec3();
    private double middleEastM;
    private double middleNorthM;
    private double middleUpM;
    private final GreyPyramid frame;
    private int nodeColumns;

    Rectifier(GreyPyramid frame) {
        this.frame = frame;
    }

    /** A square ground grid: centre of its north-west cell, cell size, cells per side, and how many cells lie between nodes: a power of two. */
    static final class Grid {
        double westM;
        double northM;
        double cellM;
        int size;
        int nodeBits;
        /** Elevation of level ground, or NaN to follow the elevation map, on a grid no larger than a landmark's. */
        double levelM = Double.NaN;
    }

    /**
     * @param out receives the values
     * @param stride of its rows
     * @return cells that the frame shows
     */
    int rectify(CameraPose pose, Grid grid, int[] out, int stride) {
        nodeColumns = (grid.size - 2 >> grid.nodeBits) + 2;
        if (nodeColumns > MAX_NODES) throw new IllegalStateException("rectifier: nodes=" + nodeColumns);
        boolean relief = Double.isNaN(grid.levelM);
        if (relief) straighten(pose, grid);
        for (int r = 0; r < nodeColumns; r++)
            for (int c = 0; c < nodeColumns; c++)
                keep(r * nodeColumns + c, relief ? projectRelief(pose, grid, r, c) : project(pose, grid, r, c));
        int level = level(grid);
        fix(level);
        int seen = 0;
        for (int r = 0; r < nodeColumns - 1; r++)
            for (int c = 0; c < nodeColumns - 1; c++)
                seen += fill(grid, level, r, c, out, stride);
        return seen;
    }

    private void keep(int k, boolean ok) {
        nodeU[k] = ok ? uv[0] : NOWHERE;
        nodeV[k] = ok ? uv[1] : NOWHERE;
    }

    private boolean project(CameraPose pose, Grid grid, int row, int column) {
        double east = grid.westM + (column << grid.nodeBits) * grid.cellM;
        double north = grid.northM - (row << grid.nodeBits) * grid.cellM;
        return pose.pixelOf(east, north, grid.levelM, uv);
    }

    /**
     * Takes the middle of a small grid and what one metre east, north and up of it is, camera frame: of the planet's curvature that
     * leaves out side squared over 8 radii, 2 mm for a grid of 200 m.
     */
    private void straighten(CameraPose pose, Grid grid) {
        double reachM = 0.5 * (grid.size - 1) * grid.cellM;
        middleEastM = grid.westM + reachM;
        middleNorthM = grid.northM - reachM;
        middleUpM = pose.map.elevationAtM(middleEastM, middleNorthM);
        pose.inCamera(middleEastM, middleNorthM, middleUpM, middle);
        slope(pose.inCamera(middleEastM + reachM, middleNorthM, middleUpM, east), reachM);
        slope(pose.inCamera(middleEastM, middleNorthM + reachM, middleUpM, north), reachM);
        slope(pose.inCamera(middleEastM, middleNorthM, middleUpM + reachM, up), reachM);
    }

    private void slope(Vec3 end, double reachM) {
        end.subtract(middle).scale(1 / reachM);
    }

    private boolean projectRelief(CameraPose pose, Grid grid, int row, int column) {
        double eastM = grid.westM + (column << grid.nodeBits) * grid.cellM;
        double northM = grid.northM - (row << grid.nodeBits) * grid.cellM;
        double e = eastM - middleEastM;
        double n = northM - middleNorthM;
        double z = pose.map.elevationAtM(eastM, northM) - middleUpM;
        point.set(middle.x + e * east.x + n * north.x + z * up.x, middle.y + e * east.y + n * north.y + z * up.y,
                middle.z + e * east.z + n * north.z + z * up.z);
        return pose.camera.project(point, uv);
    }

    /** Direction of the middle of the last grid that followed the elevation map, camera frame. */
    Vec3 middleRay(Vec3 out) {
        return out.set(middle).normalize();
    }

    /** Halving whose pixels are nearest to a cell, judged by the middle of the grid. */
    private int level(Grid grid) {
        int m = nodeColumns / 2;
        int k = m * nodeColumns + m;
        if (nodeU[k] == NOWHERE || nodeU[k - 1] == NOWHERE || nodeU[k - nodeColumns] == NOWHERE) return 0;
        double du = nodeU[k] - nodeU[k - 1];
        double dv = nodeV[k] - nodeV[k - 1];
        double eu = nodeU[k] - nodeU[k - nodeColumns];
        double ev = nodeV[k] - nodeV[k - nodeColumns];
        double scale = Math.sqrt(Math.max(du * du + dv * dv, eu * eu + ev * ev)) / (1 << grid.nodeBits);
        int level = 0;
        while (level < frame.levels - 1 && scale > 1.5) {
            scale *= 0.5;
            level++;
        }
        return level;
    }

    /** Nodes in pixels of a halving, with {@link #FRACTION_BITS}. */
    private void fix(int level) {
        double k = (double) (1 << FRACTION_BITS) / (1 << level);
        double half = (1 << FRACTION_BITS) * (0.5 / (1 << level) - 0.5);
        for (int i = 0; i < nodeColumns * nodeColumns; i++) {
            boolean lost = !(Math.abs(nodeU[i]) < FAR && Math.abs(nodeV[i]) < FAR);
            nodeX[i] = lost ? LOST : (int) Math.floor(nodeU[i] * k + half);
            nodeY[i] = lost ? LOST : (int) Math.floor(nodeV[i] * k + half);
        }
    }

    private int fill(Grid grid, int level, int nodeRow, int nodeColumn, int[] out, int stride) {
        int k = nodeRow * nodeColumns + nodeColumn;
        int below = k + nodeColumns;
        int bits = grid.nodeBits;
        int step = 1 << bits;
        int r0 = nodeRow * step;
        int c0 = nodeColumn * step;
        int r1 = nodeRow == nodeColumns - 2 ? grid.size : r0 + step;
        int c1 = nodeColumn == nodeColumns - 2 ? grid.size : c0 + step;
        if (nodeX[k] == LOST || nodeX[k + 1] == LOST || nodeX[below] == LOST || nodeX[below + 1] == LOST) {
            for (int r = r0; r < r1; r++)
                java.util.Arrays.fill(out, r * stride + c0, r * stride + c1, NONE);
            return 0;
        }
        boolean inside = isInside(level, k) && isInside(level, k + 1) && isInside(level, below)
                && isInside(level, below + 1);
        int left = nodeX[below] - nodeX[k] >> bits;
        int right = nodeX[below + 1] - nodeX[k + 1] >> bits;
        int leftY = nodeY[below] - nodeY[k] >> bits;
        int rightY = nodeY[below + 1] - nodeY[k + 1] >> bits;
        int seen = 0;
        for (int r = r0; r < r1; r++) {
            int x = nodeX[k] + (r - r0) * left;
            int y = nodeY[k] + (r - r0) * leftY;
            int dx = nodeX[k + 1] + (r - r0) * right - x >> bits;
            int dy = nodeY[k + 1] + (r - r0) * rightY - y >> bits;
            if (inside) {
                sampleRow(level, x, dx, y, dy, out, r * stride + c0, c1 - c0);
                seen += c1 - c0;
            } else {
                seen += sampleEdge(level, x, dx, y, dy, out, r * stride + c0, c1 - c0);
            }
        }
        return seen;
    }

    /** Whether a node lies so far inside the halving that rounding cannot lead out. */
    private boolean isInside(int level, int node) {
        int margin = 1 << FRACTION_BITS - 4;
        return nodeX[node] >= margin && nodeY[node] >= margin
                && nodeX[node] < (frame.width[level] - 1 << FRACTION_BITS) - margin
                && nodeY[node] < (frame.height[level] - 1 << FRACTION_BITS) - margin;
    }

    /** Samples a run of cells whose pixel coordinates grow linearly, all of them inside. */
    private void sampleRow(int level, int firstX, int dx, int firstY, int dy, int[] out, int at, int count) {
        byte[] g = frame.grey[level];
        int w = frame.width[level];
        int x = firstX;
        int y = firstY;
        int i = at;
        // runs are short: written out, eight samples need no loop of their own
        for (; i + 8 <= at + count; i += 8) {
            out[i] = sample(g, w, x, y);
            out[i + 1] = sample(g, w, x + dx, y + dy);
            out[i + 2] = sample(g, w, x + 2 * dx, y + 2 * dy);
            out[i + 3] = sample(g, w, x + 3 * dx, y + 3 * dy);
            out[i + 4] = sample(g, w, x + 4 * dx, y + 4 * dy);
            out[i + 5] = sample(g, w, x + 5 * dx, y + 5 * dy);
            out[i + 6] = sample(g, w, x + 6 * dx, y + 6 * dy);
            out[i + 7] = sample(g, w, x + 7 * dx, y + 7 * dy);
            x += 8 * dx;
            y += 8 * dy;
        }
        for (; i < at + count; i++) {
            out[i] = sample(g, w, x, y);
            x += dx;
            y += dy;
        }
    }

    /** As {@link #sampleRow} where the frame may end. @return cells seen */
    private int sampleEdge(int level, int firstX, int dx, int firstY, int dy, int[] out, int at, int count) {
        byte[] g = frame.grey[level];
        int w = frame.width[level];
        int lastX = w - 2;
        int lastY = frame.height[level] - 2;
        int x = firstX;
        int y = firstY;
        int seen = 0;
        for (int i = 0; i < count; i++) {
            int c = x >> FRACTION_BITS;
            int r = y >> FRACTION_BITS;
            boolean shown = c >= 0 && r >= 0 && c <= lastX && r <= lastY;
            out[at + i] = shown ? sample(g, w, x, y) : NONE;
            if (shown) seen++;
            x += dx;
            y += dy;
        }
        return seen;
    }

    private static int sample(byte[] g, int w, int x, int y) {
        int fx = x >> FRACTION_BITS - 8 & 0xff;
        int fy = y >> FRACTION_BITS - 8 & 0xff;
        int p = (y >> FRACTION_BITS) * w + (x >> FRACTION_BITS);
        int upper = Packed.two(g, p);
        int lower = Packed.two(g, p + w);
        int top = ((upper & 0xff) << 8) + ((upper >> 8 & 0xff) - (upper & 0xff)) * fx;
        int bottom = ((lower & 0xff) << 8) + ((lower >> 8 & 0xff) - (lower & 0xff)) * fx;
        return (top << 8) + (bottom - top) * fy + 8192 >> 14;
    }
}
