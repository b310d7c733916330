package dev.skycrane.flight.fault;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.control.PoweredControl;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
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
    private final MonitorTable table;
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
        table = new MonitorTable(p);
        sensors = new SensorMonitors(p, table, channels, events, navigator, descent);
        radar = new RadarMonitors(p, table, channels, events, navigator, descent, planet, map, guidance);
        clock = new ClockMonitor(p, table, channels, events, navigator);
        effects = new EffectMonitors(p, table, channels, events, descent);
        engines = new EngineMonitor(p, table, channels, events, descent, control, guidance, vehicle, ledger);
        devices = new DeviceMonitors(p, table, channels, events);
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

    /** Start-up: monitors can be switched by command. */
    public void register(CommandDispatcher commands) {
        commands.handle(CommandCode.MONITOR_ENABLE, table);
    }

    public void foldInto(Digest digest) {
        table.foldInto(digest);
        sensors.foldInto(digest);
        radar.foldInto(digest);
        clock.foldInto(digest);
        effects.foldInto(digest);
        engines.foldInto(digest);
        devices.foldInto(digest);
    }
}
