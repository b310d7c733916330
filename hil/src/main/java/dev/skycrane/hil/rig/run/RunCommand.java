package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraEvents;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.landing.RigLanding;
import dev.skycrane.hil.rig.calibration.CalibrationTable;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.doctor.Machine;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hil rig run}: a landing whose LCAM looks at a rig. */
@Command(name = "run", mixinStandardHelpOptions = true, description = {
    "Lands with the rig's camera as the localisation camera: each LCAM picture is rendered, shown on the screen, photographed,",
    "confirmed by the number in it, brought onto LCAM's grid and localised. The same seed is flown without the rig beside it.",
    "Ends with code 0 if it landed inside the limits and every goal was met, 1 otherwise."}, footer = {"", "Example:",
        "  hil rig run --bench virtual --mode lockstep --seed 1 --report rig.json --page rig.html"})
public final class RunCommand implements Callable<Integer> {
    private static final long LOCKSTEP_PATIENCE_NS = 20_000_000_000L;
    /** Shorter than from exposure to answer (0.75 s), so that a camera that does not answer is no late answer of the vision computer. */
    private static final long REALTIME_PATIENCE_NS = 600_000_000L;

    /** Where the photographs come from. */
    enum Eye {
        /** Optical model and stand-in camera program. */
        VIRTUAL,
        /** {@code rpicam-vid} before a screen. */
        CAMERA
    }

    @Option(names = "--bench", paramLabel = "BENCH", defaultValue = "virtual", description = {
        "virtual (default): optical model and stand-in camera program, for everybody without hardware;",
        "camera: rpicam-vid of this machine before a screen, see --screen and --lens."})
    private Eye bench;
    @Mixin
    private CameraOptions cameraOptions;
    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "lockstep", description = "lockstep (default): the landing waits for each photograph; realtime: it goes by the clock; replay: photographs kept by --keep.")
    private RigLanding.Mode mode;
    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file or built-in name; default ${DEFAULT-VALUE}.")
    private String scenario;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of every random draw of the landing; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--bench-seed", paramLabel = "N", defaultValue = "1", description = "Seed of the virtual bench's lens, mounting and screen; default ${DEFAULT-VALUE}.")
    private long benchSeed;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "20", description = "Pictures of the camera per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--fault", paramLabel = "KIND@PICTURE", defaultValue = "", description = "Faults of the stand-in camera, such as stall@900,cut@1200.")
    private String faults;
    @Option(names = "--calibration", paramLabel = "DIR", description = "Use this calibration instead of making one.")
    private Path calibrationFolder;
    @Option(names = "--save-calibration", paramLabel = "DIR", description = "Keep the calibration made.")
    private Path saveCalibration;
    @Option(names = "--keep", paramLabel = "DIR", description = "Keep every photograph that went to the vision computer, or with --mode replay fly those of this folder.")
    private Path keep;
    @Option(names = "--report", paramLabel = "FILE", description = "Write the landing report with section rig, JSON.")
    private Path report;
    @Option(names = "--page", paramLabel = "FILE", description = "Write the report as a page with plots, HTML.")
    private Path page;
    @Option(names = "--record", paramLabel = "FILE", description = "Record telemetry, events and the photographs as LCAM pictures, MCAP.")
    private Path record;
    @Option(names = "--web", paramLabel = "PORT", description = "Pages of the landing, as of hil land.")
    private Integer web;
    @Option(names = "--no-beside", description = "Do not fly the pure simulation.")
    private boolean alone;
    @Option(names = "--max-slip", paramLabel = "S", defaultValue = "5", description = "In realtime, give up when the clock is ahead by more; default ${DEFAULT-VALUE} s.")
    private double maxSlipS;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (report != null) RigLanding.requireWritable("--report", report);
        if (page != null) RigLanding.requireWritable("--page", page);
        if (mode == RigLanding.Mode.REPLAY && keep == null) {
            throw InputException.of("usage", "--keep", "none", "the folder that --keep wrote, for --mode replay");
        }
        Scenario chosen = ScenarioReader.read(scenario);
        if (record != null) RigLanding.requireWritable("--record", record);
        LandingOptions options = new LandingOptions(chosen, seed, Pace.parse("fast"), record, report, null,
                record != null || web != null, false, web, null);
        if (mode == RigLanding.Mode.REPLAY) return replay(new RigLanding(options, System.out));
        RigLanding landing = new RigLanding(options, System.out);
        try {
            return fly(landing);
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private int replay(RigLanding landing) throws IOException, InterruptedException {
        try (KeptPhotographs kept = KeptPhotographs.read(keep)) {
            RigLanding.Flown flown = landing.through(kept, RigLanding.Mode.REPLAY, Double.POSITIVE_INFINITY,
                    new RigNews(new CameraEvents()));
            System.out.printf(Locale.ROOT,
                    "  replay: %s, digest %s, navigation error %.2f m rms horizontally, %d photographs%n",
                    flown.report().outcome(), flown.report().digest(), flown.horizontalRmsM(), kept.used());
            boolean same = kept.digest().isEmpty() || kept.digest().equals(flown.report().digest());
            if (!same) System.out.println("  DIFFERENT from the run that was kept, digest " + kept.digest());
            if (report != null)
                RigLanding.write(flown, java.util.Map.of("mode", "replay", "keptDigest", kept.digest()), report);
            return same && flown.inLimits() ? CommandProgram.DONE : CommandProgram.FAILED;
        }
    }

    private int fly(RigLanding landing) throws IOException, InterruptedException, CameraFault {
        CaptureSettings settings = cameraOptions.settings(rateHz);
        try (Bench open = open(settings)) {
            RigCalibration calibration = calibration(open, settings);
            RigLanding.Flown pure = alone ? null : pure(landing);
            boolean realTime = mode == RigLanding.Mode.REALTIME;
            RigCamera camera = open.lcam(calibration, realTime ? REALTIME_PATIENCE_NS : LOCKSTEP_PATIENCE_NS);
            RigWatch watch = new RigWatch(camera.camera().events(),
                    new Machine(Path.of("/"), System.getenv().getOrDefault("PATH", "")),
                    line -> System.out.println("  " + line));
            RigLanding.Flown flown;
            try (KeptPhotographs.Writer kept = keep == null
                    ? null
                    : KeptPhotographs.write(keep, calibration, what -> camera.camera().events()
                            .note(CameraEvent.Kind.DISK_FULL, what, System.nanoTime()))) {
                System.out.println("Landing, " + mode.name().toLowerCase(Locale.ROOT));
                try (watch) {
                    flown = landing.through(kept == null ? camera : kept.keeping(camera), mode, maxSlipS,
                            new RigNews(camera.camera().events()));
                }
                if (kept != null) kept.end(flown.report().digest());
            }
            RigReport rig = RigReport.of(identity(open, calibration, settings), camera, calibration, open.lens(),
                    flown, pure, open.judgement(), watch);
            RigLanding.table(flown).forEach(System.out::println);
            RigTable.of(rig, flown).forEach(System.out::println);
            if (report != null) RigLanding.write(flown, rig, report);
            if (page != null) Files.writeString(page, new RigPage(rig, calibration, flown, pure).html());
            boolean met = rig.goals().stream().allMatch(RigReport.Goal::met);
            boolean valid = rig.invalid().isEmpty();
            return flown.inLimits() && flown.aborted() == null && met && valid
                    ? CommandProgram.DONE
                    : CommandProgram.FAILED;
        }
    }

    private static RigLanding.Flown pure(RigLanding landing) throws InterruptedException {
        System.out.println("Pure simulation of the same seed");
        RigLanding.Flown pure = landing.pure();
        System.out.printf(Locale.ROOT, "  %s, navigation error %.2f m rms horizontally%n", pure.report().outcome(),
                pure.horizontalRmsM());
        return pure;
    }

    private Bench open(CaptureSettings settings) throws IOException, InterruptedException, CameraFault {
        if (bench == Eye.CAMERA) {
            if (!faults.isEmpty()) throw InputException.of("usage", "--fault", faults, "none with a real camera");
            return cameraOptions.open(settings, calibrationFolder == null, line -> System.out.println("  " + line));
        }
        System.out.println("Virtual bench " + benchSeed);
        return new VirtualBench(settings, BenchOptics.seeded(benchSeed), faults);
    }

    private RigCalibration calibration(Bench open, CaptureSettings settings)
            throws IOException, InterruptedException, CameraFault {
        if (calibrationFolder != null) return RigCalibration.read(calibrationFolder, settings, open.cameraName());
        RigCalibration made = open.calibrate(Bench.Effort.FULL, line -> System.out.println("  " + line));
        if (open.lens() != null) CalibrationTable.of(open.lens()).forEach(System.out::println);
        if (saveCalibration != null) made.write(saveCalibration);
        return made;
    }

    private RigReport.Identity identity(Bench open, RigCalibration calibration, CaptureSettings settings) {
        return new RigReport.Identity(mode.name().toLowerCase(Locale.ROOT), bench.name().toLowerCase(Locale.ROOT),
                open.version(), System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.version"), calibration.hash(), settings);
    }
}
