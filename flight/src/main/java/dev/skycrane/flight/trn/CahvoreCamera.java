package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;

/**
 * CAHVORE camera of type 2 (fish-eye, linearity 0): Gennery, "Generalized camera calibration including fish-eye lenses", IJCV 68
 * (2006), doi 10.1007/s11263-006-5168-1. All vectors in the camera frame; R is the radial polynomial, E the motion of the entrance
 * pupil along the optical axis. The field ends at {@link #MAX_THETA_RAD} off the axis.
 */
public final class CahvoreCamera implements CameraModel {
    /** Half of the field for which the radial polynomial is trusted, rad. */
    private static final double MAX_THETA_RAD = 1.25;
    private static final int ITERATIONS = 20;
    private static final double CONVERGED = 1e-12;
    /** Newton's steps from here on square themselves away; shorter ones than the second turn sine and cosine by a short series. */
    private static final double NEARLY = 1e-7;
    private static final double SHORT = 1e-4;
    private static final double AXIS_RAD = 1e-9;

    private final int width;
    private final int height;
    private final Vec3 c;
    private final Vec3 a;
    private final Vec3 h;
    private final Vec3 v;
    private final Vec3 o;
    private final Vec3 r;
    private final Vec3 e;
    private final double focalPx;
    /** Sign of a . (v x h), which orients the rays. */
    private final double handedness;

    /** The seven vectors of the model, named as in the label of an image. */
    public record Vectors(Vec3 c, Vec3 a, Vec3 h, Vec3 v, Vec3 o, Vec3 r, Vec3 e) {}

    public CahvoreCamera(int width, int height, Vectors m) {
        this.width = width;
        this.height = height;
        c = new Vec3().set(m.c());
        a = new Vec3().set(m.a());
        h = new Vec3().set(m.h());
        v = new Vec3().set(m.v());
        o = new Vec3().set(m.o()).normalize();
        r = new Vec3().set(m.r());
        e = new Vec3().set(m.e());
        focalPx = 0.5 * (new Vec3().cross(a, h).norm() + new Vec3().cross(a, v).norm());
        handedness = a.dot(new Vec3().cross(v, h)) < 0 ? -1 : 1;
        if (!(focalPx > 0)) throw new IllegalArgumentException("camera: focalPx=" + focalPx + ", expected more than 0");
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
        return focalPx;
    }

    @Override
    public boolean project(Vec3 p, double[] uv) {
        double px = p.x - c.x;
        double py = p.y - c.y;
        double pz = p.z - c.z;
        double zeta = px * o.x + py * o.y + pz * o.z;
        double lx = px - zeta * o.x;
        double ly = py - zeta * o.y;
        double lz = pz - zeta * o.z;
        double lambda = Math.sqrt(lx * lx + ly * ly + lz * lz);
        double theta = thetaOf(zeta, lambda);
        if (!(theta >= 0 && theta <= MAX_THETA_RAD)) return false;
        double along = zeta;
        double across = 1;
        if (theta > AXIS_RAD) {
            double t2 = theta * theta;
            along = lambda / theta;
            across = 1 + r.x + t2 * (r.y + t2 * r.z);
        }
        double qx = along * o.x + across * lx;
        double qy = along * o.y + across * ly;
        double qz = along * o.z + across * lz;
        double alpha = qx * a.x + qy * a.y + qz * a.z;
        if (!(alpha > 0)) return false;
        uv[0] = (qx * h.x + qy * h.y + qz * h.z) / alpha;
        uv[1] = (qx * v.x + qy * v.y + qz * v.z) / alpha;
        return true;
    }

    /** Angle off the axis at the moving entrance pupil, by Newton; -1 when it does not converge. */
    private double thetaOf(double zeta, double lambda) {
        double theta = Trig.atan2(lambda, zeta);
        if (theta < AXIS_RAD) return theta;
        if (theta > 2 * MAX_THETA_RAD) return -1;
        double distance = Math.sqrt(zeta * zeta + lambda * lambda);
        double sin = lambda / distance;
        double cos = zeta / distance;
        for (int i = 0; i < ITERATIONS; i++) {
            double t2 = theta * theta;
            double pupil = e.x + t2 * (e.y + t2 * e.z);
            double slope = zeta * cos + lambda * sin - (1 - cos) * pupil
                    - (theta - sin) * theta * (2 * e.y + 4 * t2 * e.z);
            double step = (zeta * sin - lambda * cos - (theta - sin) * pupil) / slope;
            theta -= step;
            // the next step would be of the size of this one squared
            if (Math.abs(step) < NEARLY) return theta;
            if (Math.abs(step) < SHORT) {
                double c = 1 - 0.5 * step * step;
                double d = step * (1 - step * step / 6);
                double before = sin;
                sin = sin * c - cos * d;
                cos = cos * c + before * d;
            } else {
                sin = Trig.sin(theta);
                cos = Trig.cos(theta);
            }
        }
        return -1;
    }

    /** The ray's direction; its origin moves along the axis by centimetres (E terms), which matters to near points only. */
    @Override
    public Vec3 unproject(double column, double row, Vec3 ray) {
        double fx = v.x - row * a.x;
        double fy = v.y - row * a.y;
        double fz = v.z - row * a.z;
        double gx = h.x - column * a.x;
        double gy = h.y - column * a.y;
        double gz = h.z - column * a.z;
        double x = handedness * (fy * gz - fz * gy);
        double y = handedness * (fz * gx - fx * gz);
        double z = handedness * (fx * gy - fy * gx);
        double zeta = x * o.x + y * o.y + z * o.z;
        double lx = x - zeta * o.x;
        double ly = y - zeta * o.y;
        double lz = z - zeta * o.z;
        double lambda = Math.sqrt(lx * lx + ly * ly + lz * lz);
        double theta = undistort(lambda / zeta);
        if (theta < AXIS_RAD) return ray.set(o);
        double across = Trig.sin(theta) / lambda;
        double along = Trig.cos(theta);
        return ray.set(along * o.x + across * lx, along * o.y + across * ly, along * o.z + across * lz).normalize();
    }

    /** theta with (1 + R0) theta + R1 theta^3 + R2 theta^5 = chi, by Newton. */
    private double undistort(double chi) {
        double theta = chi;
        for (int i = 0; i < ITERATIONS; i++) {
            double t2 = theta * theta;
            double slope = 1 + r.x + t2 * (3 * r.y + t2 * 5 * r.z);
            double step = (theta * (1 + r.x + t2 * (r.y + t2 * r.z)) - chi) / slope;
            theta -= step;
            if (Math.abs(step) < CONVERGED) break;
        }
        return theta;
    }
}
