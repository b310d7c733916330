package dev.skycrane.hil.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts and errors per class. */
final class TrialSummary {
    private final Map<TrialClass, List<TrialResult>> results = new EnumMap<>(TrialClass.class);

    void add(TrialResult r) {
        results.computeIfAbsent(r.kind, k -> new ArrayList<>()).add(r);
    }

    /** Whether every class reached its goal and no fix is wrong. */
    boolean reached() {
        return results.entrySet().stream()
                .allMatch(e -> count(e.getValue(), true) >= e.getKey().goal * e.getValue().size()
                        && wrong(e.getValue()) == 0);
    }

    private static long count(List<TrialResult> all, boolean good) {
        return all.stream().filter(r -> r.isGood() == good).count();
    }

    private static long wrong(List<TrialResult> all) {
        return all.stream().filter(TrialResult::isWrong).count();
    }

    private static double at(List<Double> sorted, double p) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, p * sorted.size()));
    }

    private static List<Double> errors(List<TrialResult> all) {
        List<Double> e = new ArrayList<>(all.stream().filter(TrialResult::isFix).map(r -> r.horizontalM).toList());
        Collections.sort(e);
        return e;
    }

    private static Map<String, Integer> reasons(List<TrialResult> all) {
        Map<String, Integer> n = new TreeMap<>();
        all.stream().filter(r -> !r.isFix()).forEach(r -> n.merge(r.status, 1, Integer::sum));
        return n;
    }

    List<String> lines() {
        List<String> out = new ArrayList<>();
        out.add("class     frames  within 40 m      goal  wrong  median m  99 % m  max m  no fix");
        long frames = 0;
        long wrong = 0;
        for (Map.Entry<TrialClass, List<TrialResult>> e : results.entrySet()) {
            List<TrialResult> all = e.getValue();
            List<Double> errors = errors(all);
            frames += all.size();
            wrong += wrong(all);
            out.add(String.format(Locale.ROOT, "%-8s %7d %7d %6.2f %% %6.1f %% %5d %9.2f %7.2f %6.2f  %s",
                    e.getKey().name().toLowerCase(Locale.ROOT), all.size(), count(all, true),
                    100.0 * count(all, true) / all.size(), 100 * e.getKey().goal, wrong(all), at(errors, 0.5),
                    at(errors, 0.99), at(errors, 1), reasons(all)));
        }
        out.add(String.format(Locale.ROOT, "%d frames, %d wrong fixes", frames, wrong));
        return out;
    }

    ObjectNode json(TrialSettings settings) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("campaign", settings.identity());
        for (Map.Entry<TrialClass, List<TrialResult>> e : results.entrySet()) {
            List<TrialResult> all = e.getValue();
            List<Double> errors = errors(all);
            ObjectNode n = root.putObject(e.getKey().name().toLowerCase(Locale.ROOT));
            n.put("frames", all.size());
            n.put("within40M", count(all, true));
            n.put("goal", e.getKey().goal);
            n.put("wrongFixes", wrong(all));
            n.put("medianErrorM", at(errors, 0.5));
            n.put("p99ErrorM", at(errors, 0.99));
            n.put("maxErrorM", at(errors, 1));
            ObjectNode why = n.putObject("noFix");
            reasons(all).forEach(why::put);
        }
        return root;
    }
}
