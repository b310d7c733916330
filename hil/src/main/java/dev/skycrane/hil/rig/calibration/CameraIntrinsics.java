package dev.skycrane.hil.rig.calibration;

/**
 * A pinhole with the radial and tangential distortion that OpenCV and ROS call {@code plumb_bob} (Brown 1966; formula of the OpenCV
 * documentation, module calib3d). Normalised coordinates are {@code x = X/Z}, {@code y = Y/Z} with x right, y down, z forward;
 * pixels have their origin in the centre of the upper left one.
 *
 * @param widthPx columns of the pictures it belongs to
 * @param heightPx rows
 * @param fxPx focal length, columns
 * @param fyPx focal length, rows
 * @param cxPx principal point, column
 * @param cyPx principal point, row
 * @param k1 radial, of r^2
 * @param k2 radial, of r^4
 * @param p1 tangential
 * @param p2 tangential
 * @param k3 radial, of r^6
 */
public record CameraIntrinsics(int widthPx, int heightPx, double fxPx, double fyPx, double cxPx, double cyPx, double k1,
        double k2, double p1, double p2, double k3) {
    private static final int MAX_ITERATIONS = 30;
    private static final double CONVERGED = 1e-12;

    /** Where a direction falls. @param out column and row, px */
    public void toPixel(double x, double y, double[] out) {
        distort(x, y, out);
        out[0] = fxPx * out[0] + cxPx;
        out[1] = fyPx * out[1] + cyPx;
    }

    private void distort(double x, double y, double[] out) {
        double r2 = x * x + y * y;
        double radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
        out[0] = x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x);
        out[1] = y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y;
    }

    /**
     * The direction that falls on a pixel, by Newton's method from the undistorted one.
     *
     * @param out normalised coordinates
     * @return whether it converged; outside the range of the model it does not
     */
    public boolean toNormalised(double columnPx, double rowPx, double[] out) {
        double u = (columnPx - cxPx) / fxPx;
        double v = (rowPx - cyPx) / fyPx;
        double x = u;
        double y = v;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            distort(x, y, out);
            double du = u - out[0];
            double dv = v - out[1];
            if (du * du + dv * dv < CONVERGED * CONVERGED) {
                out[0] = x;
                out[1] = y;
                return true;
            }
            double r2 = x * x + y * y;
            double radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
            double slope = 2 * (k1 + r2 * (2 * k2 + r2 * 3 * k3));
            double xx = radial + slope * x * x + 2 * p1 * y + 6 * p2 * x;
            double xy = slope * x * y + 2 * p1 * x + 2 * p2 * y;
            double yy = radial + slope * y * y + 6 * p1 * y + 2 * p2 * x;
            double determinant = xx * yy - xy * xy;
            if (!(Math.abs(determinant) > 1e-9)) break;
            x += (yy * du - xy * dv) / determinant;
            y += (xx * dv - xy * du) / determinant;
        }
        out[0] = x;
        out[1] = y;
        return false;
    }

    /** The parameters in the order of {@link #NAMES}. */
    double[] parameters() {
        return new double[]{fxPx, fyPx, cxPx, cyPx, k1, k2, p1, p2, k3};
    }

    /** Names of the parameters. */
    static final String[] NAMES = {"fx", "fy", "cx", "cy", "k1", "k2", "p1", "p2", "k3"};

    static CameraIntrinsics of(int widthPx, int heightPx, double[] p) {
        return new CameraIntrinsics(widthPx, heightPx, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]);
    }
}
