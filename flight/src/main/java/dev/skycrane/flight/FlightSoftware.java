package dev.skycrane.flight;

import dev.skycrane.flight.camera.CameraSchedule;
import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.command.LiveParameters;
import dev.skycrane.flight.control.ControlChannels;
import dev.skycrane.flight.control.EntryControl;
import dev.skycrane.flight.control.PoweredControl;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.Executive;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.descent.EntrySequence;
import dev.skycrane.flight.descent.LandingSequence;
import dev.skycrane.flight.fault.FaultMonitors;
import dev.skycrane.flight.guidance.CommandChannels;
import dev.skycrane.flight.guidance.EntryGuidance;
import dev.skycrane.flight.guidance.EntryReference;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.trn.LvsSupervisor;
import dev.skycrane.flight.trn.SafeTargetSelector;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * The flight software: components in the fixed order of one tick. A pure function of its previous state and the sensor frame;
 * no clock, thread or I/O, and no allocation after construction.
 *
 * <p>Order: commands, navigation, fault monitors, descent state machine, guidance, control, map-relative localisation, camera schedule,
 * channels and digest. Each component owns its state and folds it into the digest.
 */
public final class FlightSoftware {
    private final ChannelBuffer channels = new ChannelBuffer();
    private final EventBuffer events = new EventBuffer();
    private final NavState nav = new NavState();
    private final GuidanceCommand guidance = new GuidanceCommand();
    private final PlanetModel planet;
    private final Navigator navigator;
    private final MassLedger ledger;
    private final EntryGuidance entryGuidance;
    private final EntryControl entryControl;
    private final PoweredGuidance poweredGuidance;
    private final PoweredControl poweredControl;
    private final CommandChannels commandChannels;
    private final ControlChannels controlChannels;
    private final EntrySequence entrySequence;
    private final DescentMachine descent;
    private final FaultMonitors faults;
    private final LvsSupervisor lvs;
    private final SafeTargetSelector targets;
    private final CameraSchedule cameras;
    private final CommandQueue commandQueue = new CommandQueue();
    private final CommandDispatcher commands;
    private final LiveParameters live;
    private final Executive executive;

    /** @param parameters where every component declares its own @param map the landing site */
    public FlightSoftware(ParameterTable parameters, SiteMap map) {
        this(parameters, map, new FlightTables(parameters, map));
    }

    /** @param tables worked out from the same parameters and map */
    public FlightSoftware(ParameterTable parameters, SiteMap map, FlightTables tables) {
        this(parameters, map, tables, Executive.RING_SLOTS);
    }

    /**
     * @param tables worked out from the same parameters and map
     * @param ringSlots snapshots of ticks kept for the umbilical, a power of two; those without room are dropped and counted
     */
    public FlightSoftware(ParameterTable parameters, SiteMap map, FlightTables tables, int ringSlots) {
        commands = new CommandDispatcher(parameters, channels, events);
        live = new LiveParameters(parameters);
        planet = new PlanetModel(parameters);
        AtmosphereModel atmosphere = new AtmosphereModel(parameters);
        navigator = new Navigator(parameters, planet, atmosphere, channels, events);
        PoweredVehicleModel vehicle = new PoweredVehicleModel(parameters);
        RcsModel rcs = new RcsModel(parameters);
        ledger = new MassLedger(vehicle, rcs);
        EntryVehicleModel capsule = new EntryVehicleModel(parameters);
        entryGuidance = new EntryGuidance(parameters, planet, new EntryReference(tables.reference), channels, events);
        entryControl = new EntryControl(parameters, capsule, new AeroTables(parameters), rcs);
        poweredGuidance = new PoweredGuidance(parameters, vehicle, planet, ledger);
        poweredControl = new PoweredControl(parameters, vehicle, rcs);
        commandChannels = new CommandChannels(channels);
        controlChannels = new ControlChannels(channels);
        entrySequence = new EntrySequence(parameters, live, entryGuidance);
        descent = new DescentMachine(channels, events, entrySequence,
                new LandingSequence(parameters, poweredGuidance, ledger));
        faults = new FaultMonitors(parameters, channels, events, navigator, descent, planet, map, poweredControl,
                poweredGuidance,
                vehicle, ledger);
        lvs = new LvsSupervisor(parameters, channels, events);
        targets = new SafeTargetSelector(parameters, map, tables.hazards, poweredGuidance::canDivert,
                planet.siteLatRad, planet.siteLonRad, channels, events);
        cameras = new CameraSchedule(parameters, channels);
        live.register(commands);
        descent.register(commands);
        cameras.register(commands);
        faults.register(commands);
        executive = new Executive(channels, events);
        executive.seal(ringSlots);
        DescentMachine.load();
    }

    /** Answers the sensor frame of one tick; {@code out} is overwritten whole. */
    public void step(SensorFrame in, ActuatorFrame out) {
        executive.beginTick(in, out);
        commands.step(in);
        navigator.step(in, nav);
        faults.step(in, nav, commandedMps2());
        entrySequence.noteTarget(targets.selected());
        descent.step(in, nav, out);
        entryGuidance.step(descent.phase(), nav, entryControl.bankErrorRad(), guidance);
        poweredGuidance.step(descent.phase(), descent.secondsInPhase(), nav, guidance);
        entryControl.step(guidance, nav, out);
        poweredControl.step(guidance, nav, out);
        ledger.step(out);
        commandChannels.set(guidance, poweredGuidance);
        if (guidance.mode == GuidanceCommand.Mode.POWERED) {
            controlChannels.setErrors(poweredControl.attitudeErrorRad(), poweredControl.rateErrorRadps());
        } else {
            controlChannels.setErrors(entryControl.attitudeErrorRad(), entryControl.rateErrorRadps());
        }
        controlChannels.set(out, poweredControl, ledger);
        lvs.step(in, descent.phase(), nav, out);
        targets.step(descent.phase(), nav, navigator);
        cameras.step(descent.phase(), out);
        faults.noteCommands(out);
        foldStates(executive.digest());
        executive.endTick(out);
    }

    /** What the last tick's thrust command should be felt as. */
    private double commandedMps2() {
        boolean burning = guidance.mode == GuidanceCommand.Mode.POWERED && guidance.engineCount > 0;
        return burning ? poweredControl.thrustGivenN() / poweredGuidance.carriedKg() : 0;
    }

    private void foldStates(Digest digest) {
        commands.foldInto(digest);
        live.foldInto(digest);
        navigator.foldInto(digest);
        faults.foldInto(digest);
        lvs.foldInto(digest);
        targets.foldInto(digest);
        cameras.foldInto(digest);
        descent.foldInto(digest);
        entryGuidance.foldInto(digest);
        entryControl.foldInto(digest);
        poweredGuidance.foldInto(digest);
        poweredControl.foldInto(digest);
        ledger.foldInto(digest);
    }

    /** For the harness to give the first state, and for tests. */
    public Navigator navigator() {
        return navigator;
    }

    public PlanetModel planet() {
        return planet;
    }

    public ChannelBuffer channels() {
        return channels;
    }

    public EventBuffer events() {
        return events;
    }

    /** Commands accepted by the umbilical; the runner drains it into the frame of every tick. */
    public CommandQueue commandQueue() {
        return commandQueue;
    }

    /** Which commands there are and what they can act upon; read only. */
    public CommandDispatcher commands() {
        return commands;
    }

    /** Snapshots of every tick for the umbilical. */
    public TickRing ring() {
        return executive.ring();
    }

    public Executive executive() {
        return executive;
    }

    /** Navigation's estimate; read only. */
    public NavState navState() {
        return nav;
    }

    public GuidanceCommand guidanceCommand() {
        return guidance;
    }

    public Phase phase() {
        return descent.phase();
    }
}
