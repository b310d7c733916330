package dev.skycrane.proto.transport;

import dev.skycrane.proto.frame.FrameBytes;

/**
 * One connection to the bus, as the umbilical sees it. Nothing here waits: a message is taken or it is not, and the caller keeps what
 * is not taken.
 */
public interface BusLink extends AutoCloseable {
    /** What became of a message. */
    enum Offer {
        /** In the transport's hands; it is acknowledged, or unacknowledged at the end. */
        TAKEN,
        /** The in-flight window is full; try again after an acknowledgement. */
        WINDOW_FULL,
        /** No connection now; for good after {@link BusLink#cut()}. */
        DOWN
    }

    /** Hands one message to the transport, which keeps {@code payload} until acknowledged: do not change it. */
    Offer publish(String topic, FrameBytes payload);

    /** The same for a payload in one piece. */
    default Offer publish(String topic, byte[] payload) {
        return publish(topic, FrameBytes.of(payload));
    }

    /** Messages taken and not acknowledged yet. */
    int inFlight();

    /** Messages the broker has acknowledged. */
    long acknowledged();

    /** Messages the broker answered with an error. */
    long refused();

    /** Connections made after the first. */
    long reconnects();

    boolean isUp();

    /** Breaks the connection, which seems dead, and comes back on a new one. Returns at once. */
    void renew();

    /**
     * Severs the connection without a word, in the middle of whatever it was sending, so that the broker publishes the last will.
     * Returns at once; this link never comes back.
     */
    void cut();

    /** Ends politely: the last will is not published. Waits a moment for the client's threads. */
    @Override
    void close();
}
