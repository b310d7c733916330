package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A model at a place. */
final class Part implements Thing {
    /** Part of the squared distance that a ball is larger in its comparison with a ray: a direction is unit to 2e-7. */
    private static final double ROUNDING = 1e-6;

    private final Model model;
    private final double cx;
    private final double cy;
    private final double cz;
    private final double reach2;
    /** Columns: the model's axes. */
    private final double[] r;

    /**
     * @param origin of the model, east, north, up from the camera, m
     * @param axes the model's three axes there, unit
     */
    Part(Model model, Vec3 origin, Vec3... axes) {
        this.model = model;
        cx = origin.x;
        cy = origin.y;
        cz = origin.z;
        reach2 = model.reachM * model.reachM;
        r = new double[]{axes[0].x, axes[0].y, axes[0].z, axes[1].x, axes[1].y, axes[1].z, axes[2].x, axes[2].y,
            axes[2].z};
    }

    private Part(Part whole, Model model) {
        this.model = model;
        cx = whole.cx;
        cy = whole.cy;
        cz = whole.cz;
        reach2 = whole.reach2;
        r = whole.r;
    }

    @Override
    public Thing within(Cone cone) {
        if (!cone.sees(cx, cy, cz, model.reachM)) return null;
        double[] b = model.balls;
        int[] seen = new int[model.solids.length];
        int n = 0;
        for (int i = 0; i < seen.length; i++) {
            double x = b[4 * i];
            double y = b[4 * i + 1];
            double z = b[4 * i + 2];
            if (cone.sees(cx + r[0] * x + r[3] * y + r[6] * z, cy + r[1] * x + r[4] * y + r[7] * z,
                    cz + r[2] * x + r[5] * y + r[8] * z, b[4 * i + 3]))
                seen[n++] = i;
        }
        return n == 0 ? null : n == seen.length ? this : new Part(this, model.only(seen, n));
    }

    @Override
    public void meet(Hit h, Hit local) {
        double px = cx - h.ox;
        double py = cy - h.oy;
        double pz = cz - h.oz;
        double along = px * h.dx + py * h.dy + pz * h.dz;
        double far2 = px * px + py * py + pz * pz;
        if (far2 * (1 - ROUNDING) - along * along > reach2 || along < 0 && far2 > reach2) return;
        local.aim(-(r[0] * px + r[1] * py + r[2] * pz), -(r[3] * px + r[4] * py + r[5] * pz),
                -(r[6] * px + r[7] * py + r[8] * pz), r[0] * h.dx + r[1] * h.dy + r[2] * h.dz,
                r[3] * h.dx + r[4] * h.dy + r[5] * h.dz, r[6] * h.dx + r[7] * h.dy + r[8] * h.dz);
        local.rangeM = h.rangeM;
        double[] b = model.balls;
        for (int i = 0; i < model.solids.length; i++) {
            double x = b[4 * i] - local.ox;
            double y = b[4 * i + 1] - local.oy;
            double z = b[4 * i + 2] - local.oz;
            double ahead = x * local.dx + y * local.dy + z * local.dz;
            double away2 = x * x + y * y + z * z;
            if (away2 * (1 - ROUNDING) - ahead * ahead <= b[4 * i + 3] * b[4 * i + 3]) model.solids[i].meet(local);
        }
        if (local.rangeM >= h.rangeM) return;
        h.rangeM = local.rangeM;
        h.nx = r[0] * local.nx + r[3] * local.ny + r[6] * local.nz;
        h.ny = r[1] * local.nx + r[4] * local.ny + r[7] * local.nz;
        h.nz = r[2] * local.nx + r[5] * local.ny + r[8] * local.nz;
        h.red = local.red;
        h.green = local.green;
        h.blue = local.blue;
        h.through = local.through;
        h.glow = local.glow;
    }
}
