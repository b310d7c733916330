package dev.skycrane.hil.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.landing.LandingSchema;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hil scenario}: what a scenario file may say, and whether one is right. */
@Command(name = "scenario", mixinStandardHelpOptions = true, description = {
    "Lists every parameter a scenario may override: name, default, range, unit, meaning.",
    "With a scenario: checks it and lists what it overrides."}, footer = {"", "Examples:", "  hil scenario jezero",
        "  hil scenario --group nav"})
public final class ScenarioCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Scenario file or name of a built-in one.")
    private String scenario;
    @Option(names = "--group", paramLabel = "GROUP", description = "Only parameters whose names begin so.")
    private String group = "";
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Scenario chosen = scenario == null ? new Scenario("", Map.of(), Map.of()) : ScenarioReader.read(scenario);
        List<ParameterTable.Declaration> declarations = LandingSchema.check(chosen).declarations().stream()
                .filter(d -> scenario == null || overrides(chosen, d.name())).filter(d -> d.name().startsWith(group))
                .sorted((a, b) -> a.name().compareTo(b.name())).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                    .writeValueAsString(declarations.stream().map(d -> asJson(chosen, d)).toList()));
        } else {
            declarations.forEach(d -> out.println(asLine(chosen, d)));
        }
        out.flush();
        return 0;
    }

    private static boolean overrides(Scenario s, String name) {
        return s.numbers().containsKey(name) || s.texts().containsKey(name);
    }

    private static String asLine(Scenario s, ParameterTable.Declaration d) {
        String range = isText(d) ? "" : " (" + number(d.min()) + " to " + number(d.max()) + ")";
        String unit = isText(d) || d.unit().equals("1") ? "" : " " + d.unit();
        return String.format(Locale.ROOT, "%-44s = %s%s%s  %s", d.name(), value(s, d), unit, range, d.doc())
                .stripTrailing();
    }

    private static Map<String, Object> asJson(Scenario s, ParameterTable.Declaration d) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("name", d.name());
        node.put("unit", d.unit());
        node.put("default", isText(d) ? d.defaultText() : d.defaultValues());
        if (!isText(d)) {
            node.put("min", d.min());
            node.put("max", d.max());
        }
        if (s.numbers().containsKey(d.name())) node.put("value", s.numbers().get(d.name()));
        if (s.texts().containsKey(d.name())) node.put("value", s.texts().get(d.name()));
        node.put("description", d.doc());
        return node;
    }

    private static boolean isText(ParameterTable.Declaration d) {
        return d.defaultText() != null;
    }

    private static String value(Scenario s, ParameterTable.Declaration d) {
        if (isText(d)) return s.texts().getOrDefault(d.name(), d.defaultText());
        double[] values = s.numbers().getOrDefault(d.name(), d.defaultValues());
        if (values.length == 1) return number(values[0]);
        return Arrays.stream(values).mapToObj(ScenarioCommand::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e7 ? Long.toString((long) v) : Double.toString(v);
    }
}
