package dev.skycrane.flight.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Phase;
import org.junit.jupiter.api.Test;

final class DescentMachineTest {
    @Test
    void guardsThatDidNotHoldAreReported() {
        EventBuffer events = new EventBuffer();
        GuardBoard board = new GuardBoard();
        assertTrue(board.atLeast(Guard.DRAG, 2.5, 1.96));
        assertFalse(board.atMost(Guard.SPEED, 1500, 1100));
        assertFalse(board.holds(Guard.RADAR_LOCK, false));
        board.reportUnmet(Phase.PRE_BANK.code(), Phase.RANGE_CONTROL.code(), events);
        assertEquals(2, events.size());
        assertEquals(EventId.TRANSITION_GUARDS, events.id(0));
        assertEquals(Guard.SPEED.code(), events.arg(0, 2));
        assertEquals(1500, events.arg(0, 3));
        assertEquals(1100, events.arg(0, 4));
        assertEquals(Guard.RADAR_LOCK.code(), events.arg(1, 2));
    }

    @Test
    void theBoardForgetsWithEveryTick() {
        EventBuffer events = new EventBuffer();
        GuardBoard board = new GuardBoard();
        board.atMost(Guard.SPEED, 1500, 1100);
        board.clear();
        board.reportUnmet(0, 1, events);
        assertEquals(0, events.size());
    }

    @Test
    void tooManyGuardsAreAnErrorOfTheSoftware() {
        GuardBoard board = new GuardBoard();
        for (int i = 0; i < 16; i++)
            board.holds(Guard.SWITCH, true);
        assertThrows(IllegalStateException.class, () -> board.holds(Guard.SWITCH, true));
    }
}
