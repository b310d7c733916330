package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.Quality;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.rig.calibration.BoardFinder;
import dev.skycrane.hil.rig.calibration.BoardView;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibration;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibrator;
import dev.skycrane.hil.rig.calibration.Ramp;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.ScreenCalibrator;
import dev.skycrane.hil.rig.calibration.ScreenLatency;
import dev.skycrane.hil.rig.calibration.ScreenMap;
import dev.skycrane.hil.rig.calibration.ScreenResidual;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.Screen;
import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Finds out what must be known about a rig, by showing things and looking at them: the lens (where the board can be moved), the screen's place,
 * its brightness, its latency. One thread.
 */
public final class BenchCalibrator {
    /** Moves the screen before the camera, or the camera before the screen. */
    @FunctionalInterface
    public interface Mover {
        /** @param pose rotation vector, and the canvas' middle in the camera frame, px of the canvas */
        void move(double[] pose);
    }

    private static final int LENS_SQUARES = 13;
    private static final int FIT_SQUARES = 16;
    private static final int CHECK_SQUARES = 17;
    private static final int PHOTOGRAPHS = 4;
    private static final int RAMP_HALF_PX = 100;
    private static final int SATURATED = 254;
    private static final double AGREEING_SHARE = 0.5;
    private static final long SETTLE_NS = 150_000_000;
    private static final long PATIENCE_NS = 20_000_000_000L;
    private static final long WAKE_NS = 1_000_000;
    private static final EnumSet<Quality> HARMLESS = EnumSet.of(Quality.META_SUSPECT, Quality.GAP_BEFORE,
            Quality.CLOCK_STEP);

    private final StreamCamera camera;
    private final CaptureSettings settings;
    private final Screen screen;
    private final BeatKeeper beats;
    private final Consumer<String> progress;

    BenchCalibrator(StreamCamera camera, CaptureSettings settings, Screen screen, BeatKeeper beats,
            Consumer<String> progress) {
        this.camera = camera;
        this.settings = settings;
        this.screen = screen;
        this.beats = beats;
        this.progress = progress;
    }

    /** The next photograph that was exposed a good while after something was shown. */
    private Capture after(long shownNs) throws CameraFault, InterruptedException {
        long notBeforeNs = shownNs + SETTLE_NS + 2 * settings.periodNs();
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() < untilNs) {
            Capture capture = camera.next(settings.periodNs());
            if (capture != null && capture.luma() != null && HARMLESS.containsAll(capture.flags())
                    && capture.midExposureNs() > notBeforeNs) {
                return capture;
            }
        }
        throw new CameraFault("calibration: photographs=none in " + PATIENCE_NS / 1_000_000_000L
                + " s, expected whole ones with metadata", false);
    }

    /**
     * The lens, from the board on the screen under many tilts.
     *
     * @param home where the screen hangs afterwards
     */
    IntrinsicCalibration lens(Mover mover, double[] home, CameraIntrinsics guess, int views, long seed)
            throws CameraFault, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        BoardFinder finder = Canvas.boardOf(LENS_SQUARES).finder();
        byte[] canvas = Canvas.withBoard(LENS_SQUARES);
        List<BoardView> found = new ArrayList<>();
        for (int i = 0; found.size() < views && i < 2 * views; i++) {
            double scale = random.nextDouble(0.6, 0.95);
            double z = guess.fxPx() / scale;
            double roomX = Math.max(0, guess.widthPx() / scale - 1000) / 2;
            double roomY = Math.max(0, guess.heightPx() / scale - 1000) / 2;
            mover.move(new double[]{random.nextDouble(-0.5, 0.5), random.nextDouble(-0.5, 0.5),
                random.nextDouble(-0.2, 0.2), random.nextDouble(-1, 1) * roomX, random.nextDouble(-1, 1) * roomY, z});
            Capture capture = after(screen.show(canvas).untilNs());
            String name = String.format(Locale.ROOT, "view %02d", i + 1);
            BoardView view = finder.find(name, capture.luma(), capture.widthPx(), capture.heightPx());
            progress.accept(name + (view == null ? ": no board" : ": " + view.size() + " corners"));
            if (view != null && view.size() >= finder.layoutMm().length / 3) found.add(view);
        }
        mover.move(home);
        return new IntrinsicCalibrator(finder.layoutMm(), guess.widthPx(), guess.heightPx(), 3).calibrate(found, 0.2);
    }

    /** Everything but the lens. */
    RigCalibration rest(CalibrationFile lens, int rampSteps, int latencyPhotographs)
            throws CameraFault, InterruptedException {
        List<double[]> canvas = new ArrayList<>();
        List<double[]> seen = new ArrayList<>();
        look(FIT_SQUARES, canvas, seen);
        ScreenMap map = ScreenCalibrator.fit(lens.lens(), Canvas.WIDTH_PX, Canvas.HEIGHT_PX, canvas, seen);
        ScreenResidual fit = ScreenResidual.of(map, canvas, seen);
        ScreenResidual check = check(map);
        progress.accept(String.format(Locale.ROOT,
                "screen: %.3f px rms fitted, %.3f px rms and %.3f px at most on another board",
                fit.rmsPx(), check.rmsPx(), check.maxPx()));
        Ramp ramp = ramp(map, rampSteps);
        progress.accept(String.format(Locale.ROOT, "ramp: black %.1f, white %.1f, noise %.2f",
                ramp.cameraDn()[0], ramp.cameraDn()[ramp.cameraDn().length - 1], ramp.noiseDn()));
        ScreenLatency latency = latency(map, latencyPhotographs);
        progress.accept(String.format(Locale.ROOT, "latency of the screen: %.2f +- %.2f ms, %d of %d photographs agree",
                latency.latencyNs() * 1e-6, latency.uncertaintyNs() * 1e-6, latency.agreeing(), latency.photographs()));
        if (latency.agreeing() < AGREEING_SHARE * latency.photographs()) {
            throw new CameraFault(
                    "latency: agreeing=" + latency.agreeing() + ", expected most of " + latency.photographs()
                            + " photographs: is the machine too busy?",
                    false);
        }
        return new RigCalibration(lens, map, fit, check, ramp, latency.latencyNs(), latency.uncertaintyNs());
    }

    /** Where another board is seen, beside where it should be: whether a map holds. */
    ScreenResidual check(ScreenMap map) throws CameraFault, InterruptedException {
        List<double[]> canvas = new ArrayList<>();
        List<double[]> seen = new ArrayList<>();
        look(CHECK_SQUARES, canvas, seen);
        return ScreenResidual.of(map, canvas, seen);
    }

    /** Corners of a board on the screen, each the mean over some photographs. */
    private void look(int squares, List<double[]> canvas, List<double[]> seen)
            throws CameraFault, InterruptedException {
        BoardFinder finder = Canvas.boardOf(squares).finder();
        double[][] layout = finder.layoutMm();
        double[][] sums = new double[layout.length][3];
        long shownNs = screen.show(Canvas.withBoard(squares)).untilNs();
        for (int i = 0; i < PHOTOGRAPHS; i++) {
            Capture capture = after(shownNs);
            BoardView view = finder.find("screen", capture.luma(), capture.widthPx(), capture.heightPx());
            for (int k = 0; view != null && k < view.size(); k++) {
                double[] sum = sums[view.corner()[k]];
                sum[0] += view.columnPx()[k];
                sum[1] += view.rowPx()[k];
                sum[2]++;
            }
        }
        for (int k = 0; k < layout.length; k++) {
            if (sums[k][2] < PHOTOGRAPHS) continue;
            canvas.add(Canvas.boardCorner(layout[k]));
            seen.add(new double[]{sums[k][0] / sums[k][2], sums[k][1] / sums[k][2]});
        }
    }

    private Ramp ramp(ScreenMap map, int steps) throws CameraFault, InterruptedException {
        int[] shown = new int[steps];
        double[] back = new double[steps];
        double noise = 0;
        double saturated = 0;
        for (int i = 0; i < steps; i++) {
            shown[i] = Math.round(255f * i / (steps - 1));
            byte[] canvas = Canvas.empty();
            byte[] level = new byte[256];
            java.util.Arrays.fill(level, (byte) shown[i]);
            Canvas.lcam(new byte[Canvas.LCAM_PX * Canvas.LCAM_PX], level, canvas);
            long shownNs = screen.show(canvas).untilNs();
            int[] first = middle(map, after(shownNs));
            int[] second = middle(map, after(shownNs));
            double sum = 0;
            double squares = 0;
            int full = 0;
            for (int k = 0; k < first.length; k++) {
                sum += first[k] + second[k];
                squares += (first[k] - second[k]) * (first[k] - second[k]);
                if (first[k] >= SATURATED) full++;
            }
            back[i] = sum / (2 * first.length);
            noise += Math.sqrt(squares / (2 * first.length)) / steps;
            saturated = (double) full / first.length;
        }
        return new Ramp(shown, back, noise, saturated);
    }

    private static int[] middle(ScreenMap map, Capture capture) {
        double[] at = new double[2];
        map.toCamera(Canvas.LCAM_X + Canvas.LCAM_PX / 2.0, Canvas.LCAM_Y + Canvas.LCAM_PX / 2.0, at);
        int side = 2 * RAMP_HALF_PX;
        int x0 = (int) at[0] - RAMP_HALF_PX;
        int y0 = (int) at[1] - RAMP_HALF_PX;
        if (x0 < 0 || y0 < 0 || x0 + side > capture.widthPx() || y0 + side > capture.heightPx()) {
            throw InputException.of("ramp", "middle of the screen", x0 + "," + y0, "well inside the camera's picture");
        }
        int[] out = new int[side * side];
        for (int i = 0; i < out.length; i++)
            out[i] = capture.luma()[(y0 + i / side) * capture.widthPx() + x0 + i % side] & 0xFF;
        return out;
    }

    /** A photograph of a beat whose successor may not have been shown yet. */
    private record Sighting(int beat, long midExposureNs, long arrivalNs) {}

    private ScreenLatency latency(ScreenMap map, int photographs) throws CameraFault, InterruptedException {
        CodeReader codes = new CodeReader(map);
        List<Sighting> sightings = new ArrayList<>();
        long untilNs = System.nanoTime() + PATIENCE_NS + photographs * 2 * settings.periodNs();
        while (sightings.size() < photographs) {
            if (System.nanoTime() > untilNs) {
                throw new CameraFault("latency: photographs=" + sightings.size() + ", expected " + photographs
                        + " with a beat that can be read", false);
            }
            Capture capture = camera.next(settings.periodNs());
            if (capture == null || capture.luma() == null || !HARMLESS.containsAll(capture.flags())) continue;
            OptionalInt beat = codes.beat(capture.luma());
            if (beat.isEmpty() || beats.shownNs(beat.getAsInt()) == 0) continue;
            sightings.add(new Sighting(beat.getAsInt(), capture.midExposureNs(), capture.arrivalNs()));
        }
        // those taken just after their beat shone bound the latency from above: their successors are waited for, not left out
        ScreenLatency latency = new ScreenLatency(settings.periodNs());
        for (Sighting s : sightings)
            latency.observe(s.midExposureNs, beats.shownNs(s.beat), next(s.beat, untilNs), s.arrivalNs);
        return latency;
    }

    private long next(int beat, long untilNs) throws CameraFault {
        while (beats.nextNs(beat) == Long.MAX_VALUE) {
            if (System.nanoTime() > untilNs)
                throw new CameraFault("latency: beat=" + beat + ", expected another after it", false);
            LockSupport.parkNanos(WAKE_NS);
        }
        return beats.nextNs(beat);
    }
}
