package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Trig;

/**
 * Whether the plasma around the capsule keeps UHF signals in: the free electrons grow with density and very steeply with
 * speed, so the sheath is taken as opaque while {@code density > threshold * (reference speed / speed)^exponent}. The two figures
 * are calibrated to the flown window, E+35 to about E+95 s (dossier section 3.1), on the nominal trajectory; for another trajectory they
 * are a prediction of that calibration and no more.
 */
final class PlasmaSheath {
    private final double densityKgM3;
    private final double speedMps;
    private final double exponent;

    PlasmaSheath(ParameterTable p) {
        densityKgM3 = p.scalar("plant.blackout.densityKgM3", "kg/m^3", 2.8e-6, 0, 1,
                "density at which the sheath closes at the reference speed");
        speedMps = p.scalar("plant.blackout.referenceSpeedMps", "m/s", 5365, 100, 20000, "reference speed");
        exponent = p.scalar("plant.blackout.speedExponent", "1", 11.48, 0, 50, "growth with speed");
    }

    boolean isOpaque(double airDensityKgM3, double airspeedMps) {
        // Most of the way there: slower than the reference, it takes more than the reference's density.
        if (!(airspeedMps > 0) || airspeedMps <= speedMps && airDensityKgM3 <= densityKgM3) return false;
        return airDensityKgM3 > densityKgM3 * Trig.exp(exponent * StrictMath.log(speedMps / airspeedMps));
    }
}
