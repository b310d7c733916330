package dev.skycrane.flight.core;

/** Copy of what one tick produced: one slot of the {@link TickRing}. Written by flight, read by the umbilical. */
public final class TickSnapshot {
    private final double[] values;
    private final EventId[] eventIds = new EventId[EventBuffer.CAPACITY];
    private final double[] eventArgs = new double[EventBuffer.CAPACITY * EventBuffer.ARGS];
    private long tick;
    private long digest;
    private int eventCount;
    private int segmentCutBits;

    TickSnapshot(int channelCount) {
        values = new double[channelCount];
    }

    void fill(ActuatorFrame out, ChannelBuffer channels, EventBuffer events) {
        tick = out.tick;
        digest = out.digest;
        segmentCutBits = out.segmentCutBits;
        channels.copyTo(values);
        eventCount = events.size();
        for (int i = 0; i < eventCount; i++) {
            eventIds[i] = events.id(i);
            for (int k = 0; k < EventBuffer.ARGS; k++)
                eventArgs[i * EventBuffer.ARGS + k] = events.arg(i, k);
        }
    }

    public long tick() {
        return tick;
    }

    public long digest() {
        return digest;
    }

    /** {@link Segment} bits cut by separations up to and including this tick. */
    public int segmentCutBits() {
        return segmentCutBits;
    }

    /** Value of a channel by its index in {@link ChannelBuffer#names()}. */
    public double value(int channel) {
        return values[channel];
    }

    public int eventCount() {
        return eventCount;
    }

    public EventId eventId(int i) {
        return eventIds[i];
    }

    public double eventArg(int i, int k) {
        return eventArgs[i * EventBuffer.ARGS + k];
    }
}
