package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;

/**
 * Watches sensors and effects in every tick, right after navigation, by the table {@link Monitor}. Each fault is an event with its
 * evidence, raised once per occurrence, and a state in telemetry.
 */
public final class FaultMonitors {
    private final SensorMonitors sensors;
    private final EffectMonitors effects;

    public FaultMonitors(ParameterTable p, ChannelBuffer channels, EventBuffer events, Navigator navigator,
            DescentMachine descent) {
        sensors = new SensorMonitors(p, channels, events, navigator, descent);
        effects = new EffectMonitors(p, channels, events, descent);
    }

    /**
     * @param commandedMps2 acceleration by the main engines that the last tick's command means, m/s^2; 0 when they are not in use
     */
    public void step(SensorFrame in, NavState nav, double commandedMps2) {
        sensors.step(in, nav);
        effects.step(in, nav, commandedMps2);
    }

    /** Persistence of a monitor in ticks; a monitor that is off never trips. */
    static int ticks(ParameterTable p, Monitor m) {
        boolean on = p.flag("fault." + m.parameterName() + ".on", true, "whether the monitor works");
        double seconds = p.scalar("fault." + m.parameterName() + ".persistenceS", "s", m.defaultPersistenceS(), 0, 600,
                "time the condition must last");
        return on ? (int) Tick.fromSeconds(seconds) : Integer.MAX_VALUE;
    }

    public void foldInto(Digest digest) {
        sensors.foldInto(digest);
        effects.foldInto(digest);
    }
}
