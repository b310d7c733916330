package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.hil.plant.Truth;
import java.util.Locale;

/** Beams that give nothing; their turns go on. */
final class RadarFaults {
    private RadarFaults() {}

    /** @return whether there was a measurement to take away */
    private static boolean silence(SensorFrame in) {
        if (in.radarBeam < 0 || !in.radarRangeValid && !in.radarVelocityValid) return false;
        in.radarRangeValid = false;
        in.radarVelocityValid = false;
        in.radarRangeM = 0;
        in.radarClosingMps = 0;
        return true;
    }

    static final class Beam extends Injector {
        private final int beam;

        Beam(ParameterTable p) {
            beam = p.integer("scenario.fault.radarBeamLoss.beam", "1", 2, 0, 5, "radar beam that fails");
        }

        @Override
        String subject() {
            return "measurements of radar beam " + beam + " withheld";
        }

        @Override
        boolean isMeant(double firstArgument) {
            return firstArgument == beam;
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (in.radarBeam == beam && silence(in)) changed(in.tick);
        }
    }

    static final class Below extends Injector {
        private final double belowM;

        Below(ParameterTable p) {
            belowM = p.scalar("scenario.fault.radarLoss.belowM", "m", 2000, 0, 20000,
                    "height above ground below which the radar is lost");
        }

        @Override
        String subject() {
            return String.format(Locale.ROOT, "radar measurements withheld below %.0f m", belowM);
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (truth.altitudeAglM < belowM && silence(in)) changed(in.tick);
        }
    }

    static final class Dead extends Injector {
        Dead(ParameterTable p) {}

        @Override
        String subject() {
            return "radar measurements withheld";
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (silence(in)) changed(in.tick);
        }
    }
}
