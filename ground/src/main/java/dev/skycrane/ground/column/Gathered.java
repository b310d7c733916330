package dev.skycrane.ground.column;

import java.util.ArrayDeque;
import java.util.Deque;

/** Samples from several blocks, up to a limit. */
final class Gathered {
    private final int limit;
    private final Deque<Samples> parts = new ArrayDeque<>();
    private long size;

    Gathered(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return size > limit;
    }

    void append(Samples part) {
        parts.addLast(part);
        size += part.size();
    }

    void prepend(Samples part) {
        parts.addFirst(part);
        size += part.size();
    }

    /** The first ones. */
    Samples first() {
        Samples all = all();
        return all.size() <= limit ? all : all.slice(0, limit, true);
    }

    /** The last ones. */
    Samples last() {
        Samples all = all();
        return all.size() <= limit ? all : all.slice(all.size() - limit, all.size(), true);
    }

    private Samples all() {
        int n = Math.toIntExact(size);
        Samples all = new Samples(new long[n], new long[n], new double[n], false);
        int at = 0;
        for (Samples part : parts) {
            System.arraycopy(part.onboardNs(), 0, all.onboardNs(), at, part.size());
            System.arraycopy(part.receiptUnixNs(), 0, all.receiptUnixNs(), at, part.size());
            System.arraycopy(part.values(), 0, all.values(), at, part.size());
            at += part.size();
        }
        return all.sorted();
    }

    static Samples join(Samples a, Samples b) {
        if (a.size() == 0) return b;
        Gathered both = new Gathered(Integer.MAX_VALUE);
        both.append(a);
        both.append(b);
        return both.first();
    }
}
