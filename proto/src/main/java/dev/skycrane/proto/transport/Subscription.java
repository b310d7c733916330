package dev.skycrane.proto.transport;

import java.util.List;

/**
 * What a link listens to.
 *
 * @param filters topic filters
 * @param sink    where the messages go
 * @param qos     1: the broker waits for an acknowledgement of each message, and may wait with all others; 0 for what is said again anyway
 */
public record Subscription(List<String> filters, MessageSink sink, int qos) {
    /** A link that only publishes. */
    public static final Subscription NONE = new Subscription(List.of(), (topic, payload, done) -> done.run());

    /** With acknowledgements. */
    public Subscription(List<String> filters, MessageSink sink) {
        this(filters, sink, 1);
    }

    /** Without. */
    public Subscription withoutAcknowledgements() {
        return new Subscription(filters, sink, 0);
    }
}
