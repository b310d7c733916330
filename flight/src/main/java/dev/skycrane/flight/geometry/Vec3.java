package dev.skycrane.flight.geometry;

/** A mutable 3-vector. Every operation writes into {@code this} and returns it; arguments may alias {@code this}. */
public final class Vec3 {
    public double x;
    public double y;
    public double z;

    public Vec3() {}

    public Vec3(double x, double y, double z) {
        set(x, y, z);
    }

    public Vec3 set(double newX, double newY, double newZ) {
        x = newX;
        y = newY;
        z = newZ;
        return this;
    }

    public Vec3 set(Vec3 a) {
        return set(a.x, a.y, a.z);
    }

    public Vec3 zero() {
        return set(0, 0, 0);
    }

    /** this = a + b. */
    public Vec3 sum(Vec3 a, Vec3 b) {
        return set(a.x + b.x, a.y + b.y, a.z + b.z);
    }

    /** this = a - b. */
    public Vec3 difference(Vec3 a, Vec3 b) {
        return set(a.x - b.x, a.y - b.y, a.z - b.z);
    }

    /** this = a x b. */
    public Vec3 cross(Vec3 a, Vec3 b) {
        return set(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
    }

    /** this += k * a. */
    public Vec3 addScaled(double k, Vec3 a) {
        return set(x + k * a.x, y + k * a.y, z + k * a.z);
    }

    public Vec3 add(Vec3 a) {
        return set(x + a.x, y + a.y, z + a.z);
    }

    public Vec3 subtract(Vec3 a) {
        return set(x - a.x, y - a.y, z - a.z);
    }

    public Vec3 scale(double k) {
        return set(k * x, k * y, k * z);
    }

    public double dot(Vec3 a) {
        return x * a.x + y * a.y + z * a.z;
    }

    public double normSquared() {
        return dot(this);
    }

    public double norm() {
        return Math.sqrt(dot(this));
    }

    /** Scales to unit length; the zero vector stays zero. */
    public Vec3 normalize() {
        double n = norm();
        return n > 0 ? scale(1 / n) : this;
    }

    @Override
    public String toString() {
        return "(" + x + ", " + y + ", " + z + ")";
    }
}
