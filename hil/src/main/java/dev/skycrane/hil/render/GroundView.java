package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;

/**
 * The ground as seen from one place: meets rays with the elevation model. Works in a plane that touches the sphere straight below the
 * camera; height and map coordinates are series in that plane, right to 0.3 m within 15 km (the next terms are of order
 * distance^3 / radius^2). Where the ground rises steeper than the ray falls, one of the crossings is taken. One thread.
 */
final class GroundView {
    static final double MAX_RANGE_M = 90_000;
    private static final int STEPS = 5;
    private static final int FIRST_STEPS = 24;
    /** Descent of a ray per metre below which it counts as one to the sky. */
    static final double MIN_FALL = 0.02;
    /** Misses below this part of the range do not show in a pixel. */
    private static final double TOLERANCE = 1.5e-5;

    final SiteMap map;
    /** Plane's axes, for directions. */
    final EnuFrame plane;
    final double cameraHeightM;
    final double groundElevationM;
    final double inverse2R;
    final double inverseR;
    final double tanLat;
    /** Map coordinates straight below the camera, m, and of the map per metre of the plane there. */
    final double eastAtM;
    final double northAtM;
    final double eastScale;
    final double northScale;
    final double demPerM;

    /** Of the last hit: map coordinates, m, range along the ray, m. */
    double eastM;
    double northM;
    double rangeM;
    private double lastZ;
    private boolean warm;

    GroundView(SiteMap map, Vec3 cameraRMcmfM) {
        this.map = map;
        double radiusM = cameraRMcmfM.norm();
        double latRad = StrictMath.asin(cameraRMcmfM.z / radiusM);
        double lonRad = StrictMath.atan2(cameraRMcmfM.y, cameraRMcmfM.x);
        eastAtM = map.eastM(lonRad);
        northAtM = map.northM(latRad);
        groundElevationM = map.elevationAtM(eastAtM, northAtM);
        double sphereM = map.areoidRadiusM + groundElevationM;
        plane = new EnuFrame(latRad, lonRad, sphereM);
        cameraHeightM = radiusM - sphereM;
        inverseR = 1 / sphereM;
        inverse2R = 0.5 * inverseR;
        tanLat = StrictMath.tan(latRad);
        eastScale = map.referenceRadiusM * StrictMath.cos(map.centreLatRad) / (sphereM * StrictMath.cos(latRad));
        northScale = map.referenceRadiusM / sphereM;
        demPerM = 1 / map.demPostM;
    }

    private GroundView(GroundView o) {
        map = o.map;
        plane = o.plane;
        cameraHeightM = o.cameraHeightM;
        groundElevationM = o.groundElevationM;
        inverseR = o.inverseR;
        inverse2R = o.inverse2R;
        tanLat = o.tanLat;
        eastAtM = o.eastAtM;
        northAtM = o.northAtM;
        eastScale = o.eastScale;
        northScale = o.northScale;
        demPerM = o.demPerM;
    }

    /** The same view for another thread. */
    GroundView copy() {
        return new GroundView(this);
    }

    double cameraHeightM() {
        return cameraHeightM;
    }

    /** To be called at the start of every row, so that a row does not depend on the one before. */
    void beginRow() {
        warm = false;
        lastZ = 0;
    }

    /** Follows the ray with unit direction (dx, dy, dz), east north up at the camera. @return false for the sky */
    boolean hit(double dx, double dy, double dz) {
        if (dz > -MIN_FALL) {
            warm = false;
            return false;
        }
        return follow(dx, dy, dz, (lastZ - cameraHeightM) / dz, warm ? STEPS : FIRST_STEPS);
    }

    /** The same from a range that is about right, m; anything that is none begins anew. */
    boolean hitNear(double dx, double dy, double dz, double rangeM) {
        if (dz > -MIN_FALL) return false;
        boolean usable = rangeM >= 0 && rangeM <= MAX_RANGE_M;
        return follow(dx, dy, dz, usable ? rangeM : -cameraHeightM / dz, FIRST_STEPS);
    }

    private boolean follow(double dx, double dy, double dz, double startM, int steps) {
        double t = startM;
        for (int i = 0; i < steps; i++) {
            if (t < 0) t = 0;
            if (t > MAX_RANGE_M) {
                warm = false;
                lastZ = 0;
                return false;
            }
            double x = t * dx;
            double y = t * dy;
            double z = cameraHeightM + t * dz;
            place(x, y, z);
            double gap = z + (x * x + y * y) * inverse2R - (elevation() - groundElevationM);
            double fall = -dz - 2 * (x * dx + y * dy) * inverse2R;
            if (fall < 0.5 * MIN_FALL) {
                warm = false;
                lastZ = 0;
                return false;
            }
            t += gap / fall;
            if (Math.abs(gap) < TOLERANCE * t) break;
        }
        lastZ = cameraHeightM + t * dz;
        warm = true;
        rangeM = t;
        return true;
    }

    /** Map coordinates of a point of the plane's frame. */
    private void place(double x, double y, double z) {
        double shrink = 1 - z * inverseR;
        eastM = eastAtM + eastScale * x * (shrink + y * tanLat * inverseR);
        northM = northAtM + northScale * (y * shrink - x * x * tanLat * inverse2R);
    }

    /** As {@link SiteMap#elevationAtM} at the current place, with the division taken out. */
    private double elevation() {
        double c = clamp((eastM - map.demWestM) * demPerM, map.demWidth - 1.001);
        double r = clamp((map.demNorthM - northM) * demPerM, map.demHeight - 1.001);
        int c0 = (int) c;
        int r0 = (int) r;
        double fc = c - c0;
        int k = r0 * map.demWidth + c0;
        float[] e = map.elevationM;
        double top = e[k] + fc * (e[k + 1] - e[k]);
        k += map.demWidth;
        double bottom = e[k] + fc * (e[k + 1] - e[k]);
        return top + (r - r0) * (bottom - top);
    }

    private static double clamp(double v, double max) {
        return v < 0 ? 0 : v > max ? max : v;
    }
}
