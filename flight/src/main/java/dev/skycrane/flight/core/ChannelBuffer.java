package dev.skycrane.flight.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Telemetry channels of the flight software: declared by name at start-up, set by index in the tick. A name is
 * {@code group.fieldUnit} and has the same name in the telemetry dictionary ({@code nav.altitudeAglM} is field
 * {@code altitude_agl_m} of message {@code Nav}); the umbilical refuses to start when the two differ.
 */
public final class ChannelBuffer {
    private static final int CAPACITY = 512;
    private final List<String> names = new ArrayList<>();
    private final double[] values = new double[CAPACITY];
    /** All ones for a channel that the digest covers, zero for one that it does not. */
    private final long[] digestMasks = new long[CAPACITY];
    private boolean sealed;

    /** Start-up only. @return the channel's index */
    public int declare(String name) {
        if (sealed) throw new IllegalStateException("channel declared after start-up: name=" + name);
        if (names.contains(name)) throw new IllegalStateException("channel declared twice: name=" + name);
        if (names.size() == CAPACITY) throw new IllegalStateException("channel table full: size=" + CAPACITY);
        digestMasks[names.size()] = -1;
        names.add(name);
        return names.size() - 1;
    }

    /**
     * Start-up only. A channel whose value depends on the host and its clock rather than on the sensor frames: it is
     * telemetry like the others but stays out of the digest. @return the channel's index
     */
    public int declareTiming(String name) {
        int channel = declare(name);
        digestMasks[channel] = 0;
        return channel;
    }

    /** Ends start-up: no channel can be declared any more. */
    void seal() {
        sealed = true;
    }

    public void set(int channel, double value) {
        values[channel] = value;
    }

    public double get(int channel) {
        return values[channel];
    }

    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    public int size() {
        return names.size();
    }

    /** Copies all values into {@code out}, at least {@link #size()} long. */
    public void copyTo(double[] out) {
        System.arraycopy(values, 0, out, 0, names.size());
    }

    void foldInto(Digest digest) {
        digest.fold(values, digestMasks, names.size());
    }
}
