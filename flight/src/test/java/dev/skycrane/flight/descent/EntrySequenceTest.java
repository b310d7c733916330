package dev.skycrane.flight.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.command.LiveParameters;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.guidance.EntryGuidance;
import dev.skycrane.flight.nav.NavState;
import org.junit.jupiter.api.Test;

/** Transitions from entry interface to backshell release, each under the values that the test gives. */
final class EntrySequenceTest {
    private final EntryGuidance guidance = mock(EntryGuidance.class);
    private final EventBuffer events = new EventBuffer();
    private final SensorFrame in = new SensorFrame();
    private final NavState nav = new NavState();
    private final ActuatorFrame out = new ActuatorFrame();
    private final EntrySequence sequence = new EntrySequence(new ParameterTable(),
            new LiveParameters(new ParameterTable()), guidance);
    private final DescentMachine machine = new DescentMachine(new ChannelBuffer(), events, sequence,
            mock(LandingSequence.class));

    private void begin(Phase phase) {
        machine.transition(phase, EventId.MISSION_OVER, 0, 0, 0);
        events.beginTick();
    }

    private void run(double seconds) {
        long end = in.tick + Math.max(1, Tick.fromSeconds(seconds));
        while (in.tick < end) {
            in.tick++;
            events.beginTick();
            machine.step(in, nav, out);
        }
    }

    private double argument(EventId id, int k) {
        for (int i = 0; i < events.size(); i++)
            if (events.id(i) == id) return events.arg(i, k);
        throw new AssertionError("not raised: id=" + id);
    }

    @Test
    void rangeControlStartsAtAFifthOfEarthGravity() {
        nav.rMcmfM.set(3522300, 0, 0);
        run(0);
        assertEquals(0, events.size());
        nav.rMcmfM.set(3522199, 0, 0);
        run(0);
        assertEquals(3522.199, argument(EventId.ENTRY_INTERFACE, 0), 1e-9);
        nav.dragMps2 = 1.95;
        run(1);
        assertEquals(Phase.PRE_BANK, machine.phase());
        nav.dragMps2 = 1.97;
        run(0);
        assertEquals(Phase.RANGE_CONTROL, machine.phase());
        assertEquals(1.97, argument(EventId.GUIDANCE_START, 0), 0);
    }

    @Test
    void balanceMassesGoInPairsTwoSecondsApart() {
        begin(Phase.SUFR);
        when(guidance.rangeToDeployM()).thenReturn(9e3);
        nav.mach = 2.1;
        nav.dynamicPressurePa = 560;
        run(5.1);
        assertFalse(out.fired(Pyro.BALANCE_MASS_PAIR_1));
        run(0.1);
        assertTrue(out.fired(Pyro.BALANCE_MASS_PAIR_1));
        assertFalse(out.fired(Pyro.BALANCE_MASS_PAIR_2));
        run(2);
        assertTrue(out.fired(Pyro.BALANCE_MASS_PAIR_2));
        assertFalse(out.fired(Pyro.BALANCE_MASS_PAIR_3));
        run(2);
        assertTrue(out.fired(Pyro.BALANCE_MASS_PAIR_3));
        assertEquals(Phase.SUFR, machine.phase());
    }

    @Test
    void parachuteDeploysInsideItsBox() {
        begin(Phase.SUFR);
        when(guidance.rangeToDeployM()).thenReturn(-1.0);
        nav.mach = 2.05;
        nav.dynamicPressurePa = 560;
        run(20);
        assertEquals(Phase.SUFR, machine.phase(), "in range, but too fast");
        nav.mach = 1.9;
        nav.dynamicPressurePa = 700;
        run(1);
        assertEquals(Phase.SUFR, machine.phase(), "in range, but too much pressure");
        nav.dynamicPressurePa = 560;
        run(0);
        assertEquals(Phase.PARACHUTE, machine.phase());
        assertTrue(out.fired(Pyro.MORTAR));
        assertEquals(1, argument(EventId.PARACHUTE_DEPLOY, 5), "trigger: range");
    }

    @Test
    void parachuteDoesNotWaitForTheRangeBelowItsBox() {
        begin(Phase.SUFR);
        when(guidance.rangeToDeployM()).thenReturn(5e3);
        nav.mach = 1.8;
        nav.dynamicPressurePa = 500;
        run(20);
        assertEquals(Phase.SUFR, machine.phase());
        nav.mach = 1.71;
        run(0);
        assertEquals(Phase.PARACHUTE, machine.phase());
        assertEquals(2, argument(EventId.PARACHUTE_DEPLOY, 5), "trigger: low Mach");
    }

    @Test
    void heatShieldWaitsForSubsonicFlightButNotForEver() {
        begin(Phase.PARACHUTE);
        nav.mach = 0.9;
        run(30);
        assertEquals(Phase.PARACHUTE, machine.phase());
        nav.mach = 0.7;
        run(0);
        assertEquals(Phase.PARACHUTE_RADAR, machine.phase());
        assertTrue(out.fired(Pyro.HEAT_SHIELD));
    }

    @Test
    void heatShieldGoesAtTheLatestTimeWhateverTheSpeed() {
        begin(Phase.PARACHUTE);
        nav.altitudeAglM = 9000;
        nav.mach = 1.5;
        run(34.9);
        assertEquals(Phase.PARACHUTE, machine.phase());
        run(0.2);
        assertEquals(Phase.PARACHUTE_RADAR, machine.phase());
    }

    @Test
    void backshellGoesAtItsHeightOnceTheTargetIsChosen() {
        begin(Phase.PARACHUTE_RADAR);
        nav.radarLocked = true;
        nav.vEnuMps.z = -80;
        sequence.noteTarget(true);
        nav.altitudeAglM = 2191;
        run(1);
        assertEquals(Phase.PARACHUTE_RADAR, machine.phase());
        assertTrue(out.fired(Pyro.ENGINE_PRIME));
        nav.altitudeAglM = 2189;
        run(0);
        assertEquals(Phase.FREE_FALL, machine.phase());
        assertTrue(out.fired(Pyro.BACKSHELL) && out.isCut(Segment.BACKSHELL));
        assertEquals(80, argument(EventId.BACKSHELL_SEPARATION, 1), 0);
    }

    @Test
    void backshellWaitsForTheTargetOnlySoLong() {
        begin(Phase.PARACHUTE_RADAR);
        nav.radarLocked = true;
        nav.altitudeAglM = 2100;
        run(1);
        assertEquals(Phase.PARACHUTE_RADAR, machine.phase());
        nav.altitudeAglM = 2069;
        run(0);
        assertEquals(Phase.FREE_FALL, machine.phase());
    }

    @Test
    void withoutRadarTheBackshellGoesLower() {
        begin(Phase.PARACHUTE_RADAR);
        sequence.noteTarget(true);
        nav.altitudeAglM = 1900;
        run(1);
        assertEquals(Phase.PARACHUTE_RADAR, machine.phase());
        nav.altitudeAglM = 1889;
        run(0);
        assertEquals(Phase.FREE_FALL, machine.phase());
    }
}
