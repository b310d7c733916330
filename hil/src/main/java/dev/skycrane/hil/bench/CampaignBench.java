package dev.skycrane.hil.bench;

import dev.skycrane.hil.campaign.Campaign;
import dev.skycrane.hil.campaign.CampaignSetup;
import dev.skycrane.hil.campaign.VisionMode;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hil bench campaign}: rate and processor time of dispersed landings, by flying a campaign as {@code hil campaign} does, log and outputs
 * included. Cases flown before by the same workers warm the compiler up and are not measured. No peer: no other program closes this loop.
 */
@Command(name = "campaign", mixinStandardHelpOptions = true, description = {
    "Rate and processor time of dispersed landings, with the error model of the localisation and with pictures."}, footer = {
        "", "Example:", "  hil bench campaign --cases 400 --json"})
final class CampaignBench implements Callable<Integer> {
    private static final int WARM_UP_PARTS = 5;
    private static final int PICTURE_PARTS = 20;

    @Mixin
    private BenchOptions options;
    @Option(names = "--cases", paramLabel = "N", defaultValue = "400", description = "Cases measured with the error model, a twentieth of it with pictures; default ${DEFAULT-VALUE}.")
    private int cases;

    @Override
    public Integer call() throws Exception {
        if (cases < PICTURE_PARTS) throw InputException.of("usage", "--cases", cases, PICTURE_PARTS + " or more");
        List<BenchResult> results = new ArrayList<>();
        Scenario scenario = ScenarioReader.read("jezero");
        measure(scenario, VisionMode.MODEL, cases, results);
        measure(scenario, VisionMode.IMAGES, cases / PICTURE_PARTS, results);
        BenchPrinter.print(results, options.json, System.out);
        return CommandProgram.DONE;
    }

    private static void measure(Scenario scenario, VisionMode vision, int cases, List<BenchResult> results)
            throws IOException, InterruptedException {
        int workers = Runtime.getRuntime().availableProcessors();
        CampaignSetup setup = new CampaignSetup(scenario, 1, vision, Rows.sequential());
        fly(setup, Math.max(workers, cases / WARM_UP_PARTS), workers);
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long startCpuNs = system.getProcessCpuTime();
        long startNs = System.nanoTime();
        fly(setup, cases, workers);
        double seconds = (System.nanoTime() - startNs) * 1e-9;
        double cpuMs = (system.getProcessCpuTime() - startCpuNs) * 1e-6;
        String name = "campaign." + vision.label() + ".";
        results.add(BenchResult.alone(name + "workers", workers, "1"));
        results.add(BenchResult.alone(name + "casesPerS", cases / seconds, "1/s"));
        results.add(BenchResult.alone(name + "processorTimePerCase", cpuMs / cases, "ms"));
    }

    private static void fly(CampaignSetup setup, int cases, int workers) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycrane-bench");
        try {
            new Campaign(setup, cases, folder).run(workers,
                    new PrintStream(OutputStream.nullOutputStream()));
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList())
                    Files.delete(file);
            }
        }
    }
}
