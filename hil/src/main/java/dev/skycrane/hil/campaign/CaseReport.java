package dev.skycrane.hil.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Results for people: one case, or the heart of a campaign's summary. */
public final class CaseReport {
    private CaseReport() {}

    /** Flies a case and prints its result. @return whether it landed */
    public static boolean fly(CampaignSetup setup, int number, PrintStream out) {
        CaseResult r = CampaignCase.fly(setup, number);
        out.printf(Locale.ROOT, "case %d, seed %016x, vision %s: %s (%s), digest %s%n", r.number(), r.seed(),
                setup.vision.label(), r.outcome(), r.reason(), r.digest());
        for (Measure m : Measure.values())
            out.printf(Locale.ROOT, "  %-28s %14.4f  %s%n", m.column, r.value(m), m.unit.equals("1") ? "" : m.unit);
        return r.outcome().equals(CaseResult.LANDED);
    }

    /** Prints what matters of a finished campaign. */
    public static void print(Path folder, PrintStream out) throws IOException {
        JsonNode s = new JsonMapper().readTree(folder.resolve("summary.json").toFile());
        out.printf("%s cases, vision %s, map %s: %s%n", s.get("cases").asText(), s.get("vision").asText(),
                s.get("map").asText(), s.get("outcomes"));
        s.get("reasons").properties().forEach(e -> out.printf("  %s cases %s%n", e.getValue().asText(), e.getKey()));
        out.printf(Locale.ROOT, "  %-28s %10s %10s %10s %10s%n", "", "median", "p95", "p99", "max");
        for (Measure m : List.of(Measure.SELECTION_ERROR, Measure.SELECTION_ERROR_ON_MAP, Measure.MAP_ERROR,
                Measure.TIME_TO_40M, Measure.TOUCHDOWN_ERROR, Measure.TOUCHDOWN_BY_COORDINATES,
                Measure.TOUCHDOWN_VERTICAL, Measure.TOUCHDOWN_HORIZONTAL, Measure.PROPELLANT, Measure.PARACHUTE_MACH,
                Measure.PEAK_G)) {
            JsonNode v = s.get("measures").get(m.column);
            if (v.get("count").asInt() == 0) continue;
            out.printf(Locale.ROOT, "  %-28s %10.3f %10.3f %10.3f %10.3f  %s%n", m.column, v.get("p50").asDouble(),
                    v.get("p95").asDouble(), v.get("p99").asDouble(), v.get("max").asDouble(),
                    m.unit.equals("1") ? "" : m.unit);
        }
        s.get("requirements").properties().forEach(e -> out.printf(Locale.ROOT, "  %-28s %10.4f  %s: %s%n", e.getKey(),
                e.getValue().get("value").asDouble(), e.getValue().get("pass").asBoolean() ? "pass" : "MISS",
                e.getValue().get("expected").asText()));
        s.get("parachuteOutsideBox").properties()
                .forEach(e -> out.printf("  parachute outside its box: %s cases, trigger %s%n", e.getValue().asText(),
                        e.getKey()));
        out.printf("  results %s%n", s.get("resultsSha256").asText());
        out.flush();
    }
}
