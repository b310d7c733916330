package dev.skycrane.hil.bus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of slices for people: one line for each kind and broker, in the form of a Markdown table. */
final class ChaosTable {
    private static final String HEAD = "| case | broker | times | frames | rover lost | all lost | wrong | out of order "
            + "| given up | reconnections | recovered p50 / p99 / longest, ms | |";
    private static final String RULE = "|---|---|---|---|---|---|---|---|---|---|---|---|";

    private final Map<String, ChaosResult> rows = new LinkedHashMap<>();

    void add(ChaosSlice slice, ChaosResult result) {
        rows.computeIfAbsent(slice.kind().option() + " | " + slice.brokerName(), r -> new ChaosResult()).add(result);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEAD, RULE));
        rows.forEach((name, r) -> lines.add(String.format(Locale.ROOT,
                "| %s | %d | %,d | %d | %d | %d | %d | %,d | %,d | %,.0f / %,.0f / %,.0f | %s |", name, r.times, r.sent,
                r.lostRover, r.lost, r.wrong, r.disordered, r.picturesGivenUp(), r.reconnects, r.recovery.ms(0.5),
                r.recovery.ms(0.99), r.recovery.ms(1), r.isPass() ? "pass" : "FAIL")));
        return lines;
    }

    /** Whether there is anything, and all of it passed. */
    boolean isPass() {
        return !rows.isEmpty() && rows.values().stream().allMatch(ChaosResult::isPass);
    }
}
