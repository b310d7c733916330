package dev.skycrane.ground.replay;

import java.util.Arrays;

/** When what on-board time was received: both ascend. Any thread. */
final class ClockTable {
    /** On-board time between entries, ns. */
    private static final long STEP_NS = 50_000_000L;

    private long[] onboardNs = new long[1024];
    private long[] logNs = new long[1024];
    private int size;

    /** A packet of the telemetry. */
    synchronized void add(long onboard, long log) {
        if (size > 0 && (onboard - onboardNs[size - 1] < STEP_NS || log < logNs[size - 1])) return;
        if (size == onboardNs.length) {
            onboardNs = Arrays.copyOf(onboardNs, 2 * size);
            logNs = Arrays.copyOf(logNs, 2 * size);
        }
        onboardNs[size] = onboard;
        logNs[size++] = log;
    }

    /** Newest on-board time heard of when something was received, rounded up to the table's step: never too early. */
    synchronized long onboardAt(long log) {
        if (size == 0) return 0;
        int at = Arrays.binarySearch(logNs, 0, size, log);
        return onboardNs[Math.min(size - 1, at >= 0 ? at : -at - 1)];
    }

    /** A time of receipt not later than that of the first packet beyond {@code onboard}; -1 when the table does not reach that far. */
    synchronized long logBefore(long onboard) {
        if (size == 0 || onboardNs[size - 1] <= onboard) return -1;
        int at = Arrays.binarySearch(onboardNs, 0, size, onboard);
        int i = at >= 0 ? at : -at - 2;
        return i < 0 ? logNs[0] : logNs[i];
    }
}
