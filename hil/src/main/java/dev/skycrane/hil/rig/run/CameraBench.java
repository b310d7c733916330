package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibration;
import dev.skycrane.hil.rig.calibration.Prewarp;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.ScreenResidual;
import dev.skycrane.hil.rig.stimulus.BendableScreen;
import dev.skycrane.hil.rig.stimulus.Screen;
import dev.skycrane.proto.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A real camera before a real screen: {@code rpicam-vid} as a child and a window or a page. The same path as the virtual bench from the camera
 * program's output on; but the screen hangs where it hangs, so the lens is calibrated before, with {@code hil rig calibrate}, and
 * nobody knows the truth.
 */
final class CameraBench implements Bench {
    private static final int MAX_RESTARTS = 5;

    private final RpicamProgram program;
    private final CaptureSettings settings;
    private final Screen screen;
    private final boolean bends;
    private final CalibrationFile lens;
    private final String name;
    private final BeatKeeper beats;
    private final StreamCamera camera;
    private final Consumer<String> progress;

    /**
     * Starts the camera; the screen is closed with this, or if the camera does not start.
     *
     * @param index number of the camera in the program's list
     * @param lens its calibration, null if a whole calibration will be read
     * @param bends whether the screen shows everything bent once it is calibrated
     * @throws InputException for a lens of another camera, or a screen that cannot be bent
     */
    CameraBench(RpicamProgram program, int index, CaptureSettings settings, Screen screen, Path lens, boolean bends,
            Consumer<String> progress) throws CameraFault, InterruptedException {
        this.program = program;
        this.settings = settings;
        this.screen = screen;
        this.bends = bends;
        this.progress = progress;
        if (bends && !(screen instanceof BendableScreen)) {
            throw InputException.of("screen", "--prewarp", "given", "a window or a page, which can be bent");
        }
        name = name(program.cameras(), index);
        this.lens = lens == null ? null : CalibrationFile.read(lens);
        if (lens != null) this.lens.requireFor(settings, name, "");
        beats = new BeatKeeper(screen, settings.periodNs());
        camera = StreamCamera.rpicam(program, settings, index, MAX_RESTARTS);
        try {
            camera.open();
        } catch (CameraFault e) {
            close();
            throw e;
        }
    }

    private static String name(List<RpicamProgram.Listed> cameras, int index) throws CameraFault {
        return cameras.stream().filter(c -> c.index() == index).map(c -> c.sensor() + " " + c.path()).findFirst()
                .orElseThrow(() -> new CameraFault("camera: number=" + index + ", expected one of the "
                        + cameras.size() + " that the camera program lists", false));
    }

    @Override
    public String cameraName() {
        return name;
    }

    @Override
    public String version() {
        try {
            return program.version();
        } catch (CameraFault e) {
            return "unknown: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    @Override
    public RigCalibration calibrate(Effort effort, Consumer<String> lines) throws CameraFault, InterruptedException {
        if (lens == null) {
            throw InputException.of("usage", "--lens", "none",
                    "the lens' calibration (hil rig calibrate --out), or --calibration with a whole one");
        }
        return calibrator(lines).rest(lens, effort.rampSteps(), effort.latencyPhotographs());
    }

    private BenchCalibrator calibrator(Consumer<String> lines) {
        return new BenchCalibrator(camera, settings, screen, beats, lines);
    }

    @Override
    public IntrinsicCalibration lens() {
        return null;
    }

    @Override
    public RigCamera lcam(RigCalibration calibration, long patienceNs) throws CameraFault, InterruptedException {
        RigCalibration used = bends ? bent(calibration) : calibration;
        return new RigCamera(camera, settings, screen, beats, used, patienceNs);
    }

    private RigCalibration bent(RigCalibration calibration) throws CameraFault, InterruptedException {
        Prewarp prewarp = new Prewarp(calibration.screen());
        ((BendableScreen) screen).bend(prewarp);
        ScreenResidual check = calibrator(progress).check(prewarp.seen());
        progress.accept(String.format(Locale.ROOT, "pre-warped: %.3f px rms, %.3f px at most", check.rmsPx(),
                check.maxPx()));
        return new RigCalibration(calibration.lens(), prewarp.seen(), calibration.fit(), check, calibration.ramp(),
                calibration.latencyNs(), calibration.latencyUncertaintyNs());
    }

    @Override
    public BenchTruth.Judgement judgement() {
        return null;
    }

    @Override
    public void close() {
        beats.close();
        camera.close();
        screen.close();
    }
}
