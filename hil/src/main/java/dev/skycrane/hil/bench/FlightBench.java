package dev.skycrane.hil.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skycrane.hil.landing.Landing;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code hil bench flight}: the flight software's tick over a whole landing with pictures, as fast as it goes and without a ground: what {@code
 * hil land} measures and reports. The first of two landings in this process warms the compiler up. No peer: no other flight
 * software flies this landing.
 */
@Command(name = "flight", mixinStandardHelpOptions = true, description = {
    "Time and allocation of the flight software's tick over a whole landing."}, footer = {"", "Example:",
        "  hil bench flight"})
final class FlightBench implements Callable<Integer> {
    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws Exception {
        land();
        JsonNode report = land();
        JsonNode timing = report.get("timing");
        List<BenchResult> results = new ArrayList<>();
        results.add(BenchResult.alone("flight.tick.p50", timing.get("tickP50Us").asDouble(), "us"));
        results.add(BenchResult.alone("flight.tick.p99", timing.get("tickP99Us").asDouble(), "us"));
        results.add(BenchResult.alone("flight.tick.p9999", timing.get("tickP9999Us").asDouble(), "us"));
        results.add(BenchResult.alone("flight.tick.allocated", timing.get("allocatedBytesPerTick").asDouble(), "byte"));
        results.add(BenchResult.alone("flight.landing.ticks", report.get("ticks").asDouble(), "1"));
        results.add(BenchResult.alone("flight.landing.ticksPerS",
                report.get("ticks").asDouble() / report.get("wallSeconds").asDouble(), "1/s"));
        results.add(BenchResult.alone("flight.landing.realTimeFactor", report.get("realTimeFactor").asDouble(), "1"));
        BenchPrinter.print(results, options.json, System.out);
        return CommandProgram.DONE;
    }

    private static JsonNode land() throws IOException, InterruptedException {
        Path file = Files.createTempFile("skycrane-bench", ".json");
        try {
            new Landing(new LandingOptions(ScenarioReader.read("jezero"), 1, Pace.parse("fast"), null, file, null,
                    false, true, null, null), new PrintStream(OutputStream.nullOutputStream())).fly();
            return new JsonMapper().readTree(file.toFile());
        } finally {
            Files.delete(file);
        }
    }
}
