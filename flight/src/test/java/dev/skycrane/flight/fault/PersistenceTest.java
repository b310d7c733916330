package dev.skycrane.flight.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PersistenceTest {
    @Test
    void tripsOnceAfterItsTimeAndClearsAtOnce() {
        Persistence p = new Persistence(new MonitorTable.Line(3, true));
        assertEquals(Persistence.Change.NONE, p.step(true));
        assertEquals(Persistence.Change.NONE, p.step(true));
        assertEquals(Persistence.Change.TRIPPED, p.step(true));
        assertEquals(Persistence.Change.NONE, p.step(true));
        assertTrue(p.tripped());
        assertEquals(4, p.heldTicks());
        assertEquals(Persistence.Change.CLEARED, p.step(false));
        assertEquals(4, p.lastHeldTicks());
        assertFalse(p.tripped());
    }

    @Test
    void aGapStartsTheCountAnew() {
        Persistence p = new Persistence(new MonitorTable.Line(3, true));
        p.step(true);
        p.step(true);
        p.step(false);
        p.step(true);
        assertEquals(Persistence.Change.NONE, p.step(true));
        assertEquals(Persistence.Change.TRIPPED, p.step(true));
    }
}
