package dev.skycrane.hil.bench;

import java.util.function.Consumer;

/** Somebody else's way to carry frames from one process to another; found by service loader, or one of ours without a client library. */
public interface BusPeer {
    /** Name in the results. */
    String name();

    /**
     * Sends until there is nothing more, as fast as it can, with at most {@code window} messages not acknowledged.
     *
     * @param frames the next frame, null at the end
     */
    void publish(int port, String topic, int window, java.util.function.Supplier<byte[]> frames) throws Exception;

    /** Begins to receive and returns; {@code sink} is called by one thread at a time. */
    void subscribe(int port, String topic, Consumer<byte[]> sink) throws Exception;
}
