package dev.skycrane.hil.rig.calibration;

/**
 * Where each point of the canvas is seen by the camera: a homography from the canvas to the undistorted picture, then the lens. Whatever the
 * pose and the field of view, a flat screen seen by a pinhole is exactly that.
 *
 * @param lens of the camera
 * @param canvasWidthPx of the canvas
 * @param canvasHeightPx of the canvas
 * @param homography row-major, from {@code ((x - cx) / s, (y - cy) / s, 1)} with the canvas' middle c and s half its width, to normalised
 *     directions
 */
public record ScreenMap(CameraIntrinsics lens, int canvasWidthPx, int canvasHeightPx, double[] homography) {
    /** Column and row of the camera at which a point of the canvas is seen. @param out px */
    public void toCamera(double xPx, double yPx, double[] out) {
        double[] h = homography;
        double s = canvasWidthPx / 2.0;
        double x = (xPx - (canvasWidthPx - 1) / 2.0) / s;
        double y = (yPx - (canvasHeightPx - 1) / 2.0) / s;
        double w = h[6] * x + h[7] * y + h[8];
        lens.toPixel((h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w, out);
    }

    /** The point of the canvas that a camera pixel sees. @param out px @return whether the lens' model reaches so far */
    public boolean toCanvas(double columnPx, double rowPx, double[] out) {
        boolean inside = lens.toNormalised(columnPx, rowPx, out);
        double[] h = homography;
        double u = out[0];
        double v = out[1];
        double a = h[0] - u * h[6];
        double b = h[1] - u * h[7];
        double c = h[3] - v * h[6];
        double d = h[4] - v * h[7];
        double e = u * h[8] - h[2];
        double f = v * h[8] - h[5];
        double determinant = a * d - b * c;
        double s = canvasWidthPx / 2.0;
        out[0] = (e * d - b * f) / determinant * s + (canvasWidthPx - 1) / 2.0;
        out[1] = (a * f - c * e) / determinant * s + (canvasHeightPx - 1) / 2.0;
        return inside;
    }
}
