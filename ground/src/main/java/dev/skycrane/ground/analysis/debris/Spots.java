package dev.skycrane.ground.analysis.debris;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;
import georegression.struct.point.Point2D_I32;
import java.util.ArrayList;
import java.util.List;

/** Gathers pixels that the ground does not explain to pieces. */
final class Spots {
    private static final int LEAST_PX = 2;

    private Spots() {}

    /**
     * A piece.
     *
     * @param x middle, px
     * @param y middle, px
     * @param pixels how many
     * @param longPx longer axis of the ellipse with the same moments, from end to end
     * @param filledPx its area, px
     */
    record Spot(double x, double y, int pixels, double longPx, double filledPx) {}

    /** Pixels of which at least a part of the other frames shows something else. @param join pixels over which pieces are joined */
    static List<Spot> of(float[] unexplained, int width, int height, double leastPart, int join) {
        GrayU8 mask = new GrayU8(width, height);
        for (int k = 0; k < mask.data.length; k++)
            mask.data[k] = (byte) (unexplained[k] >= leastPart ? 1 : 0);
        GrayU8 joined = mask;
        if (join > 0) {
            joined = BinaryImageOps.dilate8(mask, join, null);
            joined = BinaryImageOps.erode8(joined, join, null);
        }
        GrayS32 labels = new GrayS32(width, height);
        int n = BinaryImageOps.contour(joined, ConnectRule.EIGHT, labels).size();
        List<Spot> out = new ArrayList<>();
        for (List<Point2D_I32> piece : BinaryImageOps.labelToClusters(labels, n, null))
            if (piece.size() >= LEAST_PX) out.add(spot(piece));
        return out;
    }

    private static Spot spot(List<Point2D_I32> piece) {
        double n = piece.size();
        double sx = 0;
        double sy = 0;
        for (Point2D_I32 p : piece) {
            sx += p.x;
            sy += p.y;
        }
        double mx = sx / n;
        double my = sy / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Point2D_I32 p : piece) {
            xx += (p.x - mx) * (p.x - mx);
            yy += (p.y - my) * (p.y - my);
            xy += (p.x - mx) * (p.y - my);
        }
        // a pixel is a square and has a twelfth of its own
        xx = xx / n + 1.0 / 12;
        yy = yy / n + 1.0 / 12;
        xy /= n;
        double root = Math.sqrt(0.25 * (xx - yy) * (xx - yy) + xy * xy);
        double large = 0.5 * (xx + yy) + root;
        double small = Math.max(0, 0.5 * (xx + yy) - root);
        return new Spot(mx, my, piece.size(), 4 * Math.sqrt(large), 4 * Math.PI * Math.sqrt(large * small));
    }
}
