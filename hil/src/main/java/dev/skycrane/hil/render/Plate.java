package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A round flat plate, one colour on each side. */
final class Plate implements Shape {
    private final Vec3 centre;
    private final Vec3 normal;
    private final double radiusM;
    private final double[] front;
    private final double[] back;

    /** @param normal unit, out of the front */
    Plate(Vec3 centre, Vec3 normal, double radiusM, double[] front, double[] back) {
        this.centre = centre;
        this.normal = normal;
        this.radiusM = radiusM;
        this.front = front;
        this.back = back;
    }

    @Override
    public void meet(double x, double y, double z, Hit hit) {
        double rate = x * normal.x + y * normal.y + z * normal.z;
        double t = centre.dot(normal) / rate;
        if (!(t > 0 && t < hit.rangeM)) return;
        double dx = t * x - centre.x;
        double dy = t * y - centre.y;
        double dz = t * z - centre.z;
        double d2 = (dx * dx + dy * dy + dz * dz) / (radiusM * radiusM);
        if (d2 > 1) return;
        double[] c = rate < 0 ? front : back;
        // a ring frame at the edge, so that a plate is not a bare spot
        double shade = d2 > 0.85 ? 0.7 : d2 < 0.08 ? 0.8 : 1;
        hit.offer(t, shade * c[0], shade * c[1], shade * c[2]);
    }
}
