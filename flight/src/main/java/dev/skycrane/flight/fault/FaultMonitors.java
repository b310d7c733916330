package dev.skycrane.flight.fault;

import dev.skycrane.flight.control.PoweredControl;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Watches sensors and effects in every tick, right after navigation, by the table {@link Monitor}. Each fault is an event with its
 * evidence, raised once per occurrence, and a state in telemetry.
 */
public final class FaultMonitors {
    private final SensorMonitors sensors;
    private final RadarMonitors radar;
    private final ClockMonitor clock;
    private final EffectMonitors effects;
    private final EngineMonitor engines;
    private final DeviceMonitors devices;

    /**
     * @param map gives the height of the ground when the radar does not @param control takes the order to shut an engine off @param guidance is told what thrust is
     *            left, and how far the height can be trusted
     */
    public FaultMonitors(ParameterTable p, ChannelBuffer channels, EventBuffer events, Navigator navigator,
            DescentMachine descent, PlanetModel planet, SiteMap map, PoweredControl control,
            PoweredGuidance guidance,
            PoweredVehicleModel vehicle, MassLedger ledger) {
        sensors = new SensorMonitors(p, channels, events, navigator, descent);
        radar = new RadarMonitors(p, channels, events, navigator, descent, planet, map, guidance);
        clock = new ClockMonitor(p, channels, events, navigator);
        effects = new EffectMonitors(p, channels, events, descent);
        engines = new EngineMonitor(p, channels, events, descent, control, guidance, vehicle, ledger);
        devices = new DeviceMonitors(p, channels, events);
    }

    /**
     * @param commandedMps2 acceleration by the main engines that the last tick's command means, m/s^2; 0 when they are not in use
     */
    public void step(SensorFrame in, NavState nav, double commandedMps2) {
        sensors.step(in);
        radar.step(in, nav);
        clock.step(in);
        effects.step(nav, commandedMps2);
        engines.step(nav);
        devices.step(in);
    }

    /** At the end of a tick: what was ordered, whose effect the next tick shows. */
    public void noteCommands(ActuatorFrame out) {
        engines.noteCommands(out);
        devices.noteCommands(out);
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
        radar.foldInto(digest);
        clock.foldInto(digest);
        effects.foldInto(digest);
        engines.foldInto(digest);
        devices.foldInto(digest);
    }
}
