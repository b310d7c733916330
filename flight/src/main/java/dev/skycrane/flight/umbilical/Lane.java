package dev.skycrane.flight.umbilical;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Everything of one priority that the station does not have yet, first in, first out: what has been sent, kept to be sent again, and
 * behind it what waits, in memory or spilled to the spool.
 */
final class Lane {
    private final String name;
    private final Spool spool;
    private final ArrayDeque<Outgoing> sent = new ArrayDeque<>();
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long frames;
    private long bytes;
    private int spilled;

    /** @param spool null for none */
    Lane(String name, Spool spool) {
        this.name = name;
        this.spool = spool;
    }

    String name() {
        return name;
    }

    void add(Outgoing o) {
        waiting.addLast(o);
        frames += o.frames();
        bytes += o.memoryBytes();
    }

    /** Moves the content of the last one added to the spool. @return false if there is no spool or it does not take it */
    boolean spillLast() {
        Outgoing last = waiting.peekLast();
        if (spool == null || last == null || last.begun()) return false;
        if (last.isSpilled()) return true;
        long held = last.memoryBytes();
        if (!last.spill(spool, this)) return false;
        bytes -= held;
        spilled++;
        return true;
    }

    /** Memory that the last one added takes. */
    long lastBytes() {
        return waiting.isEmpty() ? 0 : waiting.peekLast().memoryBytes();
    }

    /** What is to be sent next, its content in memory, or null. @throws IOException when the spool has lost it: {@link #dropFirst()} */
    Outgoing first() throws IOException {
        while (!waiting.isEmpty() && waiting.peekFirst().isAcknowledged())
            dropFirst();
        Outgoing first = waiting.peekFirst();
        if (first == null || !first.isSpilled()) return first;
        first.load(spool);
        spilled--;
        bytes += first.memoryBytes();
        return first;
    }

    /** Takes the first out, unsent. */
    Outgoing dropFirst() {
        Outgoing first = waiting.removeFirst();
        frames -= first.frames();
        forget(first);
        return first;
    }

    /** The frame of the first has been handed over. @return whether for the first time */
    boolean advance() {
        Outgoing first = waiting.getFirst();
        boolean fresh = first.advance();
        frames--;
        if (first.frames() == 0) sent.addLast(waiting.removeFirst());
        return fresh;
    }

    /** Lets go of what the station has. */
    void settle() {
        while (!sent.isEmpty() && sent.peekFirst().isAcknowledged())
            bytes -= sent.removeFirst().memoryBytes();
        while (sent.isEmpty() && !waiting.isEmpty() && waiting.peekFirst().isAcknowledged())
            dropFirst();
    }

    /** Everything that is not acknowledged is to be sent again, in order. */
    void rewind() {
        for (Outgoing first : waiting) {
            if (!first.begun()) break;
            frames -= first.frames();
            first.rewind();
            frames += first.frames();
        }
        while (!sent.isEmpty()) {
            Outgoing last = sent.removeLast();
            last.rewind();
            frames += last.frames();
            if (last.frames() == 0) bytes -= last.memoryBytes();
            else
                waiting.addFirst(last);
        }
    }

    /** Takes out the oldest of which nothing has been sent, or null. */
    Outgoing giveUpOldest() {
        Iterator<Outgoing> all = waiting.iterator();
        while (all.hasNext()) {
            Outgoing o = all.next();
            if (o.begun()) continue;
            all.remove();
            frames -= o.frames();
            forget(o);
            return o;
        }
        return null;
    }

    private void forget(Outgoing o) {
        bytes -= o.memoryBytes();
        if (o.isSpilled()) spilled--;
        if (spool != null) o.forget(spool);
    }

    /** Nothing is to be sent. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** The station has everything. */
    boolean isEmpty() {
        return waiting.isEmpty() && sent.isEmpty();
    }

    /** Pictures or frames held, the spool's included. */
    int size() {
        return waiting.size() + sent.size();
    }

    /** Of those, in memory. */
    int inMemory() {
        return size() - spilled;
    }

    /** Frames to be sent. */
    long frames() {
        return frames;
    }

    /** Memory held. */
    long bytes() {
        return bytes;
    }
}
