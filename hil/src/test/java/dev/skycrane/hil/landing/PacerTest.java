package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.proto.InputException;
import org.junit.jupiter.api.Test;

final class PacerTest {
    private static final class HandClock implements Pacer.Clock {
        private long nowNs = 1_000;
        private long sleptNs;

        @Override
        public long nanoTime() {
            return nowNs;
        }

        @Override
        public void sleepNs(long ns) {
            nowNs += ns;
            sleptNs += ns;
        }
    }

    private final HandClock clock = new HandClock();

    private Pacer pacer(String pace) {
        return new Pacer(Pace.parse(pace), clock, () -> false);
    }

    @Test
    void realPaceBeginsEachTickAtItsTime() {
        Pacer pacer = pacer("real");
        for (long tick = 0; tick <= 640; tick++)
            pacer.await(tick);
        assertEquals(10_000_000_000L, clock.sleptNs);
        assertEquals(0, pacer.lateTicks());
    }

    @Test
    void factorScalesTheWait() {
        Pacer pacer = pacer("4");
        pacer.await(0);
        pacer.await(64);
        assertEquals(250_000_000L, clock.sleptNs);
    }

    @Test
    void latenessIsReportedApartFromComputing() {
        Pacer pacer = pacer("real");
        pacer.await(0);
        clock.nowNs += Tick.PERIOD_NS + 3_000;
        pacer.await(1);
        pacer.await(2);
        assertEquals(3, pacer.wakeUp().lateMaxUs(), 1e-9);
        assertEquals(0, pacer.wakeUp().lateP50Us(), 1e-9);
        assertEquals(null, pacer("fast").wakeUp());
    }

    @Test
    void slowTicksAreCountedAndCaughtUp() {
        Pacer pacer = pacer("real");
        pacer.await(0);
        clock.nowNs += 4 * Tick.PERIOD_NS + 1;
        for (long tick = 1; tick <= 8; tick++)
            pacer.await(tick);
        assertEquals(3, pacer.lateTicks());
        assertEquals(8 * Tick.PERIOD_NS, clock.nowNs - 1_000);
        assertEquals(0, pacer.rebases());
    }

    @Test
    void longStallMovesTheTimeLineInsteadOfRushing() {
        Pacer pacer = pacer("real");
        pacer.await(0);
        clock.nowNs += 5_000_000_000L;
        pacer.await(1);
        long before = clock.sleptNs;
        pacer.await(2);
        assertEquals(Tick.PERIOD_NS, clock.sleptNs - before);
        assertEquals(1, pacer.rebases());
    }

    @Test
    void fastPaceWaitsOnlyForTheBusAndNotForever() {
        long freeAtNs = 3_000_000;
        Pacer pacer = new Pacer(Pace.FAST, clock, () -> clock.nowNs < freeAtNs);
        pacer.await(0);
        assertTrue(clock.nowNs >= freeAtNs && clock.nowNs < freeAtNs + 1_000_000);
        assertEquals(1, pacer.busWaits());
        Pacer stuck = new Pacer(Pace.FAST, clock, () -> true);
        stuck.await(0);
        long after = clock.nowNs;
        stuck.await(1);
        assertEquals(after, clock.nowNs, "a dead link is waited for once");
    }

    @Test
    void paceThatIsNoPaceIsRefused() {
        for (String text : new String[]{"quick", "0", "-1", "NaN", "1e9", ""}) {
            InputException e = assertThrows(InputException.class, () -> Pace.parse(text));
            assertEquals("usage: --pace=" + text + ", expected real, fast or a factor above 0 up to 1000",
                    e.getMessage());
        }
    }

    @Test
    void percentilesAreNearestRank() {
        long[] values = new long[100];
        for (int i = 0; i < 100; i++)
            values[i] = 100 - i;
        double[] p = TickTiming.percentiles(values, 1, 0.5, 0.99, 0.9999);
        assertEquals(50, p[0]);
        assertEquals(99, p[1]);
        assertEquals(100, p[2]);
    }
}
