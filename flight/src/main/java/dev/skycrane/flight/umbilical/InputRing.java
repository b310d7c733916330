package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.core.SensorFrame;
import java.util.concurrent.atomic.AtomicLong;

/** Sensor frames from the runner's thread to the umbilical's, preallocated; a full ring drops and counts, it never waits. */
final class InputRing {
    private final SensorFrame[] slots;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** @param slotCount a power of two */
    InputRing(int slotCount) {
        slots = new SensorFrame[slotCount];
        for (int i = 0; i < slotCount; i++)
            slots[i] = new SensorFrame();
    }

    void offer(SensorFrame frame) {
        long next = written.getPlain();
        if (next - read.getAcquire() == slots.length) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        slots[(int) next & slots.length - 1].copyFrom(frame);
        written.setRelease(next + 1);
    }

    /** The oldest frame not released, or null. */
    SensorFrame peek() {
        long next = read.getPlain();
        return next == written.getAcquire() ? null : slots[(int) next & slots.length - 1];
    }

    void release() {
        read.setRelease(read.getPlain() + 1);
    }

    long dropped() {
        return dropped.getAcquire();
    }

    int waiting() {
        return (int) (written.getAcquire() - read.getAcquire());
    }

    int capacity() {
        return slots.length;
    }
}
