package dev.skycrane.ground.broker;

import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.v1.SegmentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who may publish and hear what, by the common name of the client certificate. A segment of the vehicle publishes under its own name
 * and hears what the station says to it; the rover hears commands; {@code ground} hears everything and acknowledges, {@code station}
 * commands too. Whoever is not listed may nothing.
 */
public final class TopicRights {
    public static final String GROUND = "ground";
    public static final String STATION = "station";
    private static final String SHARED = "$share/";
    private static final String OWN_IDS = Topics.ROOT + "-";

    private record Rights(List<String> publish, List<String> subscribe) {}

    private final Map<String, Rights> byRole = new LinkedHashMap<>();

    public TopicRights() {
        for (SegmentId id : List.of(SegmentId.BACKSHELL, SegmentId.DESCENT, SegmentId.ROVER)) {
            String segment = id.name().toLowerCase(Locale.ROOT);
            String acknowledgements = any("ground/ack/" + segment);
            byRole.put(segment, new Rights(List.of(any(segment + "/#")), id == SegmentId.ROVER
                    ? List.of(acknowledgements, any("ground/cmd/#"))
                    : List.of(acknowledgements)));
        }
        List<String> all = List.of(Topics.ROOT + "/#");
        byRole.put(GROUND, new Rights(List.of(any("ground/ack/#")), all));
        byRole.put(STATION, new Rights(List.of(any("ground/ack/#"), any("ground/cmd/#")), all));
    }

    /** Of every vehicle. */
    private static String any(String rest) {
        return Topics.ROOT + "/+/" + rest;
    }

    /** Names that have rights, segments first. */
    public List<String> roles() {
        return List.copyOf(byRole.keySet());
    }

    /** Client identifiers of this software are used by those they name, so that none can throw another off the broker. */
    public boolean mayConnect(String role, String clientId) {
        if (!byRole.containsKey(role)) return false;
        if (!clientId.startsWith(OWN_IDS)) return true;
        return switch (role) {
            case GROUND -> clientId.startsWith(OWN_IDS + "ground-");
            case STATION -> clientId.startsWith(OWN_IDS + "ground-") || clientId.startsWith(OWN_IDS + "command-");
            default -> clientId.matches(".*-" + role + "-[a-z]+");
        };
    }

    public boolean mayPublish(String role, String topic) {
        return byRole.containsKey(role) && byRole.get(role).publish.stream().anyMatch(f -> covers(f, topic));
    }

    /** @param filter also one of a shared subscription */
    public boolean maySubscribe(String role, String filter) {
        String bare = filter.startsWith(SHARED) ? afterGroup(filter) : filter;
        return byRole.containsKey(role) && byRole.get(role).subscribe.stream().anyMatch(f -> covers(f, bare));
    }

    private static String afterGroup(String shared) {
        int slash = shared.indexOf('/', SHARED.length());
        return slash < 0 ? "" : shared.substring(slash + 1);
    }

    /** Whether all that {@code asked}, a topic or a filter, can match is matched by {@code allowed}. */
    static boolean covers(String allowed, String asked) {
        String[] a = allowed.split("/", -1);
        String[] b = asked.split("/", -1);
        for (int i = 0; i < a.length; i++) {
            if (a[i].equals("#")) return true;
            if (i >= b.length || b[i].equals("#")) return false;
            if (!a[i].equals("+") && !a[i].equals(b[i])) return false;
        }
        return a.length == b.length;
    }

    /** The same as an access list for Mosquitto. */
    public String mosquittoAcl() {
        StringBuilder text = new StringBuilder("# who may publish (write) and hear (read) what, by common name\n");
        byRole.forEach((role, rights) -> {
            text.append("\nuser ").append(role).append('\n');
            rights.publish.forEach(f -> text.append("topic write ").append(f).append('\n'));
            rights.subscribe.forEach(f -> text.append("topic read ").append(f).append('\n'));
        });
        return text.toString();
    }
}
