package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraEvents;
import dev.skycrane.hil.rig.doctor.Finding;
import dev.skycrane.hil.rig.doctor.Machine;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Says during a run what happens to the rig, in a line each, and looks once a second whether the board is throttled: a run on such a board is
 * invalid for timing (camera-rig section 9.7, row 7). A thread of its own.
 */
final class RigWatch implements AutoCloseable {
    private static final long LINES_EVERY_NS = 200_000_000L;
    private static final long LOOK_EVERY_NS = 1_000_000_000L;

    private final CameraEvents events;
    private final Machine machine;
    private final Consumer<String> lines;
    private final long beginNs = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;
    private int told;
    private boolean throttled;

    /** @param lines gets each event from now on as one line of text */
    RigWatch(CameraEvents events, Machine machine, Consumer<String> lines) {
        this.events = events;
        this.machine = machine;
        this.lines = lines;
        told = events.told();
        thread = new Thread(this::watch, "rig-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long lookNs = System.nanoTime();
        boolean looks = true;
        while (!closed) {
            if (looks && System.nanoTime() >= lookNs) {
                lookNs = System.nanoTime() + LOOK_EVERY_NS;
                looks = look();
            }
            tell();
            LockSupport.parkNanos(LINES_EVERY_NS);
        }
        tell();
    }

    /** Whether it is worth looking again: what is no Raspberry Pi does not become one. */
    private boolean look() {
        Finding found = machine.throttling();
        if (found.verdict() == Finding.Verdict.BAD) {
            throttled = true;
            events.note(CameraEvent.Kind.THROTTLED, found.value(), System.nanoTime());
        }
        return found.verdict() != Finding.Verdict.UNKNOWN;
    }

    private void tell() {
        for (CameraEvent e : events.after(told)) {
            told++;
            lines.accept(String.format(Locale.ROOT, "rig at %.1f s: %s, %s%s", (e.timeNs() - beginNs) * 1e-9, e.kind(),
                    e.detail(), e.unsaid() == 0 ? "" : ", and " + e.unsaid() + " times before"));
        }
    }

    /** When it began, ns on the monotonic clock. */
    long beginNs() {
        return beginNs;
    }

    /** Whether the board was throttled at any look; after {@link #close}. */
    boolean throttled() {
        return throttled;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
