package dev.skycrane.hil.rig.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageClockTest {
    private static final long MS = 1_000_000;
    /** Our clock when the page's began. */
    private static final long OFFSET_NS = 5_000_000 * MS;

    @Test
    void quickestAnswerBoundsTheClock() {
        PageClock clock = new PageClock();
        assertFalse(clock.isKnown());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            long askedNs = OFFSET_NS + i * 500 * MS;
            long thereNs = MS + random.nextLong(40 * MS);
            long backNs = MS + random.nextLong(40 * MS);
            clock.answer(askedNs, (askedNs + thereNs - OFFSET_NS) * 1e-6, askedNs + thereNs + backNs);
        }
        assertTrue(clock.isKnown());
        assertTrue(clock.tripNs() < 25 * MS, "trip " + clock.tripNs());
        assertEquals(OFFSET_NS + 1234 * MS, clock.at(1234), clock.tripNs() / 2.0);
    }

    /** A page that was opened anew has another clock; the old answers die out. */
    @Test
    void oldAnswersAreForgotten() {
        PageClock clock = new PageClock();
        clock.answer(0, 0, 1);
        for (int i = 1; i <= 32; i++)
            clock.answer(i * MS, i + 1000, i * MS + 10);
        assertEquals(-1000 * MS, clock.at(0), 10);
    }
}
