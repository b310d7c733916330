package dev.skycrane.hil.trial;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil trials}: proves the localisation on rendered frames. */
@Command(name = "trials", mixinStandardHelpOptions = true, description = {
    "Localises rendered frames of made-up terrains in classes of growing difficulty, each from a prior wrong by kilometres,",
    "and counts: found within 40 m, not found and why, wrong. Killed and started again it goes on where it was.",
    "Writes frames.csv, summary.txt and summary.json. Ends with code 0 only if every class reaches its goal and no fix is wrong."}, footer = {
        "", "Examples:", "  hil trials --frames 1000 --seed 7 --out trials",
        "  hil trials --classes rough,extreme --frames 100 --attitude-deg 0.3 --altitude-percent 1 --out easy"})
public final class TrialsCommand implements Callable<Integer> {
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_TERRAINS = 1000;
    private static final int MAX_WORKERS = 64;

    @Spec
    private CommandSpec spec;
    @Option(names = "--frames", paramLabel = "N", defaultValue = "1000", description = "Frames per class, in scenes of 100; default ${DEFAULT-VALUE}.")
    private int frames;
    @Option(names = "--terrains", paramLabel = "T", defaultValue = "5", description = "Terrains per class; default ${DEFAULT-VALUE}.")
    private int terrains;
    @Option(names = "--classes", paramLabel = "NAME", split = ",", description = "Some of nominal, relit, rough, bland, dusty, extreme; default all.")
    private List<TrialClass> classes = List.of(TrialClass.values());
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of everything; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--position-m", paramLabel = "M", defaultValue = "3200", description = "Largest error of the prior's position per axis; default ${DEFAULT-VALUE}.")
    private double positionM;
    @Option(names = "--attitude-deg", paramLabel = "DEG", defaultValue = "2", description = "1-sigma of the prior's attitude per axis; default ${DEFAULT-VALUE}.")
    private double attitudeDeg;
    @Option(names = "--altitude-percent", paramLabel = "P", defaultValue = "4", description = "1-sigma of the prior's height; default ${DEFAULT-VALUE}.")
    private double altitudePercent;
    @Option(names = "--perfect-map", description = "The map has no errors of geometry or height.")
    private boolean perfectMap;
    @Option(names = "--workers", paramLabel = "W", description = "Scenes at the same time, 1 GB each; default 1.")
    private int workers = 1;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the trials.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require("--frames", frames, 1, MAX_FRAMES);
        require("--terrains", terrains, 1, MAX_TERRAINS);
        require("--workers", workers, 1, MAX_WORKERS);
        require("--position-m", positionM, 0, 10_000);
        require("--attitude-deg", attitudeDeg, 0, 10);
        require("--altitude-percent", altitudePercent, 0, 20);
        TrialSettings settings = new TrialSettings(seed, frames, terrains, positionM, attitudeDeg,
                altitudePercent / 100, !perfectMap);
        TrialRun run = new TrialRun(settings, new ArrayList<>(classes), out);
        TrialSummary summary;
        try (Progress progress = Progress.begin(System.err, "trials", "scenes", run.scenes(), 0)) {
            summary = run.run(workers, soFar -> progress.step(soFar.lines().get(soFar.lines().size() - 1)));
        }
        PrintWriter w = spec.commandLine().getOut();
        summary.lines().forEach(w::println);
        w.flush();
        return summary.reached() ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private static void require(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw InputException.of("usage", name, value, min + " to " + max);
        }
    }
}
