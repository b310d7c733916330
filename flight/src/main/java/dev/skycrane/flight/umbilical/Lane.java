package dev.skycrane.flight.umbilical;

import java.util.ArrayDeque;
import java.util.Iterator;

/** What waits with one priority, first in, first out. */
final class Lane {
    private final String name;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long frames;
    private long bytes;

    Lane(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Outgoing o) {
        waiting.addLast(o);
        frames += o.frames();
        bytes += o.bytes();
    }

    Outgoing first() {
        return waiting.peekFirst();
    }

    /** The frame of the first has been handed over. */
    void advance() {
        Outgoing first = waiting.getFirst();
        first.advance();
        frames--;
        if (first.frames() == 0) forget(waiting.removeFirst());
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
        bytes -= o.bytes();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    long frames() {
        return frames;
    }

    /** Memory held. */
    long bytes() {
        return bytes;
    }
}
