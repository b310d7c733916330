package dev.skycrane.hil.rig.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How late this machine wakes a thread that asked to be woken, a histogram in steps of two. */
final class WakeUps {
    private static final long ASKED_NS = 5_000_000;
    private static final int BINS = 14;
    private static final long FIRST_BIN_NS = 16_000;
    private static final double GOOD_MS = 2;
    private static final double FAIR_MS = 8;

    private final long[] lateNs;

    private WakeUps(long[] lateNs) {
        this.lateNs = lateNs;
        Arrays.sort(lateNs);
    }

    static WakeUps of(long... lateNs) {
        return new WakeUps(lateNs.clone());
    }

    /** Measures for a while. */
    static WakeUps measure(double seconds) {
        long[] late = new long[(int) Math.max(10, seconds * 1e9 / ASKED_NS)];
        long dueNs = System.nanoTime();
        for (int i = 0; i < late.length; i++) {
            dueNs = Math.max(dueNs, System.nanoTime()) + ASKED_NS;
            while (System.nanoTime() < dueNs)
                LockSupport.parkNanos(dueNs - System.nanoTime());
            late[i] = System.nanoTime() - dueNs;
        }
        return new WakeUps(late);
    }

    double percentileMs(double share) {
        return lateNs[(int) Math.max(0, Math.ceil(share * lateNs.length) - 1)] * 1e-6;
    }

    Finding judge() {
        double ms = percentileMs(0.999);
        String value = String.format(Locale.ROOT, "%.3f ms median, %.3f ms in 999 of 1000, %.3f ms at most",
                percentileMs(0.5),
                ms, percentileMs(1));
        String todo = "less load; governor performance; on a board isolcpus= and chrt for the flight thread";
        if (ms <= GOOD_MS) return Finding.good("wake-up", value);
        return ms <= FAIR_MS ? Finding.fair("wake-up", value, todo) : Finding.bad("wake-up", value, todo);
    }

    /** Lines such as {@code up to 0.064 ms   1234 ####}. */
    String histogram() {
        int[] counts = new int[BINS];
        for (long ns : lateNs) {
            int bin = 0;
            while (bin < BINS - 1 && ns > FIRST_BIN_NS << bin)
                bin++;
            counts[bin]++;
        }
        int most = Arrays.stream(counts).max().orElse(1);
        StringBuilder s = new StringBuilder();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] == 0) continue;
            s.append(
                    String.format(Locale.ROOT, "    up to %8.3f ms %7d %s%n", (FIRST_BIN_NS << bin) * 1e-6, counts[bin],
                            "#".repeat((int) Math.ceil(40.0 * counts[bin] / most))));
        }
        return s.toString();
    }
}
