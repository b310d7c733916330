package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;

/**
 * Two exponentials for the density and a constant speed of sound: good to about 10 % between the ground and 60 km
 * (dossier section 1.5, "other forms").
 */
public final class ExponentialAir implements AirData {
    private final double lowDensityKgM3;
    private final double lowScaleM;
    private final double highDensityKgM3;
    private final double highScaleM;
    private final double changeM;
    private final double soundSpeedMps;

    public ExponentialAir(ParameterTable p) {
        lowDensityKgM3 = p.scalar("nav.air.lowDensityKgM3", "kg/m^3", 0.0159, 1e-4, 1, "density at 0 m, lower layer");
        lowScaleM = p.scalar("nav.air.lowScaleM", "m", 11049, 1000, 50000, "scale height of the lower layer");
        highDensityKgM3 = p.scalar("nav.air.highDensityKgM3", "kg/m^3", 0.0525, 1e-4, 1,
                "density at 0 m that the upper layer points to");
        highScaleM = p.scalar("nav.air.highScaleM", "m", 7295, 1000, 50000, "scale height of the upper layer");
        changeM = p.scalar("nav.air.changeM", "m", 25000, 0, 100000, "height between the layers");
        soundSpeedMps = p.scalar("nav.air.soundSpeedMps", "m/s", 225, 100, 500, "speed of sound");
    }

    @Override
    public double densityKgM3(double altitudeMolaM) {
        return altitudeMolaM < changeM
                ? lowDensityKgM3 * StrictMath.exp(-altitudeMolaM / lowScaleM)
                : highDensityKgM3 * StrictMath.exp(-altitudeMolaM / highScaleM);
    }

    @Override
    public double soundSpeedMps(double altitudeMolaM) {
        return soundSpeedMps;
    }
}
