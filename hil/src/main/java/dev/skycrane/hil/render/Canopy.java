package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;

/**
 * A disk-gap-band parachute: band, open gap and domed disk with a vent, of eighty gores in two colours, and the lines down to the backshell.
 * Proportions of the drawing in dossier section 2.3. While it fills, the mouth is narrow, folded into lobes and the cloth is long; once full
 * it breathes. Its projected area is {@link #projectedArea}, which pictures and truth share. The colours spell words in seven bits a
 * letter, three white gores between letters, as Perseverance's did; the words are our own.
 */
final class Canopy implements Thing {
    static final int GORES = 80;
    /** Radius when full, part of the nominal diameter. */
    private static final double INFLATED_RADIUS = 0.34;
    private static final double BAND = 0.12;
    private static final double GAP = 0.042;
    private static final double DOME = 0.19;
    /** Length of the disk's cloth from skirt to apex, part of the nominal diameter. */
    private static final double DOME_CLOTH = 0.41;
    private static final double VENT = 0.06;
    /** Radius of the packed cloth, part of the full one. */
    private static final double PACKED = 0.12;
    private static final double LOBES = 0.22;
    private static final String[] WORDS = {"SKYCRANE", "LOWERS A", "ROVER TO"};
    private static final double[] WHITE = {238, 230, 218};
    private static final double[] ORANGE = {220, 96, 42};
    private static final double[] LINE = {214, 204, 186};
    private static final double LINE_RADIUS_M = 0.003;
    /** Sunlight that comes through the cloth. */
    private static final double THROUGH = 0.55;

    /** Balls that hold the lines for {@link #within}. */
    private static final int LINE_BALLS = 24;

    private final Vec3 skirt;
    private final Vec3 axis;
    private final Vec3 side = new Vec3();
    private final Vec3 other = new Vec3();
    private final Vec3 foot;
    private final double footToSkirtM;
    private final double pixelRad;
    private final double scaleM;
    private final double domeM;
    private final double lobes;
    private final double phase;
    final double radiusM;

    /**
     * @param skirt middle of the band's lower edge, from the camera, m
     * @param foot where the lines meet
     * @param reference any direction across the axis that turns with the canopy
     * @param nominalDiameterM diameter of the flat pattern, D0
     * @param area projected area, part of the full one
     * @param timeS for what flutters
     */
    Canopy(Vec3 skirt, Vec3 foot, Vec3 reference, double nominalDiameterM, double area, double timeS,
            double pixelRad) {
        this.skirt = skirt;
        this.foot = foot;
        this.pixelRad = pixelRad;
        axis = new Vec3().difference(skirt, foot);
        footToSkirtM = axis.norm();
        axis.normalize();
        scaleM = nominalDiameterM;
        double part = Math.sqrt(area);
        radiusM = INFLATED_RADIUS * nominalDiameterM * part;
        double open = Math.min(1, part);
        domeM = nominalDiameterM
                * Math.sqrt(DOME_CLOTH * DOME_CLOTH - open * open * (DOME_CLOTH * DOME_CLOTH - DOME * DOME));
        lobes = LOBES * Math.max(0, 1 - area);
        phase = 9 * timeS;
        side.set(reference).addScaled(-reference.dot(axis), axis).normalize();
        other.cross(axis, side);
    }

    /**
     * Projected area as drawn, part of the full one: that of the truth, once full with a breathing of some per cent at 1.7 and 2.9 Hz
     * (amplitude and rates: our own estimate from the flown pictures).
     */
    static double projectedArea(Truth t, double timeS) {
        double area = Math.max(PACKED * PACKED, t.canopyInflation);
        if (t.canopyInflation < 1) return area;
        return 1 + 0.018 * Trig.sin(2 * Math.PI * 1.7 * timeS)
                + 0.010 * Trig.sin(2 * Math.PI * 2.9 * timeS + 1);
    }

    @Override
    public Thing within(Cone cone) {
        double wide = 1.3 * radiusM;
        double top = (BAND + GAP) * scaleM + domeM;
        boolean cloth = cone.seesAlong(skirt.x, skirt.y, skirt.z, skirt.x + top * axis.x, skirt.y + top * axis.y,
                skirt.z + top * axis.z, wide, wide, 3);
        double line = LINE_RADIUS_M + pixelRad * (skirt.norm() + footToSkirtM);
        boolean lines = cone.seesAlong(foot.x, foot.y, foot.z, skirt.x, skirt.y, skirt.z, line, radiusM + line,
                LINE_BALLS);
        return cloth || lines ? this : null;
    }

    @Override
    public void meet(Hit h, Hit local) {
        double da = h.dx * axis.x + h.dy * axis.y + h.dz * axis.z;
        double dx = h.dx * side.x + h.dy * side.y + h.dz * side.z;
        double dy = h.dx * other.x + h.dy * other.y + h.dz * other.z;
        double px = h.ox - skirt.x;
        double py = h.oy - skirt.y;
        double pz = h.oz - skirt.z;
        double oa = px * axis.x + py * axis.y + pz * axis.z;
        double ox = px * side.x + py * side.y + pz * side.z;
        double oy = px * other.x + py * other.y + pz * other.z;
        if (missed(da, dx, dy, oa, ox, oy)) {
            return;
        }
        for (int k = -1; k <= 1; k += 2) {
            band(h, k, da, dx, dy, oa, ox, oy);
            dome(h, k, da, dx, dy, oa, ox, oy);
        }
        lines(h, da, dx, dy, oa + footToSkirtM, ox, oy);
    }

    /** Whether the ray passes outside the cylinder that holds canopy and lines. */
    private boolean missed(double da, double dx, double dy, double oa, double ox, double oy) {
        double a = dx * dx + dy * dy;
        double reach = 1.3 * radiusM;
        if (ox * ox + oy * oy <= reach * reach) return false;
        double b = ox * dx + oy * dy;
        return b > 0 || b * b < a * (ox * ox + oy * oy - reach * reach) && a > 0;
    }

    private double radius(double x, double y) {
        if (lobes < 1e-3) return radiusM;
        double turn = Trig.atan2(y, x);
        double fold = 0.7 * Trig.cos(9 * turn + phase) + 0.3 * Trig.cos(23 * turn - 1.7 * phase);
        return radiusM * (1 + lobes * fold) / Math.sqrt(1 + 0.29 * lobes * lobes);
    }

    private void band(Hit h, int k, double da, double dx, double dy, double oa, double ox, double oy) {
        double a = dx * dx + dy * dy;
        if (a == 0) return;
        double b = ox * dx + oy * dy;
        double c = ox * ox + oy * oy;
        double r = radiusM;
        double t = 0;
        for (int i = 0; i < (lobes < 1e-3 ? 1 : 3); i++) {
            double root = b * b - a * (c - r * r);
            if (!(root >= 0)) return;
            t = (-b + k * Math.sqrt(root)) / a;
            r = radius(ox + t * dx, oy + t * dy);
        }
        double at = oa + t * da;
        if (!h.nearer(t) || at < 0 || at > BAND * scaleM) return;
        paint(h, t, ox + t * dx, oy + t * dy, 0, 1, 0);
    }

    private void dome(Hit h, int k, double da, double dx, double dy, double oa, double ox, double oy) {
        double base = (BAND + GAP) * scaleM;
        double r = radiusM;
        double t = 0;
        double x = 0;
        double y = 0;
        double p = 0;
        for (int i = 0; i < (lobes < 1e-3 ? 1 : 3); i++) {
            double stretch = r / domeM;
            double ua = da * stretch;
            double pa = (oa - base) * stretch;
            double a = dx * dx + dy * dy + ua * ua;
            double b = ox * dx + oy * dy + pa * ua;
            double root = b * b - a * (ox * ox + oy * oy + pa * pa - r * r);
            if (!(root >= 0)) return;
            t = (-b + k * Math.sqrt(root)) / a;
            p = pa + t * ua;
            x = ox + t * dx;
            y = oy + t * dy;
            r = radius(x, y);
        }
        if (!h.nearer(t) || p < 0) return;
        double out = Math.sqrt(x * x + y * y) / r;
        if (out > VENT) paint(h, t, x, y, 1 + (int) (5 * Math.min(0.999, out)), out, p / r);
    }

    /** @param out part of the radius @param up part of the dome's height, both of a unit ball */
    private void paint(Hit h, double t, double x, double y, int ring, double out, double up) {
        double turn = 0.5 + Trig.atan2(y, x) / (2 * Math.PI);
        double gore = GORES * turn;
        int index = Math.min(GORES - 1, (int) gore);
        double across = 2 * (gore - index) - 1;
        double fold = 1 - 0.13 * across * across - (Math.abs(across) > 0.88 ? 0.1 : 0);
        double n = 1 / Math.max(1e-9, Math.sqrt(x * x + y * y));
        double u = out * x * n;
        double w = out * y * n;
        double v = up * radiusM / domeM;
        double k = 1 / Math.sqrt(u * u + w * w + v * v);
        h.take(t, k * (u * side.x + w * other.x + v * axis.x), k * (u * side.y + w * other.y + v * axis.y),
                k * (u * side.z + w * other.z + v * axis.z), orange(ring, index) ? ORANGE : WHITE, fold);
        h.through = THROUGH;
    }

    /** Ring 0 is the band, 1 about the vent, 5 at the skirt. */
    private static boolean orange(int ring, int gore) {
        if (ring == 0) return gore % 20 < 10;
        if (ring == 1 || ring == 5) return ring == 5 ? gore % 8 < 4 : gore % 20 < 10;
        String word = WORDS[ring - 2];
        int bit = gore % 10;
        char letter = word.charAt(gore / 10);
        return bit < 7 && letter >= 'A' && (letter - 'A' + 1 >> 6 - bit & 1) != 0;
    }

    /** The lines lie on a cone from the foot to the skirt, so the ray meets the cone and only then looks for the nearest line. */
    private void lines(Hit h, double da, double dx, double dy, double oa, double ox, double oy) {
        double slope = radiusM / footToSkirtM;
        double s2 = slope * slope;
        double a = dx * dx + dy * dy - s2 * da * da;
        double b = ox * dx + oy * dy - s2 * oa * da;
        double root = b * b - a * (ox * ox + oy * oy - s2 * oa * oa);
        if (!(root >= 0) || a == 0) return;
        double s = Math.sqrt(root);
        for (int k = -1; k <= 1; k += 2) {
            double t = (-b + k * s) / a;
            double at = oa + t * da;
            if (!h.nearer(t) || at < 0 || at > footToSkirtM) continue;
            double x = ox + t * dx;
            double y = oy + t * dy;
            double gore = GORES * (0.5 + Trig.atan2(y, x) / (2 * Math.PI));
            double aside = Math.abs(gore - Math.rint(gore)) * 2 * Math.PI * slope * at / GORES;
            if (aside > Math.max(LINE_RADIUS_M, 0.35 * pixelRad * t)) continue;
            double n = 1 / Math.max(1e-9, Math.sqrt(x * x + y * y));
            h.take(t, n * (x * side.x + y * other.x), n * (x * side.y + y * other.y), n * (x * side.z + y * other.z),
                    LINE, 1);
        }
    }
}
