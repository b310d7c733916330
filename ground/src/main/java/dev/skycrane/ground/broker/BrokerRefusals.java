package dev.skycrane.ground.broker;

import java.util.ArrayList;
import java.util.List;
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
public record BrokerRefusals(long connections, long publishes, long subscriptions, Map<String, Long> closed) {
    /** One line for each kind of refusal that there was; empty for none. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "clients without the right to connect", connections);
        add(lines, "messages without right to their topic", publishes);
        add(lines, "subscriptions without right", subscriptions);
        closed.forEach((reason, count) -> add(lines, "connections, " + reason, count));
        return lines;
    }

    private static void add(List<String> lines, String what, long count) {
        if (count > 0) lines.add("broker refused " + what + ": " + count);
    }
}
