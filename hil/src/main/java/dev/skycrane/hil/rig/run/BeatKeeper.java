package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.Screen;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts on the screen, a little faster than the camera takes pictures, and remembers when each number was handed over. So every photograph says
 * to within one beat when it was taken, and a record that belongs to the picture before or after cannot be mistaken for its own.
 */
final class BeatKeeper implements AutoCloseable {
    /**
     * A beat is this share of the camera's period: 1 / (1 + (3 - sqrt(5)) / 2). By the golden ratio the phases of the photographs never repeat and
     * spread evenly, which the latency's bounds live by.
     */
    static final double SHARE_OF_PERIOD = 0.7236;
    private static final int KEPT = 1 << 14;

    private final Screen screen;
    private final long periodNs;
    private final long[] fromNs = new long[KEPT];
    private final long[] untilNs = new long[KEPT];
    private final Thread thread;
    private volatile boolean closed;
    private int newest;

    BeatKeeper(Screen screen, long cameraPeriodNs) {
        this.screen = screen;
        periodNs = Math.round(SHARE_OF_PERIOD * cameraPeriodNs);
        thread = new Thread(this::keep, "beat");
        thread.setDaemon(true);
        thread.start();
    }

    private void keep() {
        long dueNs = System.nanoTime();
        while (!closed) {
            int next = newest + 1;
            Screen.Shown shown = screen.beat(Canvas.beat(next));
            synchronized (this) {
                fromNs[next % KEPT] = shown.fromNs();
                untilNs[next % KEPT] = shown.untilNs();
                newest = next;
            }
            dueNs = Math.max(dueNs + periodNs, shown.fromNs() + periodNs / 2);
            while (!closed && System.nanoTime() < dueNs)
                LockSupport.parkNanos(dueNs - System.nanoTime());
        }
    }

    /** Before which a beat was not handed over; 0 if it never was or that was long ago. */
    synchronized long shownNs(int beat) {
        return beat > 0 && beat <= newest && beat > newest - KEPT + 1 ? fromNs[beat % KEPT] : 0;
    }

    /** When the one after it had been at last, and no photograph shows it any longer; {@link Long#MAX_VALUE} if it is the newest. */
    synchronized long nextNs(int beat) {
        return beat >= newest ? Long.MAX_VALUE : untilNs[(beat + 1) % KEPT];
    }

    /** The last one shown. */
    synchronized int newest() {
        return newest;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
