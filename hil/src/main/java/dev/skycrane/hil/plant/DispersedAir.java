package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.hil.noise.NoiseSource;

/**
 * The true air: the nominal atmosphere with a density error drawn from the seed, and the wind. The error is one factor at low and one at
 * high altitude, linear in height between (dossier sections 1.3 and 1.5: about 10 % as three sigma below 40 km, more above).
 */
public final class DispersedAir implements Air {
    private static final double LOW_M = 10_000;
    private static final double HIGH_M = 60_000;
    private final AtmosphereModel nominal;
    private final WindModel wind;
    private final double lowFactor;
    private final double highFactor;

    public DispersedAir(ParameterTable p, AtmosphereModel nominal, WindModel wind, long seed) {
        this.nominal = nominal;
        this.wind = wind;
        NoiseSource noise = new NoiseSource(seed, "atmosphere");
        lowFactor = 1 + noise.cutGaussian() * p.scalar("atmosphere.dispersionLowSigma", "1", 0.02, 0, 0.3,
                "1-sigma of the relative density error below 10 km");
        highFactor = 1 + noise.cutGaussian() * p.scalar("atmosphere.dispersionHighSigma", "1", 0.04, 0, 0.3,
                "1-sigma of the relative density error above 60 km");
    }

    @Override
    public double densityKgM3(double altitudeMolaM) {
        double f = Math.max(0, Math.min(1, (altitudeMolaM - LOW_M) / (HIGH_M - LOW_M)));
        return nominal.densityKgM3(altitudeMolaM) * (lowFactor + f * (highFactor - lowFactor));
    }

    @Override
    public double soundSpeedMps(double altitudeMolaM) {
        return nominal.soundSpeedMps(altitudeMolaM);
    }

    @Override
    public Vec3 wind(Vec3 rMcmfM, double altitudeMolaM, Vec3 outMcmfMps) {
        return wind.velocity(rMcmfM, altitudeMolaM, outMcmfMps);
    }

    /** Moves gusts on by one tick. */
    public void step() {
        wind.step();
    }
}
