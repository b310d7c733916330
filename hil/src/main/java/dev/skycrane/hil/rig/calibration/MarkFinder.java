package dev.skycrane.hil.rig.calibration;

/**
 * Finds the point in which the four squares of a mark meet, to a few hundredths of a pixel: every gradient near it is square to the line from
 * the point to where the gradient stands (Foerstner and Guelch 1987).
 */
final class MarkFinder {
    private static final int REACH_PX = 9;
    private static final int ROUNDS = 5;
    private static final double MAX_MOVE_PX = 6;
    private static final double MIN_CONTRAST = 1e4;

    private MarkFinder() {}

    /**
     * Looks near a place.
     *
     * @param at where it is expected; receives where it is
     * @return whether there is a mark
     */
    static boolean find(byte[] luma, int widthPx, int heightPx, double[] at) {
        double startX = at[0];
        double startY = at[1];
        for (int round = 0; round < ROUNDS; round++) {
            int cx = (int) Math.rint(at[0]);
            int cy = (int) Math.rint(at[1]);
            if (cx < REACH_PX + 1 || cy < REACH_PX + 1 || cx >= widthPx - REACH_PX - 1
                    || cy >= heightPx - REACH_PX - 1) {
                return false;
            }
            double xx = 0;
            double xy = 0;
            double yy = 0;
            double bx = 0;
            double by = 0;
            for (int y = cy - REACH_PX; y <= cy + REACH_PX; y++)
                for (int x = cx - REACH_PX; x <= cx + REACH_PX; x++) {
                    int i = y * widthPx + x;
                    double gx = (luma[i + 1] & 0xFF) - (luma[i - 1] & 0xFF);
                    double gy = (luma[i + widthPx] & 0xFF) - (luma[i - widthPx] & 0xFF);
                    xx += gx * gx;
                    xy += gx * gy;
                    yy += gy * gy;
                    bx += gx * gx * x + gx * gy * y;
                    by += gx * gy * x + gy * gy * y;
                }
            double determinant = xx * yy - xy * xy;
            if (xx < MIN_CONTRAST || yy < MIN_CONTRAST || !(determinant > 0)) return false;
            at[0] = (bx * yy - by * xy) / determinant;
            at[1] = (xx * by - xy * bx) / determinant;
            if (Math.abs(at[0] - startX) > MAX_MOVE_PX || Math.abs(at[1] - startY) > MAX_MOVE_PX) return false;
        }
        return true;
    }
}
