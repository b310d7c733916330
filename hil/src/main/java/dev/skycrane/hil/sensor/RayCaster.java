package dev.skycrane.hil.sensor;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Terrain;

/**
 * Where a ray meets the ground. First it walks: along a ray at an angle a off the nadir the clearance falls by no more than cos a + s sin a
 * per metre over ground of slope s, so a step of the clearance over that cannot jump over ground less steep than s = tan 60 degrees.
 * Close to the ground it ends by Newton's rule with the slope found there; where that does not settle, it walks on.
 */
final class RayCaster {
    private static final double STEEPEST = Math.sqrt(3);
    private static final double CLEARANCE_M = 0.02;
    private static final double CLOSE_M = 5;
    private static final int MAX_STEPS = 400;
    private static final int NEWTON_STEPS = 6;
    private static final double NORMAL_BASE_M = 5;
    private static final double LEAST_COSINE = 0.1;

    private final Terrain terrain;
    private final Vec3 point = new Vec3();
    private final Vec3 side = new Vec3();
    private final Vec3 normal = new Vec3();
    private final Vec3 east = new Vec3();
    private final Vec3 north = new Vec3();
    private final Vec3 up = new Vec3();
    private double cosIncidence;

    RayCaster(Terrain terrain) {
        this.terrain = terrain;
    }

    /** Distance from {@code fromMcmfM} along the unit vector to the ground, m; NaN beyond {@code maxM}. */
    double rangeM(Vec3 fromMcmfM, Vec3 directionMcmf, double maxM) {
        cosIncidence = 0;
        double closeM = walk(fromMcmfM, directionMcmf, maxM, aboveAllM(fromMcmfM, directionMcmf), CLOSE_M);
        if (Double.isNaN(closeM)) return closeM;
        findIncidence(directionMcmf);
        double rangeM = settle(fromMcmfM, directionMcmf, closeM);
        return Double.isNaN(rangeM) ? walk(fromMcmfM, directionMcmf, maxM, closeM, CLEARANCE_M) : rangeM;
    }

    /**
     * The same for a ray at a small angle to the last one cast.
     *
     * @param guessM range of that
     */
    double nearRangeM(Vec3 fromMcmfM, Vec3 directionMcmf, double maxM, double guessM) {
        double rangeM = settle(fromMcmfM, directionMcmf, guessM);
        return Double.isNaN(rangeM) ? rangeM(fromMcmfM, directionMcmf, maxM) : rangeM;
    }

    /** Range up to which the ray is higher than any ground. */
    private double aboveAllM(Vec3 fromMcmfM, Vec3 directionMcmf) {
        double radiusM = fromMcmfM.norm();
        double cosine = -directionMcmf.dot(fromMcmfM) / radiusM;
        return Math.max(0, radiusM - terrain.highestRadiusM()) / Math.max(LEAST_COSINE, cosine);
    }

    /** @return range from {@code startM} on at which the clearance is below {@code endM}; NaN if there is none up to {@code maxM} */
    private double walk(Vec3 fromMcmfM, Vec3 directionMcmf, double maxM, double startM, double endM) {
        double cosine = -directionMcmf.dot(fromMcmfM) / fromMcmfM.norm();
        double sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
        double share = 1 / (Math.max(LEAST_COSINE, cosine) + STEEPEST * sine);
        double rangeM = startM;
        for (int i = 0; i < MAX_STEPS && rangeM <= maxM; i++) {
            double clearanceM = clearanceM(fromMcmfM, directionMcmf, rangeM);
            if (clearanceM < endM) return rangeM;
            rangeM += share * clearanceM;
        }
        return Double.NaN;
    }

    /** Newton's rule with the ground's normal as last found. @return NaN where it does not settle */
    private double settle(Vec3 fromMcmfM, Vec3 directionMcmf, double guessM) {
        // Clearance is taken straight down, so it falls by the ray's share of the normal over the vertical's.
        double fall = -normal.dot(directionMcmf) / normal.dot(up);
        double rangeM = guessM;
        for (int i = 0; i < NEWTON_STEPS && fall > LEAST_COSINE; i++) {
            double clearanceM = clearanceM(fromMcmfM, directionMcmf, rangeM);
            rangeM += clearanceM / fall;
            if (Math.abs(clearanceM) < CLEARANCE_M) return rangeM;
        }
        return Double.NaN;
    }

    private double clearanceM(Vec3 fromMcmfM, Vec3 directionMcmf, double rangeM) {
        point.set(fromMcmfM).addScaled(rangeM, directionMcmf);
        return point.norm() - terrain.groundRadiusM(point);
    }

    private void findIncidence(Vec3 directionMcmf) {
        up.set(point).normalize();
        boolean onTheAxis = point.x == 0 && point.y == 0; // every direction is east of the pole
        east.set(-point.y, onTheAxis ? 1 : point.x, 0).normalize();
        north.cross(up, east);
        double slopeEast = slope(east);
        double slopeNorth = slope(north);
        normal.set(up).addScaled(-slopeEast, east).addScaled(-slopeNorth, north).normalize();
        cosIncidence = -normal.dot(directionMcmf);
    }

    private double slope(Vec3 horizontal) {
        double ahead = terrain.groundRadiusM(side.set(point).addScaled(NORMAL_BASE_M, horizontal));
        double behind = terrain.groundRadiusM(side.set(point).addScaled(-NORMAL_BASE_M, horizontal));
        return (ahead - behind) / (2 * NORMAL_BASE_M);
    }

    /** Cosine of the angle between the last ray of {@link #rangeM} and the ground's normal; 0 when it met nothing. */
    double cosIncidence() {
        return cosIncidence;
    }
}
