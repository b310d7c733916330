package dev.skycrane.ground.analysis.canopy;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Finds the canopy in an up-look picture: whatever stands before the sky, less what is thin beside it (bridle legs, riser), is the piece about the
 * widest place. Neither its colours nor its size are known beforehand. One thread.
 */
public final class CanopyFinder {
    /** What differs from the sky by this much, in standard deviations and in DN, stands before it. */
    private static final double DIFFERS_SIGMA = 6;
    private static final double DIFFERS_DN = 9;
    /** Thinner than this part of the widest place: a rope. */
    private static final double ROPE = 0.4;
    /** What an opening takes off the canopy's lobes is given back over this part of its radius. */
    private static final double GIVEN_BACK = 0.6;
    /** Half of the least width of a canopy, px. */
    private static final double LEAST_PX = 3;
    /** A piece at the picture's edge with more than this many times the area of its widest circle is a bridle leg. */
    private static final double LONG = 4;
    /** A canopy inside the picture is at least this part as wide as a piece at its edge that might be one. */
    private static final double AS_WIDE = 0.4;
    private static final int MOST_PIECES = 6;
    private static final int RAYS = 180;

    private final int width;
    private final int height;
    private final double focalPx;
    private final double[][] sky = new double[3][];

    /**
     * What is seen of a canopy: twice its half on the side away from the lines.
     *
     * @param areaPx pixels; 0 when none is seen
     * @param solidAngleSr the same as solid angle, which does not depend on where in the picture it is; not a number without a focal length
     * @param share of the picture
     * @param cut whether it reaches the picture's edge, so that some is missing
     */
    public record Sight(double areaPx, double solidAngleSr, double share, double centreX, double centreY,
            boolean cut) {
        static final Sight NONE = new Sight(0, 0, 0, Double.NaN, Double.NaN, false);

        /** Solid angle, or pixels where the lens is not known: something that grows as the projected area. */
        public double size() {
            return Double.isNaN(solidAngleSr) ? areaPx : solidAngleSr;
        }
    }

    /** @param focalPx not a number when it is not known */
    public CanopyFinder(int width, int height, double focalPx) {
        this.width = width;
        this.height = height;
        this.focalPx = focalPx;
        for (int b = 0; b < sky.length; b++)
            sky[b] = new double[width];
    }

    /** Finds it in one picture. */
    public Sight find(GrayF32[] bands) {
        boolean[] before = beforeTheSky(bands);
        boolean[] canopy = outline(before);
        return canopy == null ? Sight.NONE : sight(canopy, before);
    }

    /** Pixels of the canopy, row by row, or null when there is none. */
    public boolean[] outline(GrayF32[] bands) {
        return outline(beforeTheSky(bands));
    }

    /** Fills the holes of its argument. */
    private boolean[] outline(boolean[] before) {
        boolean[] behind = sky(before);
        for (int k = 0; k < before.length; k++)
            before[k] = !behind[k];
        float[] depth = DistanceField.squared(behind, width, height);
        float[] left = depth.clone();
        boolean[] cut = null;
        double cutRadius = 0;
        for (int piece = 0; piece < MOST_PIECES; piece++) {
            int widest = 0;
            for (int k = 1; k < left.length; k++)
                if (left[k] > left[widest]) widest = k;
            double radius = Math.sqrt(left[widest]);
            // a picture without any sky has no canopy that could be told from it
            if (radius < LEAST_PX || radius > Math.max(width, height) || radius < AS_WIDE * cutRadius) break;
            boolean[] core = core(depth, widest, radius);
            if (!atEdge(core)) return whole(core, before, radius);
            if (cut == null && count(core) < LONG * Math.PI * radius * radius) {
                cut = whole(core, before, radius);
                cutRadius = radius;
            }
            for (int k = 0; k < left.length; k++)
                if (core[k]) left[k] = 0;
        }
        return cut;
    }

    /** What is wider than a rope about a place, connected. */
    private boolean[] core(float[] depth, int about, double radius) {
        double rope = ROPE * radius;
        boolean[] wide = new boolean[depth.length];
        for (int k = 0; k < wide.length; k++)
            wide[k] = depth[k] > rope * rope;
        return connected(wide, new int[]{about});
    }

    /** With what the opening took off its lobes. */
    private boolean[] whole(boolean[] core, boolean[] before, double radius) {
        float[] off = DistanceField.squared(core, width, height);
        double reach = ROPE * radius * (1 + GIVEN_BACK);
        boolean[] out = new boolean[core.length];
        for (int k = 0; k < out.length; k++)
            out[k] = before[k] && off[k] <= reach * reach;
        return out;
    }

    private boolean atEdge(boolean[] set) {
        for (int x = 0; x < width; x++)
            if (set[x] || set[set.length - 1 - x]) return true;
        for (int y = 0; y < height; y++)
            if (set[y * width] || set[y * width + width - 1]) return true;
        return false;
    }

    private static int count(boolean[] set) {
        int n = 0;
        for (boolean b : set)
            if (b) n++;
        return n;
    }

    /** Sky is what reaches the picture's edge; a hole in what stands before it is part of that. */
    private boolean[] sky(boolean[] before) {
        boolean[] open = new boolean[before.length];
        for (int k = 0; k < open.length; k++)
            open[k] = !before[k];
        int[] from = new int[2 * (width + height)];
        int n = 0;
        for (int x = 0; x < width; x++) {
            if (open[x]) from[n++] = x;
            if (open[open.length - 1 - x]) from[n++] = open.length - 1 - x;
        }
        for (int y = 0; y < height; y++) {
            if (open[y * width]) from[n++] = y * width;
            if (open[y * width + width - 1]) from[n++] = y * width + width - 1;
        }
        return connected(open, Arrays.copyOf(from, n));
    }

    private boolean[] beforeTheSky(GrayF32[] bands) {
        SkyModel model = SkyModel.of(bands);
        boolean[] out = new boolean[width * height];
        for (int y = 0; y < height; y++) {
            for (int b = 0; b < bands.length; b++) {
                model.row(b, y, sky[b]);
                double least = Math.max(DIFFERS_DN, DIFFERS_SIGMA * model.sigma(b));
                int at = y * width;
                for (int x = 0; x < width; x++)
                    out[at + x] |= Math.abs(bands[b].data[at + x] - sky[b][x]) > least;
            }
        }
        return out;
    }

    /** What of a set hangs together with some of its pixels, four neighbours each. */
    private boolean[] connected(boolean[] set, int[] from) {
        boolean[] out = new boolean[set.length];
        int[] open = new int[set.length];
        int n = 0;
        for (int k : from)
            n = visit(set, out, open, n, k);
        while (n > 0) {
            int k = open[--n];
            int x = k % width;
            if (x > 0) n = visit(set, out, open, n, k - 1);
            if (x < width - 1) n = visit(set, out, open, n, k + 1);
            if (k >= width) n = visit(set, out, open, n, k - width);
            if (k < set.length - width) n = visit(set, out, open, n, k + width);
        }
        return out;
    }

    private static int visit(boolean[] set, boolean[] out, int[] open, int n, int k) {
        if (!set[k] || out[k]) return n;
        out[k] = true;
        open[n] = k;
        return n + 1;
    }

    private Sight sight(boolean[] canopy, boolean[] before) {
        double[] lines = lines(canopy, before);
        double[] centre = centre(canopy, lines);
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        double area = 0;
        double angle = 0;
        int edge = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!canopy[y * width + x]) continue;
                if (x == 0 || y == 0 || x == width - 1 || y == height - 1) edge++;
                // a pixel on the border between the halves counts as far as it lies in the right one
                double beyond = (x - centre[0]) * lines[0] + (y - centre[1]) * lines[1];
                double part = Math.max(0, Math.min(1, 0.5 - beyond));
                area += 2 * part;
                double r2 = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (focalPx * focalPx);
                // a pixel of a pinhole camera sees cos^3 of its angle off the axis over f^2
                angle += 2 * part / ((1 + r2) * Math.sqrt(1 + r2));
            }
        }
        if (area == 0) return Sight.NONE;
        // a few pixels are a line that runs out of the picture
        boolean cut = edge > 0.05 * Math.sqrt(area);
        return new Sight(area, angle / (focalPx * focalPx), area / (width * (double) height), centre[0], centre[1],
                cut);
    }

    /** Direction, unit, in which lines, riser and bridle leave the canopy: to the middle of what else stands before the sky. */
    private double[] lines(boolean[] canopy, boolean[] before) {
        double[] sum = new double[6];
        for (int k = 0; k < canopy.length; k++) {
            if (!before[k]) continue;
            int to = canopy[k] ? 0 : 3;
            sum[to] += k % width;
            sum[to + 1] += k / width;
            sum[to + 2]++;
        }
        if (sum[5] == 0) return new double[]{0, -1};
        double x = sum[3] / sum[5] - sum[0] / sum[2];
        double y = sum[4] / sum[5] - sum[1] / sum[2];
        double n = Math.hypot(x, y);
        return n == 0 ? new double[]{0, -1} : new double[]{x / n, y / n};
    }

    /**
     * Middle of the canopy: of the circle through its outline on the side away from the lines (Kasa, IEEE Transactions on Instrumentation and
     * Measurement 25, 1976), since on the other side the cone of the lines widens it while it is narrow.
     */
    private double[] centre(boolean[] canopy, double[] lines) {
        double sx = 0;
        double sy = 0;
        double n = 0;
        for (int k = 0; k < canopy.length; k++) {
            if (!canopy[k]) continue;
            sx += k % width;
            sy += k / width;
            n++;
        }
        double[] centre = {sx / n, sy / n};
        for (int round = 0; round < 3; round++) {
            double[][] edge = new double[RAYS][];
            int found = 0;
            for (int i = 0; i < RAYS; i++) {
                double dx = Math.cos(2 * Math.PI * i / RAYS);
                double dy = Math.sin(2 * Math.PI * i / RAYS);
                if (dx * lines[0] + dy * lines[1] > 0.2) continue;
                double far = reach(canopy, centre, dx, dy);
                if (far > 0) edge[found++] = new double[]{centre[0] + far * dx, centre[1] + far * dy};
            }
            double[] circle = circle(edge, found);
            if (circle == null) break;
            centre = circle;
        }
        return centre;
    }

    /** How far it is to the outermost pixel of a set along a ray, px. */
    private double reach(boolean[] set, double[] from, double dx, double dy) {
        double far = 0;
        for (double r = 0;; r += 0.5) {
            int x = (int) Math.rint(from[0] + r * dx);
            int y = (int) Math.rint(from[1] + r * dy);
            if (x < 0 || y < 0 || x >= width || y >= height) return far;
            if (set[y * width + x]) far = r;
        }
    }

    /** Middle of the circle through points, or null when they do not say. */
    private static double[] circle(double[][] points, int n) {
        if (n < 8) return null;
        DMatrixRMaj a = new DMatrixRMaj(n, 3);
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            double x = points[i][0] - points[0][0];
            double y = points[i][1] - points[0][1];
            a.set(i, 0, 2 * x);
            a.set(i, 1, 2 * y);
            a.set(i, 2, 1);
            b.set(i, 0, x * x + y * y);
        }
        DMatrixRMaj c = new DMatrixRMaj(3, 1);
        if (!CommonOps_DDRM.solve(a, b, c)) return null;
        double x = c.get(0) + points[0][0];
        double y = c.get(1) + points[0][1];
        return Double.isFinite(x + y) ? new double[]{x, y} : null;
    }
}
