package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Pinhole camera with radial-tangential distortion: Brown, "Close-range camera calibration", Photogrammetric Engineering 37
 * (1971); coefficients k1, k2, p1, p2, k3 in the order that OpenCV and ROS write them. The field ends at
 * {@link #MAX_TANGENT} off the axis or where the radial polynomial stops growing.
 */
public final class PinholeCamera implements CameraModel {
    private static final double MAX_TANGENT = 3;
    private static final int ITERATIONS = 20;
    private static final double CONVERGED = 1e-13;

    private final int width;
    private final int height;
    private final double fx;
    private final double fy;
    private final double cx;
    private final double cy;
    private final double k1;
    private final double k2;
    private final double p1;
    private final double p2;
    private final double k3;

    /**
     * @param intrinsicsPx fx, fy, cx, cy, px
     * @param distortion k1, k2, p1, p2, k3
     */
    public PinholeCamera(int width, int height, double[] intrinsicsPx, double[] distortion) {
        if (intrinsicsPx.length != 4 || distortion.length != 5) {
            throw new IllegalArgumentException("camera: numbers=" + intrinsicsPx.length + " and " + distortion.length
                    + ", expected 4 intrinsics and 5 distortion coefficients");
        }
        this.width = width;
        this.height = height;
        fx = intrinsicsPx[0];
        fy = intrinsicsPx[1];
        cx = intrinsicsPx[2];
        cy = intrinsicsPx[3];
        k1 = distortion[0];
        k2 = distortion[1];
        p1 = distortion[2];
        p2 = distortion[3];
        k3 = distortion[4];
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public double focalPx() {
        return 0.5 * (fx + fy);
    }

    @Override
    public boolean project(Vec3 p, double[] uv) {
        if (!(p.z > 0)) return false;
        double x = p.x / p.z;
        double y = p.y / p.z;
        double r2 = x * x + y * y;
        if (r2 > MAX_TANGENT * MAX_TANGENT || growth(r2) <= 0) return false;
        double radial = radial(r2);
        uv[0] = cx + fx * (x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x));
        uv[1] = cy + fy * (y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y);
        return true;
    }

    private double radial(double r2) {
        return 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
    }

    /** Derivative of the distorted radius by the undistorted one. */
    private double growth(double r2) {
        return 1 + r2 * (3 * k1 + r2 * (5 * k2 + r2 * 7 * k3));
    }

    /** Newton in two dimensions with the exact Jacobian. */
    @Override
    public Vec3 unproject(double u, double v, Vec3 ray) {
        double xd = (u - cx) / fx;
        double yd = (v - cy) / fy;
        double x = xd;
        double y = yd;
        for (int i = 0; i < ITERATIONS; i++) {
            double r2 = x * x + y * y;
            double radial = radial(r2);
            double slope = 2 * (k1 + r2 * (2 * k2 + r2 * 3 * k3));
            double ex = x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x) - xd;
            double ey = y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y - yd;
            double jxx = radial + slope * x * x + 2 * p1 * y + 6 * p2 * x;
            double jxy = slope * x * y + 2 * p1 * x + 2 * p2 * y;
            double jyy = radial + slope * y * y + 6 * p1 * y + 2 * p2 * x;
            double det = jxx * jyy - jxy * jxy;
            double dx = (jyy * ex - jxy * ey) / det;
            double dy = (jxx * ey - jxy * ex) / det;
            x -= dx;
            y -= dy;
            if (Math.abs(dx) + Math.abs(dy) < CONVERGED) break;
        }
        return ray.set(x, y, 1).normalize();
    }
}
