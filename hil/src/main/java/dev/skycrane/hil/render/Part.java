package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;

/** A model at a place. */
final class Part implements Thing {
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

    @Override
    public void meet(Hit h, Hit local) {
        double px = cx - h.ox;
        double py = cy - h.oy;
        double pz = cz - h.oz;
        double along = px * h.dx + py * h.dy + pz * h.dz;
        double far2 = px * px + py * py + pz * pz;
        if (far2 - along * along > reach2 || along < 0 && far2 > reach2) return;
        local.aim(-(r[0] * px + r[1] * py + r[2] * pz), -(r[3] * px + r[4] * py + r[5] * pz),
                -(r[6] * px + r[7] * py + r[8] * pz), r[0] * h.dx + r[1] * h.dy + r[2] * h.dz,
                r[3] * h.dx + r[4] * h.dy + r[5] * h.dz, r[6] * h.dx + r[7] * h.dy + r[8] * h.dz);
        local.rangeM = h.rangeM;
        for (Solid s : model.solids)
            s.meet(local);
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
