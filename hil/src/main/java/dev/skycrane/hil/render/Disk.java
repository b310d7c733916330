package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A flat round plate, one colour on each side. */
final class Disk implements Solid {
    private final Vec3 centre;
    private final Vec3 normal;
    private final double radius;
    private final double[] front;
    private final double[] back;

    /** @param normal unit, out of the front */
    Disk(Vec3 centre, Vec3 normal, double radius, double[] front, double[] back) {
        this.centre = centre;
        this.normal = normal;
        this.radius = radius;
        this.front = front;
        this.back = back;
    }

    @Override
    public Vec3 middle() {
        return centre;
    }

    @Override
    public double sizeM() {
        return radius;
    }

    @Override
    public void meet(Hit h) {
        double px = centre.x - h.ox;
        double py = centre.y - h.oy;
        double pz = centre.z - h.oz;
        double rate = h.dx * normal.x + h.dy * normal.y + h.dz * normal.z;
        double t = (px * normal.x + py * normal.y + pz * normal.z) / rate;
        if (!h.nearer(t)) return;
        double x = t * h.dx - px;
        double y = t * h.dy - py;
        double z = t * h.dz - pz;
        if (x * x + y * y + z * z <= radius * radius)
            h.take(t, normal.x, normal.y, normal.z, rate < 0 ? front : back, 1);
    }
}
