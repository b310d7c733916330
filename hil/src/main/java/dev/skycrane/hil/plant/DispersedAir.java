package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.hil.noise.NoiseSource;

/**
 * The true air: the nominal atmosphere times a random profile drawn from the seed, and the wind. The relative error of the density is a
 * Gauss-Markov process over height (Gelb, Applied Optimal Estimation, section 3.8) whose deviation grows upwards.
 *
 * <p>Deviation and correlation are those of 200 dispersed Mars-GRAM profiles at 20 N, total over average density (athulpg007/AMAT, file
 * LAT20N.txt): 1.9 % at the areoid, 4.0 % at 30 km, 8.6 % at 60 km, 27 % at 100 km; correlation over 1, 5 and 10 km of height
 * 0.89, 0.54 and 0.28, which is exp(-height / 8 km). Mars-GRAM lets no density fall below a tenth of the average, nor does this. The flown
 * mission saw up to 150 % above nominal high up and 12 % at most below 40 km (dossier section 1.3).
 */
public final class DispersedAir implements Air {
    /** Heights at which the process is drawn; linear between them, constant beyond. */
    private static final double FOOT_M = -5_000;
    private static final double STEP_M = 1_000;
    private static final int LEVELS = 156;
    private static final double LEAST_FACTOR = 0.1;

    private final AtmosphereModel nominal;
    private final WindModel wind;
    private final double[] factor = new double[LEVELS];

    public DispersedAir(ParameterTable p, AtmosphereModel nominal, WindModel wind, long seed) {
        this.nominal = nominal;
        this.wind = wind;
        double[] heightM = HeightProfile.heights(p, "atmosphere.dispersionHeightKm",
                new double[]{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130});
        HeightProfile sigma = new HeightProfile("atmosphere.dispersionSigma", heightM,
                p.vector("atmosphere.dispersionSigma", "1", new double[]{0.019, 0.024, 0.031, 0.040, 0.052, 0.066,
                    0.086, 0.125, 0.166, 0.217, 0.268, 0.338, 0.346, 0.375}, 0, 1,
                        "1-sigma of the relative density error at the dispersion heights"));
        double correlationM = 1000 * p.scalar("atmosphere.dispersionCorrelationKm", "km", 8, 0.1, 1e6,
                "height over which the density error forgets itself to 1/e; a large one makes it one factor for all heights");
        NoiseSource noise = new NoiseSource(seed, "atmosphere");
        double keep = StrictMath.exp(-STEP_M / correlationM);
        double drive = Math.sqrt(1 - keep * keep);
        double deviate = noise.cutGaussian();
        for (int i = 0; i < LEVELS; i++) {
            factor[i] = Math.max(LEAST_FACTOR, 1 + sigma.at(FOOT_M + i * STEP_M) * deviate);
            deviate = keep * deviate + drive * noise.cutGaussian();
        }
    }

    @Override
    public double densityKgM3(double altitudeMolaM) {
        return nominal.densityKgM3(altitudeMolaM) * factorAt(altitudeMolaM);
    }

    /** True over nominal density. */
    double factorAt(double altitudeMolaM) {
        double level = Math.max(0, Math.min(LEVELS - 1, (altitudeMolaM - FOOT_M) / STEP_M));
        int i = (int) Math.min(LEVELS - 2, level);
        return factor[i] + (level - i) * (factor[i + 1] - factor[i]);
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
