package dev.skycrane.flight.core;

/** The on-board clock: time is the number of 64 Hz ticks since tick 0 (entry interface minus the scenario's lead). */
public final class Tick {
    /** Executive rate, Hz. */
    public static final int RATE_HZ = 64;
    /** Length of one tick, ns; exact, since 1e9 / 64 is whole. */
    public static final long PERIOD_NS = 1_000_000_000L / RATE_HZ;
    /** Length of one tick, s; exact in binary. */
    public static final double PERIOD_S = 1.0 / RATE_HZ;

    private Tick() {}

    public static long toNs(long tick) {
        return tick * PERIOD_NS;
    }

    public static double toSeconds(long tick) {
        return tick * PERIOD_S;
    }

    /** Ticks in a duration, rounded to the nearest. */
    public static long fromSeconds(double seconds) {
        return (long) Math.floor(seconds * RATE_HZ + 0.5);
    }
}
