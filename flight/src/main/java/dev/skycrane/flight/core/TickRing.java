package dev.skycrane.flight.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ring of tick snapshots from the flight thread (one producer) to the umbilical (one consumer). Everything is allocated at
 * construction. The producer never waits: when the ring is full the snapshot is dropped and counted. Nothing flows back, so
 * the flight software behaves the same with and without a reader.
 */
public final class TickRing {
    private final TickSnapshot[] slots;
    private final int mask;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** @param slotCount a power of two */
    public TickRing(int slotCount, int channelCount) {
        if (slotCount <= 0 || Integer.bitCount(slotCount) != 1) {
            throw new IllegalArgumentException("tick ring: slotCount=" + slotCount + ", expected a power of two");
        }
        slots = new TickSnapshot[slotCount];
        mask = slotCount - 1;
        for (int i = 0; i < slotCount; i++)
            slots[i] = new TickSnapshot(channelCount);
    }

    /** Producer: copies the tick into the ring, or counts it as dropped. */
    public void offer(ActuatorFrame out, ChannelBuffer channels, EventBuffer events) {
        long next = written.getPlain();
        if (next - read.getAcquire() == slots.length) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        slots[(int) next & mask].fill(out, channels, events);
        written.setRelease(next + 1);
    }

    /** Consumer: the oldest snapshot not yet released, or null. It stays valid until {@link #release()}. */
    public TickSnapshot peek() {
        long next = read.getPlain();
        return next == written.getAcquire() ? null : slots[(int) next & mask];
    }

    /** Consumer: hands the slot of the last {@link #peek()} back. */
    public void release() {
        long next = read.getPlain();
        if (next == written.getAcquire()) throw new IllegalStateException("tick ring: nothing to release");
        read.setRelease(next + 1);
    }

    public long dropped() {
        return dropped.getAcquire();
    }

    /** Snapshots waiting, a lower bound while the producer runs. */
    public int waiting() {
        return (int) (written.getAcquire() - read.getAcquire());
    }

    public int capacity() {
        return slots.length;
    }
}
