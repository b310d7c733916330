package dev.skycrane.hil.sensor;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Terrain;

/** Where a ray meets the ground: steps of half the clearance, which cannot jump over ground less steep than 60 degrees. */
final class RayCaster {
    private static final double STEP_SHARE = 0.5;
    private static final double CLEARANCE_M = 0.02;
    private static final int MAX_STEPS = 400;
    private static final double NORMAL_BASE_M = 5;

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
        double rangeM = 0;
        cosIncidence = 0;
        for (int i = 0; i < MAX_STEPS && rangeM <= maxM; i++) {
            point.set(fromMcmfM).addScaled(rangeM, directionMcmf);
            double clearanceM = point.norm() - terrain.groundRadiusM(point);
            if (clearanceM < CLEARANCE_M) {
                findIncidence(directionMcmf);
                return rangeM + clearanceM / Math.max(0.1, cosIncidence);
            }
            rangeM += STEP_SHARE * clearanceM;
        }
        return Double.NaN;
    }

    private void findIncidence(Vec3 directionMcmf) {
        up.set(point).normalize();
        east.set(-point.y, point.x, 0).normalize();
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

    /** Cosine of the angle between the last ray and the ground's normal; 0 when it met nothing. */
    double cosIncidence() {
        return cosIncidence;
    }
}
