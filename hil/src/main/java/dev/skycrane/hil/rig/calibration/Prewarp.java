package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.rig.stimulus.Canvas;

/**
 * Bends the stimulus picture on the screen so that the camera sees it straight: without the lens' distortion, upright and in the middle of
 * where the screen is seen, a little smaller so that all of it still stands on the screen. Where a pixel of the screen is seen the calibration
 * knows; there it has to show what of the straight picture belongs there.
 *
 * <p>Immutable; may be used by several threads.
 */
public final class Prewarp {
    private static final int WEIGHT_BITS = 5;
    private static final int ONE = 1 << WEIGHT_BITS;
    private static final int MASK = ONE - 1;
    private static final int OUTSIDE = -1;
    /** Focal length of the lens without distortion that the camera seems to have, px; any will do. */
    private static final double FOCAL_PX = 1000;
    private static final double SHRINK = 0.998;
    private static final int BORDER_STEP_PX = 20;

    private final int[] entries = new int[Canvas.WIDTH_PX * Canvas.HEIGHT_PX];
    private final ScreenMap seen;
    private final ScreenMap map;

    /** @param map of the screen when it shows the picture as it is */
    public Prewarp(ScreenMap map) {
        this.map = map;
        double middleX = (Canvas.WIDTH_PX - 1) / 2.0;
        double middleY = (Canvas.HEIGHT_PX - 1) / 2.0;
        double[] at = new double[2];
        map.toCamera(middleX, middleY, at);
        double cx = at[0];
        double cy = at[1];
        double scale = largestScale(cx, cy);
        double h = scale * Canvas.WIDTH_PX / 2.0 / FOCAL_PX;
        seen = new ScreenMap(new CameraIntrinsics(map.lens().widthPx(), map.lens().heightPx(), FOCAL_PX, FOCAL_PX, cx,
                cy, 0, 0, 0, 0, 0), Canvas.WIDTH_PX, Canvas.HEIGHT_PX, new double[]{h, 0, 0, 0, h, 0, 0, 0, 1});
        for (int i = 0; i < entries.length; i++) {
            map.toCamera(i % Canvas.WIDTH_PX, i / Canvas.WIDTH_PX, at);
            int x = (int) Math.floor(((at[0] - cx) / scale + middleX) * ONE + 0.5);
            int y = (int) Math.floor(((at[1] - cy) / scale + middleY) * ONE + 0.5);
            boolean inside = x >= 0 && y >= 0 && x >> WEIGHT_BITS < Canvas.WIDTH_PX - 1
                    && y >> WEIGHT_BITS < Canvas.HEIGHT_PX - 1;
            int offset = (y >> WEIGHT_BITS) * Canvas.WIDTH_PX + (x >> WEIGHT_BITS);
            entries[i] = inside ? offset << 2 * WEIGHT_BITS | (x & MASK) << WEIGHT_BITS | y & MASK : OUTSIDE;
        }
    }

    /** Camera pixels per pixel of the straight picture at which its border just stands on the screen. */
    private double largestScale(double cx, double cy) {
        double[] a = new double[2];
        double[] b = new double[2];
        map.toCamera(0, (Canvas.HEIGHT_PX - 1) / 2.0, a);
        map.toCamera(Canvas.WIDTH_PX - 1, (Canvas.HEIGHT_PX - 1) / 2.0, b);
        double scale = (b[0] - a[0]) / (Canvas.WIDTH_PX - 1) / SHRINK;
        while (!standsOnTheScreen(cx, cy, scale) && scale > 0)
            scale *= SHRINK;
        return scale;
    }

    private boolean standsOnTheScreen(double cx, double cy, double scale) {
        double[] at = new double[2];
        for (int x = 0; x <= Canvas.WIDTH_PX; x += BORDER_STEP_PX)
            for (int y = 0; y <= Canvas.HEIGHT_PX; y += BORDER_STEP_PX) {
                boolean border = x == 0 || y == 0 || x == Canvas.WIDTH_PX || y == Canvas.HEIGHT_PX;
                if (!border) continue;
                boolean known = map.toCanvas(cx + scale * (x - Canvas.WIDTH_PX / 2.0),
                        cy + scale * (y - Canvas.HEIGHT_PX / 2.0), at);
                if (!known || at[0] < 0 || at[1] < 0 || at[0] > Canvas.WIDTH_PX - 1 || at[1] > Canvas.HEIGHT_PX - 1) {
                    return false;
                }
            }
        return true;
    }

    /** Where the camera sees the straight picture. */
    public ScreenMap seen() {
        return seen;
    }

    /**
     * Bends a part of the picture.
     *
     * @param canvas straight
     * @param box part of the screen: left, top, right and bottom edge, ends exclusive
     * @param out screen; the rest of it stays
     */
    public void apply(byte[] canvas, int[] box, byte[] out) {
        for (int y = box[1]; y < box[3]; y++)
            for (int i = y * Canvas.WIDTH_PX + box[0]; i < y * Canvas.WIDTH_PX + box[2]; i++)
                out[i] = (byte) (entries[i] == OUTSIDE ? Canvas.MARGIN_DN : interpolated(canvas, entries[i]));
    }

    private static int interpolated(byte[] canvas, int entry) {
        int at = entry >>> 2 * WEIGHT_BITS;
        int a = entry >> WEIGHT_BITS & MASK;
        int b = entry & MASK;
        int left = (canvas[at] & 0xFF) * (ONE - b) + (canvas[at + Canvas.WIDTH_PX] & 0xFF) * b;
        int right = (canvas[at + 1] & 0xFF) * (ONE - b) + (canvas[at + Canvas.WIDTH_PX + 1] & 0xFF) * b;
        return left * (ONE - a) + right * a + ONE * ONE / 2 >> 2 * WEIGHT_BITS;
    }

    /** The part of the screen on which a rectangle of the straight picture stands: left, top, right and bottom edge, ends exclusive. */
    public int[] box(int x, int y, int widthPx, int heightPx) {
        int[] box = {Canvas.WIDTH_PX, Canvas.HEIGHT_PX, 0, 0};
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] == OUTSIDE) continue;
            int offset = entries[i] >>> 2 * WEIGHT_BITS;
            int column = offset % Canvas.WIDTH_PX;
            int row = offset / Canvas.WIDTH_PX;
            if (column < x - 1 || column > x + widthPx || row < y - 1 || row > y + heightPx) continue;
            box[0] = Math.min(box[0], i % Canvas.WIDTH_PX);
            box[1] = Math.min(box[1], i / Canvas.WIDTH_PX);
            box[2] = Math.max(box[2], i % Canvas.WIDTH_PX + 1);
            box[3] = Math.max(box[3], i / Canvas.WIDTH_PX + 1);
        }
        return box;
    }
}
