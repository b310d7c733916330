package dev.skycrane.flight.command;

import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accepted commands on their way from the umbilical (one producer) to the runner of the ticks (one consumer), who puts them into the
 * sensor frame of the next tick. Bounded, allocated at start-up, never waits; a full queue refuses.
 */
public final class CommandQueue {
    /** A power of two; 1 s of ticks at one command each. */
    private static final int CAPACITY = 64;

    private final Telecommand[] slots = new Telecommand[CAPACITY];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    public CommandQueue() {
        for (int i = 0; i < CAPACITY; i++)
            slots[i] = new Telecommand();
    }

    /** Producer. @return false when the queue is full */
    public boolean offer(Telecommand command) {
        long next = written.getPlain();
        if (next - read.getAcquire() == CAPACITY) return false;
        slots[(int) next & CAPACITY - 1].copyFrom(command);
        written.setRelease(next + 1);
        return true;
    }

    /** Consumer, before every tick: the commands of {@code in} are overwritten, by the oldest waiting ones or by none. */
    public void drainInto(SensorFrame in) {
        long next = read.getPlain();
        int count = (int) Math.min(SensorFrame.MAX_COMMANDS, written.getAcquire() - next);
        for (int i = 0; i < count; i++)
            in.commands[i].copyFrom(slots[(int) (next + i) & CAPACITY - 1]);
        in.commandCount = count;
        read.setRelease(next + count);
    }
}
