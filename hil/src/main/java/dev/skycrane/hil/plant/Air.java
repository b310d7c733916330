package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Vec3;

/** The air as it really is at a place. */
public interface Air {
    /** Density, kg/m^3, at a height above the areoid. */
    double densityKgM3(double altitudeMolaM);

    /** Speed of sound, m/s, at a height above the areoid. */
    double soundSpeedMps(double altitudeMolaM);

    /** out = wind relative to the ground. */
    Vec3 wind(Vec3 rMcmfM, double altitudeMolaM, Vec3 outMcmfMps);
}
