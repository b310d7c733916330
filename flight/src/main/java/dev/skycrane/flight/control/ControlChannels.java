package dev.skycrane.flight.control;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.vehicle.MassLedger;

/** Telemetry of the effectors: groups {@code control} and {@code propulsion} of the dictionary. */
public final class ControlChannels {
    private final ChannelBuffer channels;
    private final int attitudeError;
    private final int rateError;
    private final int firstRcs;
    private final int thrustLimited;
    private final int torqueLimited;
    private final int firstMle;
    private final int propellant;
    private final int mass;

    public ControlChannels(ChannelBuffer channels) {
        this.channels = channels;
        attitudeError = channels.declare("control.attitudeErrorRad");
        rateError = channels.declare("control.rateErrorRadps");
        firstRcs = channels.size();
        for (int i = 1; i <= ActuatorFrame.RCS_COUNT; i++)
            channels.declare("control.rcs" + i + "Duty");
        thrustLimited = channels.declare("control.thrustLimitedCount");
        torqueLimited = channels.declare("control.torqueLimitedCount");
        firstMle = channels.size();
        for (int i = 1; i <= ActuatorFrame.MLE_COUNT; i++)
            channels.declare("propulsion.mle" + i + "Throttle");
        propellant = channels.declare("propulsion.propellantEstimateKg");
        mass = channels.declare("propulsion.massEstimateKg");
    }

    /** Attitude and rate errors of whichever control flew this tick. */
    public void setErrors(double attitudeErrorRad, double rateErrorRadps) {
        channels.set(attitudeError, attitudeErrorRad);
        channels.set(rateError, rateErrorRadps);
    }

    /** Effectors and masses after control. */
    public void set(ActuatorFrame out, PoweredControl powered, MassLedger ledger) {
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++)
            channels.set(firstRcs + i, out.rcsDuty[i]);
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            channels.set(firstMle + i, out.mleThrottle[i]);
        channels.set(thrustLimited, powered.thrustLimitedTicks());
        channels.set(torqueLimited, powered.torqueLimitedTicks());
        channels.set(propellant, ledger.propellantKg());
        channels.set(mass, ledger.massKg(!out.fired(Pyro.ROVER_SEPARATION)));
    }
}
