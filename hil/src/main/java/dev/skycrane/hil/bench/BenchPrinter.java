package dev.skycrane.hil.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes measured figures as a table for people or as JSON for scripts. */
final class BenchPrinter {
    private BenchPrinter() {}

    static void print(List<BenchResult> results, boolean json, PrintStream out) {
        if (json) {
            out.println(json(results));
        } else {
            table(results, out);
        }
    }

    /** Keys {@code name value unit peer peerValue ratio}; the last three are null without a peer. */
    static String json(List<BenchResult> results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (BenchResult result : results) {
            boolean alone = result.peer().isEmpty();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", result.name());
            row.put("value", result.value());
            row.put("unit", result.unit());
            row.put("peer", alone ? null : result.peer());
            row.put("peerValue", alone ? null : result.peerValue());
            row.put("ratio", alone || !Double.isFinite(result.ratio()) ? null : result.ratio());
            rows.add(row);
        }
        return new ObjectMapper().valueToTree(rows).toPrettyString();
    }

    private static void table(List<BenchResult> results, PrintStream out) {
        int widthName = width(results.stream().map(BenchResult::name).toList());
        int widthPeer = width(results.stream().map(BenchResult::peer).toList());
        for (BenchResult result : results) {
            String own = String.format(Locale.ROOT, "%-" + widthName + "s  %12s %-6s", result.name(),
                    figure(result.value()), result.unit());
            String beside = result.peer().isEmpty()
                    ? ""
                    : String.format(Locale.ROOT, "  %-" + widthPeer + "s %12s%s", result.peer(),
                            figure(result.peerValue()),
                            Double.isFinite(result.ratio()) ? "  x" + figure(result.ratio()) : "");
            out.println((own + beside).stripTrailing());
        }
    }

    private static int width(List<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0) + (words.isEmpty() ? 1 : 0);
    }

    /** Four digits that count, no exponent. */
    private static String figure(double value) {
        double size = Math.abs(value);
        if (size >= 1000 || size == 0) return String.format(Locale.ROOT, "%.0f", value);
        if (size >= 100) return String.format(Locale.ROOT, "%.1f", value);
        if (size >= 10) return String.format(Locale.ROOT, "%.2f", value);
        if (size >= 0.1) return String.format(Locale.ROOT, "%.3f", value);
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
