package dev.skycrane.hil.film;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.RunStart;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hil film}: the footage of a recorded landing. */
@Command(name = "film", mixinStandardHelpOptions = true, description = {
    "Renders what the cameras of a recorded landing saw, after the landing, from its re-flown truth.",
    "Goes on where it was when it is started again with the same folder."}, footer = {"", "Examples:",
        "  hil film landing.mcap --out film", "  hil film landing.mcap --quality full --out film",
        "  hil film landing.mcap --out inflation --camera PUC_A --from 240 --to 246 --rate 50",
        "then: ground film film --out landing.mp4"})
public final class FilmCommand implements Callable<Integer> {
    private static final String[] GROUPS = {"puc", "ddc", "ruc", "rdc"};

    @Parameters(index = "0", paramLabel = "RECORDING", description = "The recording of the landing, MCAP.")
    private Path recording;
    @Option(names = "--quality", paramLabel = "Q", defaultValue = "draft", description = "draft (default; minutes): 640 x 512, 5 and 10 pictures a second; full (hours): 1280 x 1024, 10 and 30.")
    private String quality;
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the pictures.")
    private Path folder;
    @Option(names = "--camera", paramLabel = "NAME", split = ",", description = "Only these: PUC_A, PUC_B, PUC_C, DDC, RUC, RDC, LCAM.")
    private List<String> cameras = List.of();
    @Option(names = "--from", paramLabel = "S", defaultValue = "0", description = "Only pictures from this time on, s after entry interface.")
    private double fromS;
    @Option(names = "--to", paramLabel = "S", defaultValue = "100000", description = "Only pictures before this time.")
    private double toS;
    @Option(names = "--rate", paramLabel = "HZ", description = "Pictures a second of the video cameras, all through, instead of the quality's.")
    private Double rateHz;
    @Option(names = "--map", paramLabel = "DIR", description = "The run's map package, where the recording's scenario does not find it.")
    private Path map;
    @Option(names = "--threads", paramLabel = "N", description = "Pictures rendered side by side; default: one per processor.")
    private Integer threads;

    @Override
    public Integer call() throws IOException {
        Quality chosen = quality();
        Set<CameraId> wanted = cameras();
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1 || workers > 256) throw InputException.of("usage", "--threads", workers, "1 to 256");
        if (!(fromS < toS)) throw InputException.of("usage", "--from", fromS, "less than --to " + toS);
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw InputException.of("usage", "--out", folder, "a folder, or nothing yet");
        RecordedRun run = RecordedRun.open(recording);
        FilmFolder.requireSame(folder, run.header(), chosen);
        System.out.printf(Locale.ROOT, "Flying %s again%n", recording);
        ParameterTable p = sized(RunStart.parameters(run.header()), chosen);
        MapPackage site = RunMap.of(p, map, workers);
        Reflown.Result flown = Reflown.fly(run, site);
        if (flown.track().isEmpty())
            throw InputException.of("recording", "file", recording, "a landing that has come to its first picture");
        if (flown.cut() != null) System.out.println("  the recording is cut: " + flown.cut());
        FilmPlan plan = new FilmPlan(flown.track(), chosen, wanted, fromS, toS);
        CameraRenderer renderer = renderer(p, site, run.header().getSeed());
        render(run, plan, flown, renderer, chosen, workers);
        return CommandProgram.DONE;
    }

    private void render(RecordedRun run, FilmPlan plan, Reflown.Result flown, CameraRenderer renderer, Quality chosen,
            int workers) throws IOException {
        plan.shots().forEach((camera, shots) -> System.out.printf(Locale.ROOT, "  %-5s %6d pictures%s%n", camera,
                shots.size(), shots.isEmpty() ? ", it recorded nothing in this time" : ""));
        if (plan.count() == 0) throw InputException.of("film", "pictures", 0, "a camera that recorded in this time");
        Files.createDirectories(folder);
        FilmIndex index = new FilmIndex(flown.track(), renderer, chosen);
        FilmJob job = new FilmJob(flown.track(), renderer, chosen, folder);
        Map<CameraId, List<FilmPlan.Shot>> listed = job.withThoseThere(plan,
                new FilmPlan(flown.track(), chosen, EnumSet.allOf(CameraId.class), 0, Double.MAX_VALUE));
        index.write(folder, run.header(), listed, flown.cut(), false);
        List<FilmPlan.Shot> missing = job.missing(plan);
        try (Progress progress = Progress.begin(System.out, "film", "pictures", plan.count(),
                plan.count() - missing.size())) {
            job.render(missing, workers, shot -> progress.step());
        }
        index.write(folder, run.header(), listed, flown.cut(), true);
        System.out.printf(Locale.ROOT, "%d pictures in %s%n", plan.count(), folder);
    }

    private Quality quality() {
        Quality q = Quality.of(quality);
        if (q == null) throw InputException.of("usage", "--quality", quality, "draft or full");
        if (rateHz == null) return q;
        if (!(rateHz > 0 && rateHz <= 200))
            throw InputException.of("usage", "--rate", rateHz, "more than 0, up to 200");
        return q.with(rateHz);
    }

    private Set<CameraId> cameras() {
        if (cameras.isEmpty()) return EnumSet.allOf(CameraId.class);
        Set<CameraId> chosen = EnumSet.noneOf(CameraId.class);
        for (String name : cameras) {
            chosen.add(Arrays.stream(CameraId.values()).filter(c -> c.name().equalsIgnoreCase(name)).findFirst()
                    .orElseThrow(() -> InputException.of("usage", "--camera", name,
                            "one of " + Arrays.toString(CameraId.values()))));
        }
        return chosen;
    }

    /** The run's parameters with the pictures' sizes of a quality. */
    static ParameterTable sized(ParameterTable p, Quality q) {
        Map<String, double[]> numbers = new TreeMap<>(p.overriddenNumbers());
        for (String group : GROUPS) {
            numbers.put("camera." + group + ".widthPx", new double[]{q.widthPx()});
            numbers.put("camera." + group + ".heightPx", new double[]{q.heightPx()});
        }
        return new ParameterTable(numbers, p.overriddenTexts());
    }

    private static CameraRenderer renderer(ParameterTable p, MapPackage map, long seed) {
        return new CameraRenderer(p, SiteMaps.of(map), SiteMaps.sunOf(map), seed, Rows.sequential());
    }
}
