package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A box along the model's axes. */
final class Block implements Solid {
    private final double cx;
    private final double cy;
    private final double cz;
    private final double hx;
    private final double hy;
    private final double hz;
    private final double[] colour;

    /** @param half half the sizes, m */
    Block(Vec3 centre, Vec3 half, double[] colour) {
        cx = centre.x;
        cy = centre.y;
        cz = centre.z;
        hx = half.x;
        hy = half.y;
        hz = half.z;
        this.colour = colour;
    }

    @Override
    public Vec3 middle() {
        return new Vec3(cx, cy, cz);
    }

    @Override
    public double sizeM() {
        return Math.sqrt(hx * hx + hy * hy + hz * hz);
    }

    /** Slabs (Kay and Kajiya 1986, doi 10.1145/15886.15916). */
    @Override
    public void meet(Hit h) {
        double ix = 1 / h.dx;
        double iy = 1 / h.dy;
        double iz = 1 / h.dz;
        double ax = (cx - h.ox) * ix;
        double ay = (cy - h.oy) * iy;
        double az = (cz - h.oz) * iz;
        double bx = hx * Math.abs(ix);
        double by = hy * Math.abs(iy);
        double bz = hz * Math.abs(iz);
        double near = Math.max(Math.max(ax - bx, ay - by), az - bz);
        double far = Math.min(Math.min(ax + bx, ay + by), az + bz);
        if (near > far || !h.nearer(near)) return;
        if (near == ax - bx) h.take(near, 1, 0, 0, colour, 1);
        else if (near == ay - by) h.take(near, 0, 1, 0, colour, 1);
        else
            h.take(near, 0, 0, 1, colour, 1);
    }
}
