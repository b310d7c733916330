package dev.skycrane.ground.replay;

/** On-board time gone by per wall time over the last second. Belongs to one thread; the result may be read by any. */
final class SpeedMeter {
    private static final int MARKS = 64;
    private static final long STEP_NS = 50_000_000L;
    private static final long SPAN_NS = 1_000_000_000L;

    private final long[] wallNs = new long[MARKS];
    private final long[] onboardNs = new long[MARKS];
    private int marks;
    private volatile double speed;

    void restart(long wall, long onboard) {
        marks = 0;
        speed = 0;
        mark(wall, onboard);
    }

    void mark(long wall, long onboard) {
        if (marks > 0 && wall - wallNs[(marks - 1) % MARKS] < STEP_NS) return;
        wallNs[marks % MARKS] = wall;
        onboardNs[marks++ % MARKS] = onboard;
        int oldest = Math.max(0, marks - MARKS);
        while (oldest < marks - 1 && wall - wallNs[oldest % MARKS] > SPAN_NS)
            oldest++;
        long span = wall - wallNs[oldest % MARKS];
        if (span > 0) speed = (double) (onboard - onboardNs[oldest % MARKS]) / span;
    }

    double speed() {
        return speed;
    }
}
