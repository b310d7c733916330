package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A round tube between two points, straight or conical, open or with closed ends. */
final class Tube implements Solid {
    /** Brightness of a place of the surface: height along the axis, m, and unit direction from the axis, model axes. */
    interface Pattern {
        double at(double heightM, double radialX, double radialY, double radialZ);
    }

    private static final Pattern PLAIN = (h, x, y, z) -> 1;
    private final Vec3 from;
    private final Vec3 axis = new Vec3();
    private final double length;
    private final double radius;
    /** Growth of the radius per metre. */
    private final double flare;
    private final double[] outside;
    private final double[] inside;
    private final boolean closed;
    private final Pattern pattern;

    private Tube(Vec3 from, double fromRadius, Vec3 to, double toRadius, double[] outside, double[] inside,
            boolean closed, Pattern pattern) {
        this.from = from;
        axis.difference(to, from);
        length = axis.norm();
        axis.scale(1 / length);
        radius = fromRadius;
        flare = (toRadius - fromRadius) / length;
        this.outside = outside;
        this.inside = inside;
        this.closed = closed;
        this.pattern = pattern;
    }

    /** A solid rod. */
    static Tube rod(Vec3 from, Vec3 to, double radius, double[] colour) {
        return new Tube(from, radius, to, radius, colour, colour, true, PLAIN);
    }

    /** An open shell with a pattern on both sides. */
    static Tube shell(Vec3 from, double fromRadius, Vec3 to, double toRadius, double[] outside, double[] inside,
            Pattern pattern) {
        return new Tube(from, fromRadius, to, toRadius, outside, inside, false, pattern == null ? PLAIN : pattern);
    }

    @Override
    public Vec3 middle() {
        return new Vec3().set(from).addScaled(0.5 * length, axis);
    }

    @Override
    public double sizeM() {
        double widest = Math.max(radius, radius + flare * length);
        return Math.sqrt(0.25 * length * length + widest * widest);
    }

    @Override
    public void meet(Hit h) {
        double px = h.ox - from.x;
        double py = h.oy - from.y;
        double pz = h.oz - from.z;
        double along = h.dx * axis.x + h.dy * axis.y + h.dz * axis.z;
        double height = px * axis.x + py * axis.y + pz * axis.z;
        double r = radius + flare * height;
        double a = 1 - along * along * (1 + flare * flare);
        double b = px * h.dx + py * h.dy + pz * h.dz - height * along - flare * along * r;
        double c = px * px + py * py + pz * pz - height * height - r * r;
        double root = b * b - a * c;
        if (root >= 0 && a != 0) {
            double s = Math.sqrt(root);
            mantle(h, (-b - s) / a, px, py, pz, height, along);
            mantle(h, (-b + s) / a, px, py, pz, height, along);
        }
        if (!closed || along == 0) return;
        end(h, -height / along, px, py, pz, radius);
        end(h, (length - height) / along, px - length * axis.x, py - length * axis.y, pz - length * axis.z,
                radius + flare * length);
    }

    private void mantle(Hit h, double t, double px, double py, double pz, double height, double along) {
        double at = height + t * along;
        if (!h.nearer(t) || at < 0 || at > length) return;
        double r = radius + flare * at;
        if (!(r > 0)) return;
        double x = (px + t * h.dx - at * axis.x) / r;
        double y = (py + t * h.dy - at * axis.y) / r;
        double z = (pz + t * h.dz - at * axis.z) / r;
        double k = 1 / Math.sqrt(1 + flare * flare);
        double nx = k * (x - flare * axis.x);
        double ny = k * (y - flare * axis.y);
        double nz = k * (z - flare * axis.z);
        boolean in = nx * h.dx + ny * h.dy + nz * h.dz > 0;
        h.take(t, nx, ny, nz, in ? inside : outside, pattern.at(at, x, y, z));
    }

    private void end(Hit h, double t, double px, double py, double pz, double r) {
        if (!h.nearer(t)) return;
        double x = px + t * h.dx;
        double y = py + t * h.dy;
        double z = pz + t * h.dz;
        if (x * x + y * y + z * z <= r * r) h.take(t, axis.x, axis.y, axis.z, outside, 1);
    }
}
