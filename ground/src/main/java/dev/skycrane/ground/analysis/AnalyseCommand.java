package dev.skycrane.ground.analysis;

import dev.skycrane.ground.analysis.frames.ForeignFolder;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.trajectory.FixFile;
import dev.skycrane.ground.product.Footage;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground analyse}: what engineers read from the pictures of a landing. */
@Command(name = "analyse", mixinStandardHelpOptions = true, description = {
    "Reads from the pictures of a landing: the parachute's inflation (up-look cameras PUC), what leaves the heat shield (RDC), rocking",
    "under the parachute (RDC), and with --fixes of hil locate way and attitude from LCAM alone. Writes DIR/index.html, analysis.json,",
    "and for each read-out a table, plots and pictures. What footage of hil film knows as truth is printed beside and takes no part.",
    "A folder of others' pictures needs --as, and times.csv (file,timeS) in it or --rate.",
    "Ends with code 1 if a read-out could not be made that the pictures are there for; the others are there."}, footer = {
        "",
        "Examples:", "  ground analyse film --out analysis",
        "  ground analyse inflation shield rocking --out analysis",
        "  ground analyse lcam --fixes fixes.csv --map site --out analysis",
        "  ground analyse frames --as PUC --rate 75 --fov 52 --out analysis"})
public final class AnalyseCommand implements Callable<Integer> {
    private static final List<String> READINGS = List.of("inflation", "shield", "rocking", "trajectory");
    private static final double BEFORE_MORTAR_S = 0.3;
    private static final double INFLATION_S = 7;
    private static final double SHIELD_S = 14;
    /** The shield is far and the canopy has come to rest. */
    private static final double ROCKING_AFTER_RELEASE_S = 25;
    private static final double END_S = 1e9;
    /** Local areoid at the landing site of Mars 2020 (dossier section 0), that of the built-in site. */
    private static final double AREOID_RADIUS_M = 3_394_507;

    @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Folders of hil film, recordings with live pictures, or folders of pictures.")
    private List<Path> sources;
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the results; made if need be.")
    private Path out;
    @Option(names = "--only", paramLabel = "READING", split = ",", description = "Only these: inflation, shield, rocking, trajectory.")
    private List<String> only = List.of();
    @Option(names = "--from", paramLabel = "S", description = "Only pictures from this time on, s; default: by the call-outs.")
    private Double fromS;
    @Option(names = "--to", paramLabel = "S", description = "Only pictures before this time.")
    private Double toS;
    @Option(names = "--release", paramLabel = "S", description = "Time of the heat shield's release; default: by the call-outs, else the first picture.")
    private Double releaseS;
    @Option(names = "--as", paramLabel = "CAMERA", description = "What the pictures of a folder that is none of hil film are of: PUC, RDC or LCAM.")
    private String as;
    @Option(names = "--rate", paramLabel = "HZ", description = "Their rate, where there is no times.csv.")
    private Double rateHz;
    @Option(names = "--fov", paramLabel = "DEG", description = "Horizontal field of view where the footage does not say it.")
    private Double fieldDeg;
    @Option(names = "--fixes", paramLabel = "F.csv", description = "What hil locate says of the LCAM pictures.")
    private Path fixes;
    @Option(names = "--map", paramLabel = "DIR", description = "The map of --fixes; default: the built-in site's radius.")
    private Path map;

    @Spec
    private CommandSpec spec;

    private final List<String> notes = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private List<Footage> footages;
    private AnalysisFolder folder;
    private int failures;

    /** A read-out at work. */
    private interface Work {
        Reading read(FrameSeries series, Runnable progress) throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        check();
        footages = new ArrayList<>();
        for (Path source : sources)
            footages.add(read(source));
        for (Footage f : footages)
            notes.addAll(f.notes());
        if (footages.stream().allMatch(f -> f.cameras().isEmpty())) {
            notes.forEach(this::tell);
            throw InputException.of("footage", "pictures", 0, "at least one in " + sources.get(0));
        }
        Map<String, FixFile.Fix> fixed = fixes == null ? null : FixFile.read(fixes);
        double radiusM = map == null ? AREOID_RADIUS_M : MapPackageFiles.read(map).site.areoidRadiusM();
        folder = new AnalysisFolder(out);
        inflation();
        shield();
        rocking();
        if (fixed != null) {
            make("trajectory", c -> c.equals("LCAM"), from(0), to(END_S),
                    (series, progress) -> new TrajectoryReading(series, fixed, radiusM, folder).read());
        }
        notes.forEach(this::tell);
        String title = footages.get(0).title();
        folder.finish(title, readings, notes);
        print();
        return failures == 0 ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private void check() {
        for (String name : only)
            if (!READINGS.contains(name)) throw InputException.of("usage", "--only", name, String.join(", ", READINGS));
        if (as != null && !List.of("PUC", "RDC", "LCAM").contains(as))
            throw InputException.of("usage", "--as", as, "PUC, RDC or LCAM");
        if (rateHz != null && !(rateHz > 0 && rateHz <= 10_000))
            throw InputException.of("usage", "--rate", rateHz, "more than 0, up to 10000");
        if (fieldDeg != null && !(fieldDeg >= 1 && fieldDeg <= 170))
            throw InputException.of("usage", "--fov", fieldDeg, "1 to 170");
        if (only.contains("trajectory") && fixes == null)
            throw InputException.of("usage", "--fixes", "not given", "a table of hil locate for the trajectory");
        if (Files.exists(out) && !Files.isDirectory(out))
            throw InputException.of("usage", "--out", out, "a folder, or nothing yet");
    }

    private Footage read(Path source) {
        if (as == null || !Files.isDirectory(source)) return Footage.read(source);
        return ForeignFolder.read(source, as, rateHz == null ? Double.NaN : rateHz, Double.NaN);
    }

    private void inflation() {
        double mortarS = event("PARACHUTE_DEPLOY");
        boolean known = !Double.isNaN(mortarS);
        make("inflation", c -> c.startsWith("PUC"), from(known ? mortarS - BEFORE_MORTAR_S : 0), to(known
                ? mortarS + INFLATION_S
                : END_S), (series, progress) -> new InflationReading(series, folder).read(notes, progress));
    }

    private void shield() {
        double released = releaseS != null ? releaseS : event("HEAT_SHIELD_SEPARATION");
        boolean known = !Double.isNaN(released);
        // without call-outs somebody must say that the shield is what the pictures show
        if (!known && !only.contains("shield")) return;
        make("shield", c -> c.equals("RDC"), from(known ? released : 0), to(known ? released + SHIELD_S : END_S),
                (series,
                        progress) -> new SeparationReading(series,
                                known || series.isEmpty() ? released : series.timeS(0), folder)
                                .read(progress));
    }

    private void rocking() {
        double released = event("HEAT_SHIELD_SEPARATION");
        double shellS = event("BACKSHELL_SEPARATION");
        make("rocking", c -> c.equals("RDC"), from(Double.isNaN(released) ? 0 : released + ROCKING_AFTER_RELEASE_S),
                to(Double
                        .isNaN(shellS) ? END_S : shellS),
                (series, progress) -> new RockingReading(series, folder).read(progress));
    }

    private double from(double s) {
        return fromS != null ? fromS : s;
    }

    private double to(double s) {
        return toS != null ? toS : s;
    }

    /** Time of a call-out, s; not a number when nobody called it. */
    private double event(String name) {
        for (Footage f : footages)
            for (Footage.CallOut c : f.callOuts())
                if (c.name().equals(name)) return c.timeS();
        return Double.NaN;
    }

    /** Makes a read-out of the camera with the most frames in its time, or says in one line why it is not there. */
    private void make(String name, Predicate<String> camera, double from, double to, Work work) {
        if (!only.isEmpty() && !only.contains(name)) return;
        FrameSeries best = null;
        List<String> told = List.of();
        for (Footage f : footages) {
            for (Footage.Camera c : f.cameras()) {
                if (!camera.test(c.name())) continue;
                List<String> lines = new ArrayList<>();
                FrameSeries series = FrameSeries.of(c, from, to, lines);
                if (best != null && series.size() <= best.size()) continue;
                best = series;
                told = lines;
            }
        }
        if (best == null || best.isEmpty()) {
            String line = name + ": frames=0, expected some from " + time(from) + " to " + time(to) + " s";
            if (only.contains(name)) fail(line);
            else
                notes.add(line);
            return;
        }
        notes.addAll(told);
        if (Double.isNaN(best.focalPx()) && fieldDeg != null)
            best = best.withFocalPx(0.5 * best.width() / Math.tan(Math.toRadians(0.5 * fieldDeg)));
        try (Progress progress = Progress.begin(System.out, name, "pictures", best.size(), 0)) {
            readings.add(work.read(best, progress::step));
        } catch (IOException | InputException e) {
            fail(e.getMessage());
        }
    }

    private static String time(double s) {
        return s >= END_S ? "the end" : String.format(Locale.ROOT, "%.2f", s);
    }

    private void fail(String line) {
        failures++;
        notes.add("error: " + line);
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line.startsWith("error: ") ? line : "note: " + line);
        spec.commandLine().getErr().flush();
    }

    private void print() {
        PrintWriter log = spec.commandLine().getOut();
        for (Reading r : readings) {
            log.println(r.title());
            r.results().forEach(line -> log.println("  " + line));
        }
        log.println(out.resolve("index.html"));
        log.flush();
    }
}
