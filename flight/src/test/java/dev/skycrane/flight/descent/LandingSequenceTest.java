package dev.skycrane.flight.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.MassLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transitions of the landing under a guidance that says what the test wants. */
final class LandingSequenceTest {
    private static final double STAGE_N = 3700;
    private static final double ROVER_N = 3800;
    private final PoweredGuidance guidance = mock(PoweredGuidance.class);
    private final MassLedger ledger = mock(MassLedger.class);
    private final EventBuffer events = new EventBuffer();
    private final SensorFrame in = new SensorFrame();
    private final NavState nav = new NavState();
    private final ActuatorFrame out = new ActuatorFrame();
    private DescentMachine machine;

    @BeforeEach
    void uprightWithPropellant() {
        ParameterTable p = new ParameterTable();
        machine = new DescentMachine(new ChannelBuffer(), events, mock(EntrySequence.class),
                new LandingSequence(p, guidance, ledger));
        when(ledger.propellantKg()).thenReturn(100.0);
        when(guidance.skyCraneRateMps()).thenReturn(0.75);
        when(guidance.decelerationStartM(anyDouble())).thenReturn(121.0);
        when(guidance.hoverThrustN(anyDouble())).thenAnswer(c -> STAGE_N + ROVER_N * (double) c.getArgument(0));
        when(guidance.thrustCommandN()).thenReturn(STAGE_N + ROVER_N);
        nav.qEnuFromBody.fromAxisAngle(1, 0, 0, Math.PI);
        nav.altitudeAglM = 1000;
    }

    private void begin(Phase phase) {
        machine.transition(phase, EventId.BACKSHELL_SEPARATION, 0, 0, 0);
        events.beginTick();
    }

    private void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            in.tick++;
            events.beginTick();
            machine.step(in, nav, out);
        }
    }

    private boolean raised(EventId id) {
        for (int i = 0; i < events.size(); i++)
            if (events.id(i) == id) return true;
        return false;
    }

    @Test
    void enginesLightAfterTheFreeFall() {
        begin(Phase.FREE_FALL);
        run(66);
        assertEquals(Phase.FREE_FALL, machine.phase());
        run(1);
        assertEquals(Phase.POWERED_APPROACH, machine.phase());
        assertTrue(raised(EventId.POWERED_DESCENT_START));
    }

    @Test
    void approachEndsWhenFlownAndSlowAcross() {
        begin(Phase.POWERED_APPROACH);
        when(guidance.timeToGoS()).thenReturn(-0.1);
        nav.vEnuMps.set(5, 0, -32);
        run(1);
        assertEquals(Phase.POWERED_APPROACH, machine.phase());
        nav.vEnuMps.set(0.5, 0, -32);
        run(1);
        assertEquals(Phase.CONSTANT_VELOCITY, machine.phase());
    }

    @Test
    void whatDidNotHoldIsReportedBesideTheTransition() {
        begin(Phase.POWERED_APPROACH);
        when(guidance.timeToGoS()).thenReturn(10.0);
        nav.altitudeAglM = 120;
        run(1);
        assertEquals(Phase.CONSTANT_VELOCITY, machine.phase());
        assertTrue(raised(EventId.TRANSITION_GUARDS));
    }

    @Test
    void bridleEndStartsTheSkyCraneAndMobilityIsReleasedOnTheWay() {
        begin(Phase.RAPPEL);
        in.switchBits = Switch.ROVER_SEPARATED.bit();
        run(60);
        assertTrue(machine.fired(Pyro.MOBILITY_RELEASE));
        in.switchBits |= Switch.BRIDLE_FULL.bit();
        run(1);
        assertEquals(Phase.SKY_CRANE, machine.phase());
    }

    @Test
    void anUnloadedBridleMustPersistBeforeItIsCut() {
        begin(Phase.SKY_CRANE);
        when(guidance.thrustCommandN()).thenReturn(STAGE_N);
        run(63);
        assertEquals(Phase.SKY_CRANE, machine.phase(), "not armed yet");
        run(1);
        assertEquals(Phase.TOUCHDOWN, machine.phase());
        assertTrue(raised(EventId.CONTACT));
        run(79);
        assertEquals(Phase.TOUCHDOWN, machine.phase());
        assertFalse(machine.fired(Pyro.BRIDLE_CUT));
        run(1);
        assertEquals(Phase.FLYAWAY, machine.phase());
        assertTrue(raised(EventId.TOUCHDOWN) && raised(EventId.BRIDLE_CUT) && raised(EventId.FLYAWAY));
        assertTrue(out.fired(Pyro.BRIDLE_CUT) && out.isCut(Segment.DESCENT));
    }

    @Test
    void aBounceStartsTheWaitAnew() {
        begin(Phase.SKY_CRANE);
        when(guidance.thrustCommandN()).thenReturn(STAGE_N);
        run(64);
        when(guidance.thrustCommandN()).thenReturn(STAGE_N + ROVER_N);
        run(1);
        assertEquals(Phase.SKY_CRANE, machine.phase());
        assertTrue(raised(EventId.CONTACT_LOST));
        assertFalse(machine.fired(Pyro.BRIDLE_CUT));
    }

    @Test
    void aVehicleUpsideDownGivesUpByName() {
        begin(Phase.CONSTANT_VELOCITY);
        nav.qEnuFromBody.identity();
        run(1);
        assertEquals(Phase.ABORTED, machine.phase());
        assertEquals(EventId.ABORT, events.id(0));
        assertEquals(AbortReason.ATTITUDE_LOST.code(), events.arg(0, 0));
        run(1);
        assertTrue(out.missionOver);
    }

    @Test
    void aRoverThatDoesNotLeaveGivesUpByName() {
        begin(Phase.RAPPEL);
        run(640);
        assertEquals(Phase.ABORTED, machine.phase());
        assertEquals(AbortReason.ROVER_NOT_SEPARATED.code(), events.arg(0, 0));
    }

    @Test
    void missionIsOverAfterTheTimeOnTheSurface() {
        begin(Phase.FLYAWAY);
        run(24 * 64);
        assertEquals(Phase.LANDED, machine.phase());
        assertTrue(raised(EventId.MISSION_OVER));
    }
}
