package dev.skycrane.hil.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What disturbing one stand came to. */
final class ChaosResult {
    /** Disturbances made. */
    int times;
    /** Frames the vehicle sent, each once. */
    long sent;
    /** Of those, in no station's ledger. */
    long lost;
    /** Of these, the rover's: the segment with a spool. */
    long lostRover;
    /** Frames a station dealt with that were never sent, or not as they were. */
    long wrong;
    /** Frames out of order in their stream. */
    long disordered;
    long resent;
    long duplicates;
    long checksums;
    long reconnects;
    /** Pictures made and neither sent nor counted as given up. */
    long unaccounted;
    /** What the vehicle says it gave up, by name. */
    final Map<String, Long> drops = new TreeMap<>();
    /** From the end of each disturbance until telemetry made after it was at the station. */
    final Delays recovery = new Delays();
    final List<String> failures = new ArrayList<>();

    boolean isPass() {
        return lost == 0 && wrong == 0 && disordered == 0 && unaccounted == 0 && failures.isEmpty()
                && drops.keySet().stream().allMatch(ChaosResult::mayBeGivenUp);
    }

    /** Pictures, and what says that the disk refused: never telemetry, events or inputs. */
    private static boolean mayBeGivenUp(String name) {
        return name.contains(".image.") || name.endsWith(".spool.writeFailed") || name.contains(".acknowledgement.");
    }

    /** Counted as given up by the vehicle: the disk was full, or all that may wait did. */
    long picturesGivenUp() {
        return drops.entrySet().stream().filter(d -> d.getKey().contains(".image.")).mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** For a {@link ChaosLog}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("times", times).put("sent", sent).put("lost", lost).put("lostRover", lostRover).put("wrong", wrong)
                .put("disordered", disordered).put("resent", resent).put("duplicates", duplicates)
                .put("checksums", checksums).put("reconnects", reconnects).put("unaccounted", unaccounted);
        ObjectNode given = json.putObject("drops");
        drops.forEach(given::put);
        ArrayNode delays = json.putArray("recoveryNs");
        for (long ns : recovery.copy())
            delays.add(ns);
        ArrayNode why = json.putArray("failures");
        failures.forEach(why::add);
        return json;
    }

    /** The same back. */
    static ChaosResult of(JsonNode json) {
        ChaosResult r = new ChaosResult();
        r.times = json.path("times").asInt();
        r.sent = json.path("sent").asLong();
        r.lost = json.path("lost").asLong();
        r.lostRover = json.path("lostRover").asLong();
        r.wrong = json.path("wrong").asLong();
        r.disordered = json.path("disordered").asLong();
        r.resent = json.path("resent").asLong();
        r.duplicates = json.path("duplicates").asLong();
        r.checksums = json.path("checksums").asLong();
        r.reconnects = json.path("reconnects").asLong();
        r.unaccounted = json.path("unaccounted").asLong();
        json.path("drops").properties().forEach(d -> r.drops.put(d.getKey(), d.getValue().asLong()));
        json.path("recoveryNs").forEach(ns -> r.recovery.add(ns.asLong()));
        json.path("failures").forEach(f -> r.failures.add(f.asText()));
        return r;
    }

    void add(ChaosResult o) {
        times += o.times;
        sent += o.sent;
        lost += o.lost;
        lostRover += o.lostRover;
        wrong += o.wrong;
        disordered += o.disordered;
        resent += o.resent;
        duplicates += o.duplicates;
        checksums += o.checksums;
        reconnects += o.reconnects;
        unaccounted += o.unaccounted;
        o.drops.forEach((name, count) -> drops.merge(name, count, Long::sum));
        recovery.addAll(o.recovery);
        failures.addAll(o.failures);
    }
}
