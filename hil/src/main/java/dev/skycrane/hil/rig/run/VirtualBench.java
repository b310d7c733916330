package dev.skycrane.hil.rig.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibration;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.standin.BenchCamera;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import dev.skycrane.hil.rig.stimulus.Screen;
import dev.skycrane.hil.rig.stimulus.ScreenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bench without hardware: a screen that is a file in memory, an optical model, and the stand-in camera program, which is a process of its own
 * with real pipes and photographs the screen through the model. Everything from the camera program's output on is what a real bench has.
 */
public final class VirtualBench implements Bench {
    /** Sensor and place that the stand-in lists. */
    public static final String CAMERA = "imx296 /base/soc/i2c0mux/i2c@1/imx296@1a";
    private static final int MAX_RESTARTS = 20;

    private final Path folder;
    private final CaptureSettings settings;
    private final BenchOptics optics;
    private final ScreenFile screen;
    private final BeatKeeper beats;
    private final StreamCamera camera;
    private final BenchTruth truth;
    private IntrinsicCalibration lens;
    private long shown;

    /**
     * Sets the bench up and starts its camera.
     *
     * @param faults of the stand-in, as {@code kind@picture,...}; empty for none
     */
    public VirtualBench(CaptureSettings settings, BenchOptics optics, String faults)
            throws IOException, CameraFault, InterruptedException {
        this.settings = settings;
        this.optics = optics;
        folder = Files.createTempDirectory("skycrane-bench");
        new ObjectMapper().writeValue(folder.resolve(BenchCamera.OPTICS).toFile(), optics);
        screen = ScreenFile.create(folder.resolve(BenchCamera.SCREEN), optics.pose());
        beats = new BeatKeeper(screen, settings.periodNs());
        truth = new BenchTruth(folder, settings.periodNs());
        camera = StreamCamera.rpicam(program(folder, faults), settings, 0, MAX_RESTARTS);
        try {
            camera.open();
        } catch (CameraFault e) {
            close();
            throw e;
        }
    }

    /** The stand-in as a program, in a Java of its own. */
    static RpicamProgram program(Path bench, String faults) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new RpicamProgram(List.of("env", StandInRpicamVid.FAULTS + "=" + faults,
                StandInRpicamVid.BENCH + "=" + bench, java, "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx384m", "-cp",
                System.getProperty("java.class.path"), StandInRpicamVid.class.getName()));
    }

    /** Calibrates lens, screen, brightness and latency as one would a real bench. */
    @Override
    public RigCalibration calibrate(Effort effort, Consumer<String> progress)
            throws CameraFault, InterruptedException {
        BenchCalibrator calibrator = new BenchCalibrator(camera, settings, counted(), beats, progress);
        lens = calibrator.lens(screen::move, optics.pose(), nominal(), effort.lensViews(), optics.seed());
        CalibrationFile file = new CalibrationFile(lens.intrinsics(), CAMERA, "",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), lens.rmsPx(), lens.maxPx(),
                (int) lens.views().stream().filter(v -> !v.heldOut()).count(), "");
        return calibrator.rest(file, effort.rampSteps(), effort.latencyPhotographs());
    }

    /** What the data sheet says: to know how far away to hang the board. */
    private CameraIntrinsics nominal() {
        return new CameraIntrinsics(settings.widthPx(), settings.heightPx(), 1739, 1739, (settings.widthPx() - 1) / 2.0,
                (settings.heightPx() - 1) / 2.0, 0, 0, 0, 0, 0);
    }

    private Screen counted() {
        return new Screen() {
            @Override
            public Shown show(byte[] canvas) {
                shown++;
                return screen.show(canvas);
            }

            @Override
            public Shown beat(byte[] patch) {
                return screen.beat(patch);
            }

            @Override
            public void close() {
                // the bench closes its screen
            }
        };
    }

    @Override
    public IntrinsicCalibration lens() {
        return lens;
    }

    /** Every photograph that it takes for good is put down for {@link #truth}. */
    @Override
    public RigCamera lcam(RigCalibration calibration, long patienceNs) {
        truth.picturesBefore(shown);
        RigCamera lcam = new RigCamera(camera, settings, screen, beats, calibration, patienceNs);
        lcam.watch((tick, picture, capture) -> {
            if (capture != null) truth.claim(capture, picture);
        });
        return lcam;
    }

    /** Where the next pictures hang. @param pose see {@link BenchOptics#pose} */
    void move(double[] pose) {
        screen.move(pose);
    }

    /** Who knows what the photographs truly were. */
    public BenchTruth truth() {
        return truth;
    }

    /** Optics of this bench, which a calibration must not look at. */
    public BenchOptics optics() {
        return optics;
    }

    @Override
    public String cameraName() {
        return CAMERA;
    }

    @Override
    public BenchTruth.Judgement judgement() throws IOException {
        return truth.judge();
    }

    @Override
    public String version() {
        try {
            return program(folder, "").version();
        } catch (CameraFault e) {
            return "unknown: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** The camera. */
    StreamCamera camera() {
        return camera;
    }

    /** Its screen. */
    Screen screen() {
        return screen;
    }

    /** The beat. */
    BeatKeeper beats() {
        return beats;
    }

    @Override
    public void close() {
        beats.close();
        camera.close();
        screen.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // a leftover of a temporary folder harms nobody
        }
    }
}
