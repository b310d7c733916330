package dev.skycrane.ground.broker;

import java.util.Map;

/**
 * What an embedded broker has refused.
 *
 * @param connections   clients whose certificate gives no right to connect as they wanted
 * @param publishes     messages on topics that their sender has no right to
 * @param subscriptions filters that their asker has no right to
 * @param closed        connections that the broker closed, by its reason: handshakes that failed, packets too large or malformed, too
 *                      many connections
 */
public record BrokerRefusals(long connections, long publishes, long subscriptions, Map<String, Long> closed) {}
