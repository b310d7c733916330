package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.Tick;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Delays the closed loop so that simulated time runs at the asked pace, and lets the bus catch up when an outbox is nearly full.
 * It only ever waits: what the loop computes does not depend on it. A tick that begins more than one period behind
 * its time is counted as late; after {@value #REBASE_S} s of lag the time line is moved, counted too.
 */
final class Pacer {
    /** The clock, replaced by hand in tests. */
    interface Clock {
        long nanoTime();

        void sleepNs(long ns);
    }

    static final Clock SYSTEM = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleepNs(long ns) {
            java.util.concurrent.locks.LockSupport.parkNanos(ns);
        }
    };
    private static final double REBASE_S = 1;
    private static final long CATCH_UP_STEP_NS = 200_000;
    /** An outbox that does not empty for so long belongs to a dead link: go on, it counts its own drops. */
    private static final long CATCH_UP_LIMIT_NS = 5_000_000_000L;

    private final Pace pace;
    private final Clock clock;
    private final BooleanSupplier busNeedsTime;
    private long startNs;
    private long firstTick = -1;
    private long[] lateNs = new long[64 * 1024];
    private int begun;
    private long lateTicks;
    private long rebases;
    private long busWaits;
    private boolean busGivenUp;

    /** @param busNeedsTime whether an outbox is nearly full */
    Pacer(Pace pace, Clock clock, BooleanSupplier busNeedsTime) {
        this.pace = pace;
        this.clock = clock;
        this.busNeedsTime = busNeedsTime;
    }

    /** Returns when {@code tick} may begin. */
    void await(long tick) {
        if (pace.isFast()) {
            waitForBus();
        } else {
            waitForTime(tick);
        }
    }

    private void waitForBus() {
        if (busGivenUp || !busNeedsTime.getAsBoolean()) return;
        busWaits++;
        long begin = clock.nanoTime();
        while (busNeedsTime.getAsBoolean()) {
            if (clock.nanoTime() - begin > CATCH_UP_LIMIT_NS) {
                busGivenUp = true;
                return;
            }
            clock.sleepNs(CATCH_UP_STEP_NS);
        }
    }

    private void waitForTime(long tick) {
        long now = clock.nanoTime();
        if (firstTick < 0) {
            firstTick = tick;
            startNs = now;
        }
        long dueNs = startNs + (long) (Tick.toNs(tick - firstTick) / pace.factor());
        long lagNs = now - dueNs;
        if (lagNs > Tick.PERIOD_NS / pace.factor()) lateTicks++;
        if (lagNs > REBASE_S * 1e9) {
            startNs += lagNs;
            rebases++;
        }
        long leftNs = -lagNs;
        for (; leftNs > 0; leftNs = dueNs - clock.nanoTime())
            clock.sleepNs(leftNs);
        note(-leftNs);
    }

    private void note(long ns) {
        if (begun == lateNs.length) lateNs = Arrays.copyOf(lateNs, 2 * begun);
        lateNs[begun++] = ns;
    }

    /** How late ticks began; null at a pace that does not wait for the clock. */
    LandingReport.WakeUp wakeUp() {
        if (pace.isFast()) return null;
        double[] us = TickTiming.percentiles(Arrays.copyOf(lateNs, begun), 1e-3, 0.5, 0.99, 0.9999, 1);
        return new LandingReport.WakeUp(us[0], us[1], us[2], us[3], lateTicks, rebases);
    }

    long lateTicks() {
        return lateTicks;
    }

    long rebases() {
        return rebases;
    }

    /** Ticks that had to wait for an outbox. */
    long busWaits() {
        return busWaits;
    }
}
