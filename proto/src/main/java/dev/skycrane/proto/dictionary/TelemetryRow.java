package dev.skycrane.proto.dictionary;

/**
 * The channels of one tick as numbers, in the order of {@link Dictionary#channels()}; NaN where the packet does not carry the channel's group.
 * Filled again and again by {@link TelemetryDecoder}; one thread.
 */
public final class TelemetryRow {
    private final double[] values;
    private long tick;
    private long onboardNs;

    /** @param channels how many */
    public TelemetryRow(int channels) {
        values = new double[channels];
    }

    public long tick() {
        return tick;
    }

    /** On-board time, ns since tick 0. */
    public long onboardNs() {
        return onboardNs;
    }

    /** Engineering values; the row's own array. */
    public double[] values() {
        return values;
    }

    void stamp(long newTick, long newOnboardNs) {
        tick = newTick;
        onboardNs = newOnboardNs;
    }
}
