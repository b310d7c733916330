package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.Truth;
import java.util.Locale;

/** Engines, parachute, and the computer that commands them. */
final class VehicleFaults {
    private VehicleFaults() {}

    /** Shut off by command it can still be. */
    static final class EngineStuckLow extends Injector {
        private final int engine;
        private final double lowest;

        EngineStuckLow(ParameterTable p) {
            engine = p.integer("scenario.fault.engineStuckLow.engine", "1", 4, 1, ActuatorFrame.MLE_COUNT,
                    "engine that is stuck, from 1");
            PoweredVehicleModel vehicle = new PoweredVehicleModel(p);
            lowest = vehicle.minThrustN / vehicle.maxThrustN;
        }

        @Override
        String subject() {
            return "engine " + engine + " held at its lowest thrust";
        }

        @Override
        boolean isMeant(double firstArgument) {
            return firstArgument == engine;
        }

        @Override
        void command(ActuatorFrame fromFlight, ActuatorFrame toPlant) {
            if (toPlant.mleThrottle[engine - 1] <= lowest) return;
            toPlant.mleThrottle[engine - 1] = lowest;
            changed(fromFlight.tick);
        }
    }

    static final class LateInflation extends Injector {
        private final double delayS;

        LateInflation(ParameterTable p) {
            delayS = p.scalar("scenario.fault.lateInflation.delayS", "s", 3, 0, 60, "delay after line stretch");
        }

        @Override
        String subject() {
            return String.format(Locale.ROOT, "inflation begins %.1f s after line stretch", delayS);
        }

        @Override
        void disturb(Plant plant, long tick) {
            if (changes() == 0 && plant.delayInflation(delayS)) changed(tick);
        }
    }

    static final class ProcessorOverrun extends Injector {
        private final long ticks;
        private final ActuatorFrame held = new ActuatorFrame();
        private long lateUntil = -1;

        ProcessorOverrun(ParameterTable p) {
            ticks = p.integer("scenario.fault.processorOverrun.ticks", "ticks", 8, 1, 6400,
                    "ticks in which no new command reaches the vehicle");
        }

        @Override
        String subject() {
            return "command before held";
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (in.tick <= lateUntil) in.overrunNs = Tick.PERIOD_NS;
        }

        @Override
        void command(ActuatorFrame fromFlight, ActuatorFrame toPlant) {
            if (changes() == ticks) return;
            if (changes() == 0) FaultInjection.copyCommands(fromFlight, held);
            FaultInjection.copyCommands(held, toPlant);
            changed(fromFlight.tick);
            lateUntil = fromFlight.tick + 1;
        }
    }
}
