package dev.skycrane.hil.film;

import dev.skycrane.hil.landing.SiteSource;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil readouts}: proves the read-outs of {@code ground analyse} on many seeds. */
@Command(name = "readouts", mixinStandardHelpOptions = true, description = {
    "Flies a descent per seed, films the parachute's inflation and the fall of the heat shield, with a spring that comes off and",
    "without, lets ground analyse read the pictures, and holds what it reads against the truth: inflation within 0.05 s, the spring",
    "found in 19 of 20 and flagged in at most 1 of 20 where there is none. Killed and started again it goes on where it was.",
    "Writes trials.csv, and per seed the analyses. Ends with code 0 only if the goals are reached."}, footer = {"",
        "Example:",
        "  hil readouts --seeds 20 --out readouts"})
public final class ReadoutTrialsCommand implements Callable<Integer> {
    private static final String TABLE = "trials.csv";
    private static final double GOAL_S = 0.05;
    private static final double FOUND_SHARE = 0.95;
    private static final double FALSE_SHARE = 0.05;
    private static final Quality SMALL = new Quality("small", 320, 256, 5, 10, 30, 1);

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "20", description = "How many; default ${DEFAULT-VALUE}.")
    private int seeds;
    @Option(names = "--first", paramLabel = "S", defaultValue = "1", description = "The first one; default ${DEFAULT-VALUE}.")
    private long first;
    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file, or the name of a built-in one.")
    private String scenario;
    @Option(names = "--map", paramLabel = "DIR", description = "Map package, instead of the scenario's.")
    private Path map;
    @Option(names = "--small", description = "Pictures of 320 x 256 instead of 640 x 512: a quarter of the time.")
    private boolean small;
    @Option(names = "--inflation-rate", paramLabel = "HZ", defaultValue = "50", description = "Pictures a second of the parachute; default ${DEFAULT-VALUE}.")
    private double inflationHz;
    @Option(names = "--shield-rate", paramLabel = "HZ", defaultValue = "8", description = "Pictures a second of the shield; default ${DEFAULT-VALUE}.")
    private double shieldHz;
    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Pictures rendered side by side; default ${DEFAULT-VALUE}.")
    private int threads;
    @Option(names = "--keep", description = "Keep the pictures; else only the analyses stay.")
    private boolean keep;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the trials.")
    private Path out;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || seeds > 10_000) throw InputException.of("usage", "--seeds", seeds, "1 to 10000");
        if (threads < 1 || threads > 256) throw InputException.of("usage", "--threads", threads, "1 to 256");
        if (!(inflationHz >= 10 && inflationHz <= 200))
            throw InputException.of("usage", "--inflation-rate", inflationHz, "10 to 200");
        if (!(shieldHz >= 2 && shieldHz <= 60)) throw InputException.of("usage", "--shield-rate", shieldHz, "2 to 60");
        if (Files.exists(out) && !Files.isDirectory(out))
            throw InputException.of("usage", "--out", out, "a folder, or nothing yet");
        Scenario chosen = ScenarioReader.read(scenario);
        MapPackage site = map != null
                ? MapPackageFiles.read(map)
                : new SiteSource(chosen.parameters()).load(Rows.sequential());
        Scenario complete = SiteSource.completed(chosen, site);
        Files.createDirectories(out);
        Map<Long, ReadoutTrial.Result> results = earlier();
        ReadoutTrial trial = new ReadoutTrial(complete, SiteMaps.of(site), SiteMaps.sunOf(site),
                small ? SMALL : Quality.DRAFT,
                inflationHz, shieldHz, out);
        PrintWriter log = spec.commandLine().getOut();
        for (long seed = first; seed < first + seeds; seed++) {
            if (results.containsKey(seed)) continue;
            ReadoutTrial.Result r = trial.run(seed, threads);
            results.put(seed, r);
            Files.writeString(out.resolve(TABLE), r.row() + "\n", StandardOpenOption.APPEND);
            if (!keep) removePictures(seed);
            log.printf(Locale.ROOT, "%d of %d: seed %d, inflation %+.3f s, spring %s, without %d flagged%n",
                    results.size(), seeds,
                    seed, r.errorS(), r.onSpring() > 0 ? "found in " + r.onSpring() + " frames" : "not found",
                    r.withoutSpring());
            log.flush();
        }
        return summary(results, log) ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private Map<Long, ReadoutTrial.Result> earlier() throws IOException {
        Map<Long, ReadoutTrial.Result> results = new TreeMap<>();
        Path table = out.resolve(TABLE);
        if (!Files.exists(table)) {
            Files.writeString(table, ReadoutTrial.Result.HEADER + "\n");
            return results;
        }
        List<String> lines = Files.readAllLines(table);
        if (lines.isEmpty() || !lines.get(0).equals(ReadoutTrial.Result.HEADER))
            throw InputException.of("readouts", "table", table, "one of hil readouts");
        for (String line : lines.subList(1, lines.size())) {
            try {
                ReadoutTrial.Result r = ReadoutTrial.Result.of(line);
                if (r.seed() >= first && r.seed() < first + seeds) results.put(r.seed(), r);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
                // the last line of a killed run: its seed is tried again
            }
        }
        return results;
    }

    private void removePictures(long seed) throws IOException {
        Path place = out.resolve("seed-" + seed);
        List<Path> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            files.filter(f -> f.getFileName().toString().endsWith(".jpg")).forEach(pictures::add);
        }
        for (Path picture : pictures)
            Files.delete(picture);
    }

    private static boolean summary(Map<Long, ReadoutTrial.Result> results, PrintWriter log) {
        log.printf("%6s %8s %8s %9s %8s %8s %10s %8s%n", "seed", "plant s", "true s", "measured", "error", "sigma",
                "spring in",
                "without");
        int within = 0;
        int found = 0;
        int wrong = 0;
        double worst = 0;
        for (ReadoutTrial.Result r : results.values()) {
            log.printf(Locale.ROOT, "%6d %8.3f %8.3f %9.3f %+8.3f %8.3f %10d %8d%n", r.seed(), r.plantS(), r.trueS(),
                    r.measuredS(), r
                            .errorS(),
                    r.sigmaS(), r.onSpring(), r.withoutSpring());
            if (Math.abs(r.errorS()) <= GOAL_S) within++;
            worst = Math.max(worst, Double.isNaN(r.errorS()) ? Double.POSITIVE_INFINITY : Math.abs(r.errorS()));
            if (r.onSpring() > 0) found++;
            // a shield that cannot be read counts against both
            if (r.withoutSpring() != 0) wrong++;
        }
        int n = results.size();
        log.printf(Locale.ROOT, "inflation within %.2f s: %d of %d, worst %.3f s%n", GOAL_S, within, n, worst);
        log.printf(Locale.ROOT, "spring found: %d of %d; flagged without one: %d of %d%n", found, n, wrong, n);
        log.flush();
        return within == n && found >= FOUND_SHARE * n && wrong <= FALSE_SHARE * n;
    }
}
