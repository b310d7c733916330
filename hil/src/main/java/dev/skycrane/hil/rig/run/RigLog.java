package dev.skycrane.hil.rig.run;

import java.util.Arrays;

/** Times and counts of a rig's photographs; one writer, readers after the run or under its monitor. */
public final class RigLog {
    /** Grows as needed. */
    static final class Times {
        private long[] ns = new long[256];
        private int size;

        void add(long value) {
            if (size == ns.length) ns = Arrays.copyOf(ns, 2 * size);
            ns[size++] = value;
        }

        long[] values() {
            return Arrays.copyOf(ns, size);
        }

        /** Nearest-rank percentiles, ms. */
        Spread spread() {
            long[] sorted = values();
            Arrays.sort(sorted);
            return new Spread(size, at(sorted, 0), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
        }

        private static double at(long[] sorted, double share) {
            if (sorted.length == 0) return Double.NaN;
            return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)] * 1e-6;
        }
    }

    /** Distribution of a time, ms; NaN where nothing was measured. */
    public record Spread(int count, double minMs, double p50Ms, double p95Ms, double p99Ms, double maxMs) {}

    /** Sensor time of the readout to the last byte here. */
    final Times sensorToArrival = new Times();
    /** Handed to the screen until mid-exposure. */
    final Times showToMid = new Times();
    /** Mid-exposure until handed to the vision computer. */
    final Times midToInjection = new Times();
    /** Asked for until handed to the vision computer. */
    final Times askedToInjection = new Times();
    /** Processor time of remapping alone; decoding is the camera's. */
    final Times remap = new Times();
    /** From one sensor time to the next, of photographs one after the other. */
    final Times sensorSteps = new Times();
    /** From one arrival to the next, likewise. */
    final Times arrivalSteps = new Times();
    long photographs;
    long injected;
    long missing;
    long stale;
    long torn;
    long unreadableBeats;
    long proven;
    long possible;
    long contradicted;
    long suspect;
    long markless;
    /** Photographs refused since the rig was moved too far. */
    long moved;
    /** Mean shift of the marks since calibration, px of LCAM: largest, and last. */
    double maxDriftPx;
    double lastDriftPx;
    double driftSum;
    long driftCount;
}
