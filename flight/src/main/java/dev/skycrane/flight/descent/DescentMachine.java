package dev.skycrane.flight.descent;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandHandler;
import dev.skycrane.flight.command.CommandResult;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.nav.NavState;
import java.util.Arrays;
import java.util.List;

/**
 * The descent state machine: holds the phase, its clock, the fired pyros and the cut segments, and hands each tick to the
 * phase's method in {@link EntrySequence} or {@link LandingSequence}. Phases change through {@link #transition} alone.
 */
public final class DescentMachine {
    private static final Pyro[] PYROS = Pyro.values();
    private static final Segment[] SEGMENTS = Segment.values();

    private final EventBuffer events;
    private final EntrySequence entry;
    private final LandingSequence landing;
    private final GuardBoard guards = new GuardBoard();
    private final ChannelBuffer channels;
    private final int phaseChannel;
    private final int phaseTimeChannel;
    private final int pyroChannel;
    private final int segmentCutChannel;
    private final int switchChannel;
    private final int inhibitChannel;

    private Phase phase = Phase.PRE_BANK;
    private long tick;
    private long phaseStartTick;
    private int pyroBits;
    private int segmentCutBits;
    private boolean missionOver;
    private int inhibitedSegmentBits;

    public DescentMachine(ChannelBuffer channels, EventBuffer events, EntrySequence entry, LandingSequence landing) {
        this.channels = channels;
        this.events = events;
        this.entry = entry;
        this.landing = landing;
        phaseChannel = channels.declare("executive.phase");
        phaseTimeChannel = channels.declare("executive.phaseTimeS");
        pyroChannel = channels.declare("executive.pyroBits");
        segmentCutChannel = channels.declare("executive.segmentCutBits");
        switchChannel = channels.declare("executive.switchBits");
        inhibitChannel = channels.declareTiming("commanding.inhibitedSegmentBits");
    }

    /** Loads the classes that later phases alone use, so that no tick has to (and allocate for it). */
    public static void load() {
        EntrySequence.Trigger.values();
        AbortReason.values();
    }

    /** Runs the present phase once; at most one transition happens per tick. */
    public void step(SensorFrame in, NavState nav, ActuatorFrame out) {
        tick = in.tick;
        guards.clear();
        dispatch(in, nav);
        out.pyroBits = pyroBits;
        out.segmentCutBits = segmentCutBits;
        out.missionOver = missionOver;
        channels.set(phaseChannel, phase.code());
        channels.set(phaseTimeChannel, secondsInPhase());
        channels.set(pyroChannel, pyroBits);
        channels.set(segmentCutChannel, segmentCutBits);
        channels.set(switchChannel, in.switchBits);
        channels.set(inhibitChannel, inhibitedSegmentBits);
    }

    private void dispatch(SensorFrame in, NavState nav) {
        switch (phase) {
            case PRE_BANK -> entry.preBank(this, in, nav);
            case RANGE_CONTROL -> entry.rangeControl(this, in, nav);
            case HEADING_ALIGNMENT -> entry.headingAlignment(this, in, nav);
            case SUFR -> entry.straightenUp(this, in, nav);
            case PARACHUTE -> entry.parachute(this, in, nav);
            case PARACHUTE_RADAR -> entry.parachuteRadar(this, in, nav);
            case FREE_FALL -> landing.freeFall(this, in, nav);
            case POWERED_APPROACH -> landing.poweredApproach(this, in, nav);
            case CONSTANT_VELOCITY -> landing.constantVelocity(this, in, nav);
            case CONSTANT_DECELERATION -> landing.constantDeceleration(this, in, nav);
            case THROTTLE_DOWN -> landing.throttleDown(this, in, nav);
            case RAPPEL -> landing.rappel(this, in, nav);
            case SKY_CRANE -> landing.skyCrane(this, in, nav);
            case TOUCHDOWN -> landing.touchdown(this, in, nav);
            case FLYAWAY -> landing.flyaway(this, in, nav);
            case LANDED, ABORTED -> missionOver = true;
        }
    }

    /**
     * Leaves the present phase. The reason is an event with the guard values that fired; guards of this tick that did not are
     * reported beside it at debug level.
     */
    public void transition(Phase next, EventId reason, double a0, double a1, double a2, double a3, double a4,
            double a5) {
        if (next == phase) throw new IllegalStateException("transition to the same phase: phase=" + phase);
        events.emit(reason, a0, a1, a2, a3, a4, a5);
        guards.reportUnmet(phase.code(), next.code(), events);
        phase = next;
        phaseStartTick = tick;
    }

    public void transition(Phase next, EventId reason, double a0, double a1, double a2) {
        transition(next, reason, a0, a1, a2, 0, 0, 0);
    }

    /** Fires a one-shot device; firing it again changes nothing. One that separates an inhibited segment is held back. */
    public void fire(Pyro pyro) {
        Segment segment = separatedBy(pyro);
        if (segment != null && (inhibitedSegmentBits & segment.bit()) != 0) {
            events.emit(EventId.SEPARATION_HELD_BACK, pyro.ordinal(), inhibitedSegmentBits);
            return;
        }
        pyroBits |= pyro.bit();
    }

    /** The segment that a device separates from what flies on, or null. */
    private static Segment separatedBy(Pyro pyro) {
        return switch (pyro) {
            case BACKSHELL -> Segment.BACKSHELL;
            case ROVER_SEPARATION, BRIDLE_CUT -> Segment.DESCENT;
            default -> null;
        };
    }

    public boolean fired(Pyro pyro) {
        return (pyroBits & pyro.bit()) != 0;
    }

    /** Gives a segment's bus connection up for good, in the tick of its separation, unless that is inhibited. */
    public void cut(Segment segment) {
        if ((inhibitedSegmentBits & segment.bit()) == 0) segmentCutBits |= segment.bit();
    }

    /** Start-up: devices can be fired and separations inhibited by command. */
    public void register(CommandDispatcher commands) {
        commands.handle(CommandCode.FIRE_DEVICE, new CommandHandler() {
            @Override
            public List<String> targets() {
                return Arrays.stream(PYROS).map(Pyro::name).toList();
            }

            @Override
            public CommandResult execute(int target, double value) {
                return fireByCommand(PYROS[target]);
            }
        });
        commands.handle(CommandCode.SEPARATION_INHIBIT, new CommandHandler() {
            @Override
            public List<String> targets() {
                return List.of(Segment.BACKSHELL.name(), Segment.DESCENT.name());
            }

            @Override
            public CommandResult execute(int target, double value) {
                return inhibit(SEGMENTS[target], value);
            }
        });
    }

    private CommandResult fireByCommand(Pyro pyro) {
        Segment segment = separatedBy(pyro);
        if (segment != null && (inhibitedSegmentBits & segment.bit()) != 0) return CommandResult.NOT_NOW;
        fire(pyro);
        if (pyro == Pyro.BACKSHELL || pyro == Pyro.BRIDLE_CUT) cut(segment);
        return CommandResult.EXECUTED;
    }

    private CommandResult inhibit(Segment segment, double value) {
        if (value != 0 && value != 1) return CommandResult.BAD_VALUE;
        if ((segmentCutBits & segment.bit()) != 0) return CommandResult.NOT_NOW;
        inhibitedSegmentBits = value == 1
                ? inhibitedSegmentBits | segment.bit()
                : inhibitedSegmentBits & ~segment.bit();
        return CommandResult.EXECUTED;
    }

    /** Ends the descent for a named reason: {@code reasonCode} and the values behind it are the event's arguments. */
    public void abort(int reasonCode, double a1, double a2) {
        transition(Phase.ABORTED, EventId.ABORT, reasonCode, a1, a2);
    }

    public Phase phase() {
        return phase;
    }

    public GuardBoard guards() {
        return guards;
    }

    public EventBuffer events() {
        return events;
    }

    public long phaseStartTick() {
        return phaseStartTick;
    }

    /** Time since the phase began, s. */
    public double secondsInPhase() {
        return Tick.toSeconds(tick - phaseStartTick);
    }

    public void foldInto(Digest digest) {
        digest.fold(phase.code());
        digest.fold(phaseStartTick);
        digest.fold(pyroBits);
        digest.fold(segmentCutBits);
        if (inhibitedSegmentBits != 0) digest.fold(inhibitedSegmentBits);
    }
}
