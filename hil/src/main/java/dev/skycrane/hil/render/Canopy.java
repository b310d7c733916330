package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.terrain.Noise;

/**
 * A disk-gap-band parachute: band, open gap and domed disk with a vent, cut into gores of two colours. Proportions of the drawing in
 * dossier section 2.3; the pattern of colours is our own, from a hash, so that it has no repetition to confuse a tracker.
 */
final class Canopy implements Shape {
    private static final int GORES = 80;
    private static final double INFLATED_RADIUS = 0.34;
    private static final double BAND = 0.12;
    private static final double GAP = 0.042;
    private static final double DOME = 0.19;
    private static final double VENT = 0.06;
    private static final double PACKED = 0.12;
    private static final double RINGS = 6;
    private static final double[] WHITE = {236, 226, 212};
    private static final double[] ORANGE = {214, 92, 44};

    private final Vec3 skirt;
    private final Vec3 axis;
    private final Vec3 side = new Vec3();
    private final Vec3 other = new Vec3();
    final double radiusM;
    private final double scaleM;

    /**
     * @param skirt middle of the band's lower edge, camera frame
     * @param axis unit, from the vehicle towards the apex
     * @param reference any direction across the axis that turns with the canopy
     * @param nominalDiameterM diameter of the flat pattern, D0
     * @param inflation projected-area fraction
     */
    Canopy(Vec3 skirt, Vec3 axis, Vec3 reference, double nominalDiameterM, double inflation) {
        this.skirt = skirt;
        this.axis = axis;
        scaleM = nominalDiameterM;
        radiusM = INFLATED_RADIUS * nominalDiameterM * Math.max(PACKED, Math.sqrt(Math.max(0, inflation)));
        side.set(reference).addScaled(-reference.dot(axis), axis).normalize();
        other.cross(axis, side);
    }

    /** out = point of the skirt at an angle, for the lines. */
    Vec3 skirtPoint(double angleRad, Vec3 out) {
        return out.set(skirt).addScaled(radiusM * StrictMath.cos(angleRad), side)
                .addScaled(radiusM * StrictMath.sin(angleRad), other);
    }

    @Override
    public void meet(double x, double y, double z, Hit hit) {
        double da = x * axis.x + y * axis.y + z * axis.z;
        double dx = x * side.x + y * side.y + z * side.z;
        double dy = x * other.x + y * other.y + z * other.z;
        double oa = -skirt.dot(axis);
        double ox = -skirt.dot(side);
        double oy = -skirt.dot(other);
        band(da, dx, dy, oa, ox, oy, hit);
        dome(da, dx, dy, oa, ox, oy, hit);
    }

    private void band(double da, double dx, double dy, double oa, double ox, double oy, Hit hit) {
        double a = dx * dx + dy * dy;
        double b = ox * dx + oy * dy;
        double root = b * b - a * (ox * ox + oy * oy - radiusM * radiusM);
        if (!(root >= 0) || a == 0) return;
        double s = Math.sqrt(root);
        for (int k = -1; k <= 1; k += 2) {
            double t = (-b + k * s) / a;
            double h = oa + t * da;
            if (t > 0 && h >= 0 && h <= BAND * scaleM) paint(t, ox + t * dx, oy + t * dy, 0, 0.92, hit);
        }
    }

    private void dome(double da, double dx, double dy, double oa, double ox, double oy, Hit hit) {
        double base = (BAND + GAP) * scaleM;
        double stretch = radiusM / (DOME * scaleM);
        double ua = da * stretch;
        double pa = (oa - base) * stretch;
        double a = dx * dx + dy * dy + ua * ua;
        double b = ox * dx + oy * dy + pa * ua;
        double root = b * b - a * (ox * ox + oy * oy + pa * pa - radiusM * radiusM);
        if (!(root >= 0)) return;
        double s = Math.sqrt(root);
        for (int k = -1; k <= 1; k += 2) {
            double t = (-b + k * s) / a;
            if (!(t > 0) || pa + t * ua < 0) continue;
            double px = ox + t * dx;
            double py = oy + t * dy;
            double r = Math.sqrt(px * px + py * py) / radiusM;
            if (r > VENT) paint(t, px, py, 1 + (int) (RINGS * r), 0.8 + 0.2 * r, hit);
        }
    }

    private void paint(double t, double px, double py, int ring, double light, Hit hit) {
        if (t >= hit.rangeM) return;
        double turn = 0.5 + StrictMath.atan2(py, px) / (2 * Math.PI);
        double gore = GORES * turn;
        int index = Math.min(GORES - 1, (int) gore);
        boolean orange = (Noise.hash(ring, 41, index / 2) & 3) == 0 || ring == 2 && index % 20 < 10;
        double seam = Math.abs(gore - index - 0.5) > 0.44 ? 0.82 : 1;
        double[] c = orange ? ORANGE : WHITE;
        hit.offer(t, light * seam * c[0], light * seam * c[1], light * seam * c[2]);
    }
}
