package dev.skycrane.proto.transport;

/** Takes messages off a link, on the link's own thread: it must return at once. */
@FunctionalInterface
public interface MessageSink {
    /**
     * @param payload the sink's to keep
     * @param done    to be run once, from any thread, when the message is dealt with; until then it counts against the receive maximum,
     *                which is what bounds the memory of whoever queues messages
     */
    void onMessage(String topic, byte[] payload, Runnable done);
}
