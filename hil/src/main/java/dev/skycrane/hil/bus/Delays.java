package dev.skycrane.hil.bus;

import java.util.Arrays;

/** Durations and their quantiles; keeps the last 65,536. */
final class Delays {
    private static final int KEPT = 1 << 16;
    private final long[] ns = new long[KEPT];
    private int count;

    synchronized void add(long durationNs) {
        ns[count++ & KEPT - 1] = durationNs;
    }

    synchronized void clear() {
        count = 0;
    }

    void addAll(Delays others) {
        for (long duration : others.copy())
            add(duration);
    }

    /** In the order in which they were added, as long as there are no more than are kept. */
    synchronized long[] copy() {
        return Arrays.copyOf(ns, Math.min(count, KEPT));
    }

    synchronized int count() {
        return count;
    }

    /** Milliseconds below which the share {@code q} lies; 0 when there are none. */
    synchronized double ms(double q) {
        int n = Math.min(count, KEPT);
        if (n == 0) return 0;
        long[] sorted = Arrays.copyOf(ns, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(n - 1, Math.floor(q * n))] * 1e-6;
    }
}
