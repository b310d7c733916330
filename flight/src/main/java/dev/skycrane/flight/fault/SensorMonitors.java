package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.nav.Navigator;

/** Monitors of what the sensors say: IMU axes and switches. */
final class SensorMonitors {
    private static final int IMU_AXES = 6;
    private static final Switch[] SWITCHES = Switch.values();

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final Navigator navigator;
    private final DescentMachine descent;
    private final Persistence[] imuAxis = new Persistence[IMU_AXES];
    private final Persistence[] switches = new Persistence[SWITCHES.length];
    private final int invalidChannel;
    private final int dropoutChannel;
    private final int switchChannel;
    private final double[] heldIncrement = new double[IMU_AXES];
    private long dropouts;

    SensorMonitors(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events,
            Navigator navigator,
            DescentMachine descent) {
        this.events = events;
        this.channels = channels;
        this.navigator = navigator;
        this.descent = descent;
        Persistence.fill(imuAxis, table.line(Monitor.IMU_AXIS));
        Persistence.fill(switches, table.line(Monitor.SWITCH));
        invalidChannel = channels.declare("fault.imuInvalidBits");
        dropoutChannel = channels.declare("fault.imuDropoutCount");
        switchChannel = channels.declare("fault.switchDisagreeBits");
    }

    void step(SensorFrame in) {
        watchImu(in);
        watchSwitches(in);
    }

    private void watchImu(SensorFrame in) {
        int coasted = navigator.coastedAxisBits();
        for (int i = 0; i < IMU_AXES; i++) {
            boolean bad = (coasted & 1 << i) != 0;
            if (!bad) heldIncrement[i] = i < 3 ? in.deltaAngleRad[i] : in.deltaVelocityMps[i - 3];
            Persistence.Change change = imuAxis[i].step(bad);
            if (change == Persistence.Change.TRIPPED) {
                dropouts++;
                events.emit(EventId.IMU_AXIS_DROPOUT, i, imuAxis[i].heldTicks(), heldIncrement[i] * Tick.RATE_HZ);
            } else if (change == Persistence.Change.CLEARED) {
                events.emit(EventId.IMU_AXIS_RESTORED, i, imuAxis[i].lastHeldTicks());
            }
        }
        channels.set(invalidChannel, coasted);
        channels.set(dropoutChannel, dropouts);
    }

    private void watchSwitches(SensorFrame in) {
        int bits = 0;
        for (int i = 0; i < SWITCHES.length; i++) {
            Pyro command = command(SWITCHES[i]);
            if (command == null) continue;
            boolean commanded = descent.fired(command);
            boolean state = in.isSet(SWITCHES[i]);
            if (switches[i].step(commanded != state) == Persistence.Change.TRIPPED) {
                events.emit(EventId.SWITCH_DISAGREES, i, state ? 1 : 0, Tick.toSeconds(switches[i].heldTicks()),
                        commanded ? 1 : 0);
            }
            if (switches[i].tripped()) bits |= 1 << i;
        }
        channels.set(switchChannel, bits);
    }

    /** The device that a switch answers to; none for the end of the bridle. */
    private static Pyro command(Switch s) {
        return switch (s) {
            case HEAT_SHIELD_SEPARATED -> Pyro.HEAT_SHIELD;
            case BACKSHELL_SEPARATED -> Pyro.BACKSHELL;
            case ROVER_SEPARATED -> Pyro.ROVER_SEPARATION;
            case BRIDLE_CUT -> Pyro.BRIDLE_CUT;
            case BRIDLE_FULL -> null;
        };
    }

    void foldInto(Digest digest) {
        for (Persistence m : imuAxis)
            m.foldInto(digest);
        for (Persistence m : switches)
            m.foldInto(digest);
    }
}
