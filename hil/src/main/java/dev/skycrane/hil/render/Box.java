package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** A box with matte sides in the sun. */
final class Box implements Shape {
    private static final double AMBIENT = 0.45;
    private final Vec3 centre;
    private final Quat qBoxFromCamera;
    private final double[] half;
    private final double[] colour;
    private final Vec3 sunBox = new Vec3();
    private final Vec3 scratch = new Vec3();
    private final Vec3 origin = new Vec3();

    /** @param sunCamera unit vector towards the sun */
    Box(Vec3 centre, Quat qCameraFromBox, Vec3 halfM, double[] colour, Vec3 sunCamera) {
        this.centre = centre;
        this.qBoxFromCamera = new Quat().inverse(qCameraFromBox);
        this.half = new double[]{halfM.x, halfM.y, halfM.z};
        this.colour = colour;
        qBoxFromCamera.rotate(sunCamera, sunBox);
        qBoxFromCamera.rotate(origin.set(centre).scale(-1), origin);
    }

    @Override
    public void meet(double x, double y, double z, Hit hit) {
        double along = x * centre.x + y * centre.y + z * centre.z;
        double reach2 = half[0] * half[0] + half[1] * half[1] + half[2] * half[2];
        if (centre.normSquared() - along * along > reach2) return;
        qBoxFromCamera.rotate(scratch.set(x, y, z), scratch);
        double[] d = {scratch.x, scratch.y, scratch.z};
        double[] o = {origin.x, origin.y, origin.z};
        double near = 0;
        double far = Double.POSITIVE_INFINITY;
        int side = -1;
        for (int k = 0; k < 3; k++) {
            double inverse = 1 / d[k];
            double a = (-half[k] - o[k]) * inverse;
            double b = (half[k] - o[k]) * inverse;
            if (a > b) {
                double swap = a;
                a = b;
                b = swap;
            }
            if (a > near) {
                near = a;
                side = k;
            }
            far = Math.min(far, b);
        }
        if (side < 0 || near > far) return;
        double[] s = {sunBox.x, sunBox.y, sunBox.z};
        double shade = AMBIENT + (1 - AMBIENT) * Math.max(0, d[side] > 0 ? -s[side] : s[side]);
        hit.offer(near, shade * colour[0], shade * colour[1], shade * colour[2]);
    }
}
