package dev.skycrane.proto.transport;

import java.util.List;

/**
 * What a link listens to.
 *
 * @param filters topic filters
 * @param sink    where the messages go
 */
public record Subscription(List<String> filters, MessageSink sink) {
    /** A link that only publishes. */
    public static final Subscription NONE = new Subscription(List.of(), (topic, payload, done) -> done.run());
}
