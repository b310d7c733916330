package dev.skycrane.ground.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimeCorrelationTest {
    private static final long TICK_NS = 15_625_000L;
    private static final long START_UNIX_NS = 1_700_000_000_000_000_000L;
    private static final double LEAST_DELAY_NS = 2e6;

    private final TimeCorrelation time = new TimeCorrelation();

    /** Packets of {@code seconds} through a way that takes 2 ms and now and then up to 50 ms more. */
    private void hear(double driftPpm, int seconds) {
        SplittableRandom random = new SplittableRandom(11);
        for (long tick = 0; tick < seconds * 64L; tick++) {
            long onboard = tick * TICK_NS;
            double delay = LEAST_DELAY_NS + (random.nextInt(4) == 0
                    ? random.nextDouble() * 50e6
                    : random.nextDouble()
                            * 1e5);
            time.take(onboard, START_UNIX_NS + onboard + (long) (onboard * driftPpm / 1e6 + delay));
        }
    }

    @Test
    void driftAndOffsetComeOutOfTheEarliestReceipts() {
        assertNull(time.fit());
        hear(40, 200);
        TimeCorrelation.Fit fit = time.fit();
        assertEquals(200, fit.samples());
        assertEquals(40, fit.driftPpm(), 0.1);
        assertEquals(START_UNIX_NS + LEAST_DELAY_NS, fit.offsetNs(), 5e4);
        assertTrue(fit.residualNs() < 5e4, "residual " + fit.residualNs());
        assertTrue(fit.delayMaxNs() > 40e6 && fit.delayP50Ns() < 1e6, fit.toString());
    }

    @Test
    void afterARestartNothingOfBeforeIsLeft() {
        hear(40, 20);
        time.restart();
        assertNull(time.fit());
        hear(-25, 100);
        assertEquals(-25, time.fit().driftPpm(), 0.2);
        assertEquals(100, time.fit().samples());
    }
}
