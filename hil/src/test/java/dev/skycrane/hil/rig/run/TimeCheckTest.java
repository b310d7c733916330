package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimeCheckTest {
    private static final long MS = 1_000_000;
    /** 20 Hz, screen 15 +- 0.5 ms late, 2 ms exposed: beats of 40 ms. */
    private final TimeCheck check = new TimeCheck(50 * MS, 15 * MS, MS / 2, 2 * MS);

    @Test
    void timeInsideTheBeatIsProvenWhenBothNeighboursFallOutside() {
        for (long mid = 1015; mid <= 1055; mid += 5)
            assertEquals(TimeCheck.Verdict.PROVEN, check.judge(mid * MS, 1000 * MS, 1040 * MS), "mid " + mid);
    }

    @Test
    void recordOfANeighbourIsContradictedWhereverInTheBeatThePictureWasTaken() {
        for (long mid = 1015; mid <= 1055; mid += 5) {
            assertEquals(TimeCheck.Verdict.TOO_LATE, check.judge((mid + 50) * MS, 1000 * MS, 1040 * MS), "mid " + mid);
            assertEquals(TimeCheck.Verdict.TOO_EARLY, check.judge((mid - 50) * MS, 1000 * MS, 1040 * MS), "mid " + mid);
        }
    }

    @Test
    void beatThatStoodTooLongProvesNothing() {
        assertEquals(TimeCheck.Verdict.POSSIBLE, check.judge(1030 * MS, 1000 * MS, 1200 * MS));
        assertEquals(TimeCheck.Verdict.POSSIBLE, check.judge(1100 * MS, 1000 * MS, Long.MAX_VALUE));
        assertEquals(TimeCheck.Verdict.TOO_EARLY, check.judge(1005 * MS, 1000 * MS, Long.MAX_VALUE));
    }
}
