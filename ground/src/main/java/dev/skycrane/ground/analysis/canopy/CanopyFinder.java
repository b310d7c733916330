package dev.skycrane.ground.analysis.canopy;

import boofcv.struct.image.GrayF32;

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

    private final int width;
    private final int height;
    private final double focalPx;
    private final double[][] sky = new double[3][];

    /**
     * What is seen of a canopy.
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
        double size() {
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
        boolean[] canopy = outline(bands);
        return canopy == null ? Sight.NONE : sight(canopy);
    }

    /** Pixels of the canopy, row by row, or null when there is none. */
    public boolean[] outline(GrayF32[] bands) {
        boolean[] before = beforeTheSky(bands);
        boolean[] behind = new boolean[before.length];
        for (int k = 0; k < before.length; k++)
            behind[k] = !before[k];
        float[] depth = DistanceField.squared(behind, width, height);
        int widest = 0;
        for (int k = 1; k < depth.length; k++)
            if (depth[k] > depth[widest]) widest = k;
        double radius = Math.sqrt(depth[widest]);
        // a picture without any sky has no canopy that could be told from it
        if (radius < LEAST_PX || radius > Math.max(width, height)) return null;
        double rope = ROPE * radius;
        boolean[] core = new boolean[before.length];
        for (int k = 0; k < core.length; k++)
            core[k] = depth[k] > rope * rope;
        boolean[] piece = connected(core, widest);
        float[] off = DistanceField.squared(piece, width, height);
        double reach = rope * (1 + GIVEN_BACK);
        for (int k = 0; k < piece.length; k++)
            piece[k] = before[k] && off[k] <= reach * reach;
        return piece;
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

    /** The piece of a set about one of its pixels, four neighbours each. */
    private boolean[] connected(boolean[] set, int from) {
        boolean[] out = new boolean[set.length];
        int[] open = new int[set.length];
        int n = 0;
        open[n++] = from;
        out[from] = true;
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

    private Sight sight(boolean[] canopy) {
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        double area = 0;
        double angle = 0;
        double sumX = 0;
        double sumY = 0;
        int edge = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!canopy[y * width + x]) continue;
                area++;
                sumX += x;
                sumY += y;
                double r2 = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (focalPx * focalPx);
                // a pixel of a pinhole camera sees cos^3 of its angle off the axis over f^2
                angle += 1 / ((1 + r2) * Math.sqrt(1 + r2));
                if (x == 0 || y == 0 || x == width - 1 || y == height - 1) edge++;
            }
        }
        if (area == 0) return Sight.NONE;
        // a few pixels are a line that runs out of the picture
        boolean cut = edge > 0.05 * Math.sqrt(area);
        return new Sight(area, angle / (focalPx * focalPx), area / (width * (double) height), sumX / area, sumY / area,
                cut);
    }
}
