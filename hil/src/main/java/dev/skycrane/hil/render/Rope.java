package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A straight rope, never drawn thinner than most of a pixel. */
final class Rope implements Thing {
    /** Thinnest half width, pixels. */
    private static final double THINNEST = 0.4;
    /** Length of the pieces that are looked for one by one, m. */
    private static final double PIECE_M = 0.6;
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

    @Override
    public Thing within(Cone cone) {
        double fromM = from.norm();
        double length = Math.sqrt(length2);
        double widest = Math.max(radiusM, THINNEST * pixelRad * (fromM + length));
        boolean seen = cone.seesAlong(from.x, from.y, from.z, from.x + along.x, from.y + along.y, from.z + along.z,
                widest, widest, 1 + (int) (length / PIECE_M));
        return seen ? this : null;
    }

    @Override
    public boolean shades() {
        return false;
    }

    /** Closest approach of ray and segment. */
    @Override
    public void meet(Hit h, Hit local) {
        double px = from.x - h.ox;
        double py = from.y - h.oy;
        double pz = from.z - h.oz;
        double b = h.dx * along.x + h.dy * along.y + h.dz * along.z;
        double d = h.dx * px + h.dy * py + h.dz * pz;
        double e = along.x * px + along.y * py + along.z * pz;
        double det = length2 - b * b;
        if (det < 1e-9 * length2) return;
        double s = (b * d - e) / det;
        if (s < 0 || s > 1) return;
        double t = d + s * b;
        if (!h.nearer(t)) return;
        double x = t * h.dx - px - s * along.x;
        double y = t * h.dy - py - s * along.y;
        double z = t * h.dz - pz - s * along.z;
        double r = Math.max(radiusM, THINNEST * pixelRad * t);
        double d2 = x * x + y * y + z * z;
        if (d2 >= r * r) return;
        double k = 1 / Math.max(1e-9, Math.sqrt(d2));
        double toward = Math.sqrt(1 - d2 / (r * r));
        double side = Math.sqrt(d2) / r * k;
        h.take(t, side * x - toward * h.dx, side * y - toward * h.dy, side * z - toward * h.dz, colour, 1);
    }
}
