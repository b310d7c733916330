package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A ball. */
final class Ball implements Solid {
    private final Vec3 centre;
    private final double radius;
    private final double[] colour;

    Ball(Vec3 centre, double radius, double[] colour) {
        this.centre = centre;
        this.radius = radius;
        this.colour = colour;
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
        double px = h.ox - centre.x;
        double py = h.oy - centre.y;
        double pz = h.oz - centre.z;
        double b = px * h.dx + py * h.dy + pz * h.dz;
        double root = b * b - (px * px + py * py + pz * pz - radius * radius);
        if (!(root >= 0)) return;
        double t = -b - Math.sqrt(root);
        if (!h.nearer(t)) return;
        double k = 1 / radius;
        h.take(t, k * (px + t * h.dx), k * (py + t * h.dy), k * (pz + t * h.dz), colour, 1);
    }
}
