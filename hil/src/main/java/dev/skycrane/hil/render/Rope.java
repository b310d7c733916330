package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A straight rope, never drawn thinner than a pixel. */
final class Rope implements Shape {
    private final Vec3 from;
    private final Vec3 along = new Vec3();
    private final double length2;
    private final double radiusM;
    private final double pixelRad;
    private final double[] colour;

    Rope(Vec3 from, Vec3 to, double radiusM, double pixelRad, double[] colour) {
        this.from = from;
        along.difference(to, from);
        length2 = along.normSquared();
        this.radiusM = radiusM;
        this.pixelRad = pixelRad;
        this.colour = colour;
    }

    /** Closest approach of ray and segment. */
    @Override
    public void meet(double x, double y, double z, Hit hit) {
        double b = x * along.x + y * along.y + z * along.z;
        double d = x * from.x + y * from.y + z * from.z;
        double e = along.dot(from);
        double det = length2 - b * b;
        if (det < 1e-9 * length2) return;
        double s = (b * d - e) / det;
        if (s < 0 || s > 1) return;
        double t = d + s * b;
        if (!(t > 0 && t < hit.rangeM)) return;
        double dx = from.x + s * along.x - t * x;
        double dy = from.y + s * along.y - t * y;
        double dz = from.z + s * along.z - t * z;
        double r = Math.max(radiusM, 0.5 * pixelRad * t);
        if (dx * dx + dy * dy + dz * dz < r * r) hit.offer(t, colour[0], colour[1], colour[2]);
    }
}
