package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Vec3;

/** The ground. */
@FunctionalInterface
public interface Terrain {
    /** Radius of the ground straight below or above a point, m. */
    double groundRadiusM(Vec3 rMcmfM);

    /** Radius above which there is no ground, m. */
    default double highestRadiusM() {
        return Double.POSITIVE_INFINITY;
    }
}
