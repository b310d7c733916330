package dev.skycrane.hil.testing;

import dev.skycrane.hil.landing.Landing;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.scenario.ScenarioReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The built-in landing of seed 1 with bus, station and recording. The first test class that asks for it flies it; in one build all JVMs that run tests share it.
 *
 * @param recording the recording; not to be written to
 * @param report the report, JSON
 */
public record SeedOneLanding(Path recording, Path report) {
    private static final Path PLACE = Path.of("target", "landings");
    /** Different in each build, so that nothing is judged by what older software flew. */
    private static final String BUILD = System.getProperty("skycrane.build",
            "process-" + ProcessHandle.current().pid());

    /** @throws AssertionError when it does not land inside its scenario's limits */
    public static synchronized SeedOneLanding get() throws IOException, InterruptedException {
        Files.createDirectories(PLACE);
        Path folder = PLACE.resolve(BUILD);
        SeedOneLanding landing = new SeedOneLanding(folder.resolve("landing.mcap"), folder.resolve("landing.json"));
        try (FileChannel channel = FileChannel.open(PLACE.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            Path landed = folder.resolve("landed");
            if (!Files.exists(landed)) {
                deleteFolders();
                Files.createDirectories(folder);
                landing.fly();
                Files.createFile(landed);
            }
        }
        return landing;
    }

    private void fly() throws IOException, InterruptedException {
        LandingOptions options = new LandingOptions(ScenarioReader.read("jezero"), 1, Pace.FAST, recording, report,
                null, true, true, null, null);
        if (!new Landing(options, new PrintStream(OutputStream.nullOutputStream())).fly())
            throw new AssertionError("seed 1 outside the limits, see " + report.toAbsolutePath());
    }

    private static void deleteFolders() throws IOException {
        try (Stream<Path> all = Files.walk(PLACE)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList())
                if (!p.equals(PLACE) && !p.equals(PLACE.resolve("lock"))) Files.delete(p);
        }
    }
}
