package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;

/**
 * The ground as seen from one place: meets rays with the elevation model. Works in a plane that touches the sphere straight below the
 * camera; height and map coordinates are series in that plane, right to 0.3 m within 15 km (the next terms are of order
 * distance^3 / radius^2). A ray from afar takes the first of several crossings, one that starts near a known range the one that it finds. One thread.
 */
final class GroundView {
    static final double MAX_RANGE_M = 90_000;
    private static final int STEPS = 5;
    private static final int FIRST_STEPS = 24;
    /** Rise of the ground per metre up to which a ray from afar finds the first crossing; and how far above the ground it lets go. */
    private static final double STEEPEST = 0.7;
    private static final double APPROACH_M = 0.5;
    private static final int APPROACH_STEPS = 64;
    /** Descent of a ray per metre below which it counts as one to the sky. */
    static final double MIN_FALL = 0.02;
    /** Misses below this part of the range do not show in a pixel. */
    private static final double TOLERANCE = 1.5e-5;
    /** Part of its fall by which a ray closes on the ground at least: Newton's rule goes astray where ray and slope run along each other. */
    static final float LEAST_CLOSING = 0.3f;

    final SiteMap map;
    final Heights heights;
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
    /** Of the last place looked at: height of the ray above the ground, m, and rise of the ground per metre of ray. */
    private double gapM;
    private double climb;
    private boolean warm;

    GroundView(Heights heights, Vec3 cameraRMcmfM) {
        this.heights = heights;
        map = heights.map;
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
        heights = o.heights;
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
        if (!warm) return follow(dx, dy, dz, approach(dx, dy, dz), FIRST_STEPS);
        return follow(dx, dy, dz, (lastZ - cameraHeightM) / dz, STEPS);
    }

    /** The same from a range that is about right, m; anything that is none begins anew. */
    boolean hitNear(double dx, double dy, double dz, double rangeM) {
        if (dz > -MIN_FALL) return false;
        boolean usable = rangeM >= 0 && rangeM <= MAX_RANGE_M;
        return follow(dx, dy, dz, usable ? rangeM : approach(dx, dy, dz), FIRST_STEPS);
    }

    /** Comes down a ray from the camera in steps that no slope up to {@link #STEEPEST} reaches, so that it jumps over no crest. */
    private double approach(double dx, double dy, double dz) {
        double steepest = STEEPEST * Math.sqrt(dx * dx + dy * dy);
        // Above the highest ground there is nothing to meet; that the planet is round only leaves more room.
        double t = Math.max(0, aboveAllM() / -dz);
        for (int i = 0; i < APPROACH_STEPS; i++) {
            double fall = survey(dx, dy, dz, t);
            if (gapM < APPROACH_M || fall < 0.5 * MIN_FALL) break;
            t += gapM / (fall + steepest);
        }
        return t;
    }

    private boolean follow(double dx, double dy, double dz, double startM, int steps) {
        double t = startM;
        for (int i = 0; i < steps; i++) {
            if (t < 0) t = 0;
            if (t > MAX_RANGE_M) return lost();
            double fall = survey(dx, dy, dz, t);
            if (fall < 0.5 * MIN_FALL) return lost();
            t += gapM / Math.max(fall + climb, LEAST_CLOSING * fall);
            if (Math.abs(gapM) < TOLERANCE * t) break;
        }
        if (!(t >= 0 && t <= MAX_RANGE_M)) return lost();
        lastZ = cameraHeightM + t * dz;
        warm = true;
        rangeM = t;
        return true;
    }

    /** Height of the camera above the highest ground there is, m. */
    double aboveAllM() {
        return cameraHeightM + groundElevationM - heights.highestM;
    }

    private boolean lost() {
        warm = false;
        lastZ = 0;
        return false;
    }

    /** Goes to range {@code t} of a ray. @return fall of the ray per metre, the planet's curvature included */
    private double survey(double dx, double dy, double dz, double t) {
        double x = t * dx;
        double y = t * dy;
        double z = cameraHeightM + t * dz;
        place(x, y, z);
        gapM = z + (x * x + y * y) * inverse2R - (elevation(dx, dy) - groundElevationM);
        return -dz - 2 * (x * dx + y * dy) * inverse2R;
    }

    /** Height of a ray above the elevation model at a range, m; {@link #eastM} and {@link #northM} are then of that place. */
    double heightAbove(double dx, double dy, double dz, double t) {
        survey(dx, dy, dz, t);
        return gapM;
    }

    /** Map coordinates of a point of the plane's frame. */
    private void place(double x, double y, double z) {
        double shrink = 1 - z * inverseR;
        eastM = eastAtM + eastScale * x * (shrink + y * tanLat * inverseR);
        northM = northAtM + northScale * (y * shrink - x * x * tanLat * inverse2R);
    }

    /** As {@link SiteMap#elevationAtM} at the current place, with the division taken out; and the slope of the cell along a ray. */
    private double elevation(double dx, double dy) {
        double c = clamp((eastM - map.demWestM) * demPerM, map.demWidth - 1.001);
        double r = clamp((map.demNorthM - northM) * demPerM, map.demHeight - 1.001);
        int c0 = (int) c;
        int r0 = (int) r;
        double fc = c - c0;
        int k = heights.tiles.at(r0, c0);
        float[] e = heights.elevationM;
        double acrossTop = e[k + 1] - e[k];
        double top = e[k] + fc * acrossTop;
        double acrossBottom = e[k + Tiles.PITCH + 1] - e[k + Tiles.PITCH];
        double down = e[k + Tiles.PITCH] + fc * acrossBottom - top;
        double fr = r - r0;
        climb = ((acrossTop + fr * (acrossBottom - acrossTop)) * eastScale * dx - down * northScale * dy) * demPerM;
        return top + fr * down;
    }

    private static double clamp(double v, double max) {
        return v < 0 ? 0 : v > max ? max : v;
    }
}
