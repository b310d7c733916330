package dev.skycrane.flight.geometry;

/**
 * A mutable unit quaternion, Hamilton convention, scalar first. {@code qAFromB.rotate(v)} turns B components into
 * A components. Arguments may alias {@code this}.
 */
public final class Quat {
    public double w = 1;
    public double x;
    public double y;
    public double z;

    public Quat() {}

    public Quat(double w, double x, double y, double z) {
        set(w, x, y, z);
    }

    public Quat set(double newW, double newX, double newY, double newZ) {
        w = newW;
        x = newX;
        y = newY;
        z = newZ;
        return this;
    }

    public Quat set(Quat q) {
        return set(q.w, q.x, q.y, q.z);
    }

    public Quat identity() {
        return set(1, 0, 0, 0);
    }

    /** this = a * b (first b, then a). */
    public Quat product(Quat a, Quat b) {
        return set(a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
                a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w);
    }

    /** this = inverse of q (conjugate, q being of unit length). */
    public Quat inverse(Quat q) {
        return set(q.w, -q.x, -q.y, -q.z);
    }

    public Quat normalize() {
        double k = 1 / Math.sqrt(w * w + x * x + y * y + z * z);
        return set(k * w, k * x, k * y, k * z);
    }

    /** this = rotation by {@code angleRad} about the unit axis (ux, uy, uz). */
    public Quat fromAxisAngle(double ux, double uy, double uz, double angleRad) {
        double s = Trig.sin(0.5 * angleRad);
        return set(Trig.cos(0.5 * angleRad), s * ux, s * uy, s * uz);
    }

    /** this = exponential of the rotation vector (rad). */
    public Quat fromRotationVector(double rx, double ry, double rz) {
        double angle = Math.sqrt(rx * rx + ry * ry + rz * rz);
        if (angle < 1e-9) return set(1, 0.5 * rx, 0.5 * ry, 0.5 * rz).normalize();
        double k = 1 / angle;
        return fromAxisAngle(k * rx, k * ry, k * rz, angle);
    }

    /** out = rotation vector (rad, shortest way) of this. */
    public Vec3 toRotationVector(Vec3 out) {
        double sign = w < 0 ? -1 : 1;
        double n = Math.sqrt(x * x + y * y + z * z);
        if (n < 1e-12) return out.set(2 * sign * x, 2 * sign * y, 2 * sign * z);
        double k = 2 * Trig.atan2(n, sign * w) / n * sign;
        return out.set(k * x, k * y, k * z);
    }

    /**
     * this = the rotation whose matrix has the given unit columns, which are the B axes written in A (so this = qAFromB).
     * Branch on the largest diagonal term (Shepperd 1978, doi 10.2514/3.55767b).
     */
    public Quat fromAxes(Vec3 bx, Vec3 by, Vec3 bz) {
        double m00 = bx.x, m10 = bx.y, m20 = bx.z;
        double m01 = by.x, m11 = by.y, m21 = by.z;
        double m02 = bz.x, m12 = bz.y, m22 = bz.z;
        double trace = m00 + m11 + m22;
        if (trace >= m00 && trace >= m11 && trace >= m22) {
            set(1 + trace, m21 - m12, m02 - m20, m10 - m01);
        } else if (m00 >= m11 && m00 >= m22) {
            set(m21 - m12, 1 + m00 - m11 - m22, m10 + m01, m02 + m20);
        } else if (m11 >= m22) {
            set(m02 - m20, m10 + m01, 1 - m00 + m11 - m22, m21 + m12);
        } else {
            set(m10 - m01, m02 + m20, m21 + m12, 1 - m00 - m11 + m22);
        }
        return normalize();
    }

    /** out = v rotated by this; {@code out} may be {@code v}. */
    public Vec3 rotate(Vec3 v, Vec3 out) {
        double tx = 2 * (y * v.z - z * v.y);
        double ty = 2 * (z * v.x - x * v.z);
        double tz = 2 * (x * v.y - y * v.x);
        return out.set(v.x + w * tx + y * tz - z * ty, v.y + w * ty + z * tx - x * tz, v.z + w * tz + x * ty - y * tx);
    }

    /** out = v rotated by the inverse of this; {@code out} may be {@code v}. */
    public Vec3 rotateInverse(Vec3 v, Vec3 out) {
        double tx = 2 * (z * v.y - y * v.z);
        double ty = 2 * (x * v.z - z * v.x);
        double tz = 2 * (y * v.x - x * v.y);
        return out.set(v.x + w * tx - y * tz + z * ty, v.y + w * ty - z * tx + x * tz, v.z + w * tz - x * ty + y * tx);
    }

    @Override
    public String toString() {
        return "(" + w + ", " + x + ", " + y + ", " + z + ")";
    }
}
