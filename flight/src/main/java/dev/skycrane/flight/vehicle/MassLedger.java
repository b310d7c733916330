package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.Tick;

/** Propellant left, kept by counting what the commands burn; no tank gauge is flown. */
public final class MassLedger {
    private final PoweredVehicleModel vehicle;
    private final double mleKgPerTick;
    private final double rcsKgPerTick;
    private double propellantKg;

    public MassLedger(PoweredVehicleModel vehicle, RcsModel rcs) {
        this.vehicle = vehicle;
        mleKgPerTick = vehicle.maxThrustN / vehicle.exhaustVelocityMps * Tick.PERIOD_S;
        rcsKgPerTick = rcs.thrustN / rcs.exhaustVelocityMps * Tick.PERIOD_S;
        propellantKg = vehicle.propellantKg;
    }

    /** Takes off what the commands of this tick burn; once per tick after control. */
    public void step(ActuatorFrame out) {
        double throttles = 0;
        double duties = 0;
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            throttles += out.mleThrottle[i];
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++)
            duties += out.rcsDuty[i];
        propellantKg = Math.max(0, propellantKg - throttles * mleKgPerTick - duties * rcsKgPerTick);
    }

    public double propellantKg() {
        return propellantKg;
    }

    /** Mass of the powered vehicle with or without the rover, kg. */
    public double massKg(boolean withRover) {
        return vehicle.massKg(propellantKg, withRover);
    }

    public void foldInto(Digest digest) {
        digest.fold(propellantKg);
    }
}
