package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.TrueCalibration;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.Screen;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What goes wrong on a rig while it photographs, on the virtual bench with its real pipes, calibrated perfectly. */
@Timeout(90)
class RigFailureTest {
    private static final CaptureSettings SETTINGS = new CaptureSettings(1456, 1088, 8, 2000, 1);
    private static final BenchOptics OPTICS = BenchOptics.seeded(3);
    private static final RigCalibration CALIBRATION = TrueCalibration.of(OPTICS, VirtualBench.CAMERA);
    private static final long SECOND_NS = 1_000_000_000L;
    /** Processes per processor that want to run; {@code -Dskycrane.maxLoad} where this test is served first. */
    private static final double MAX_LOAD = Integer.getInteger("skycrane.maxLoad", 8);

    @BeforeEach
    void onAMachineThatKeepsUp() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                / Runtime.getRuntime().availableProcessors();
        Assumptions.assumeTrue(load < MAX_LOAD,
                "skipped: a camera in real time needs a machine that is less busy, load " + load);
    }

    /** Row 16: pictures come out of a buffer, older than what they should show; lock-step waits for the right one. */
    @Test
    void oldBufferedPicturesAreStaleAndTheRightOneIsWaitedFor() throws Exception {
        try (VirtualBench bench = new VirtualBench(SETTINGS, OPTICS, "lag@8")) {
            RigCamera lcam = bench.lcam(CALIBRATION, 20 * SECOND_NS);
            int taken = 0;
            for (; bench.camera().counts().pictures() < 24; taken++)
                assertNotNull(lcam.photograph(frame(taken)), "picture " + taken + ", " + bench.camera().counts());
            BenchTruth.Judgement truth = bench.truth().judge();
            assertEquals(taken, truth.photographs());
            assertEquals(0, truth.wrongPairings() + truth.wrongPictures() + truth.unknown(), truth.toString());
            assertTrue(lcam.log().stale >= 3, "stale " + lcam.log().stale);
            assertTrue(bench.camera().events().count(CameraEvent.Kind.STALE) >= 1,
                    bench.camera().events().counts().toString());
        }
    }

    /** Row 2: it is pulled out in flight; started again, it says that there is none, and from then on LCAM gives no picture. */
    @Test
    void cameraPulledOutIsGivenUpAndLcamGivesNoPicture() throws Exception {
        try (VirtualBench bench = new VirtualBench(SETTINGS, OPTICS, "unplug@14")) {
            RigCamera lcam = bench.lcam(CALIBRATION, 10 * SECOND_NS);
            int taken = 0;
            CameraFrame last = lcam.photograph(frame(0));
            for (; last != null && taken < 30; taken++)
                last = lcam.photograph(frame(taken + 1));
            assertTrue(taken >= 1 && last == null, "taken " + taken);
            assertNotNull(lcam.fault());
            assertTrue(lcam.fault().getMessage().contains("no cameras available"), lcam.fault().getMessage());
            assertEquals("failed", bench.camera().state());
            long beginNs = System.nanoTime();
            assertNull(lcam.photograph(frame(99)));
            assertTrue(System.nanoTime() - beginNs < SECOND_NS, "nobody waits for a camera that was given up");
            for (CameraEvent.Kind kind : Arrays.asList(CameraEvent.Kind.STALLED, CameraEvent.Kind.NO_CAMERA,
                    CameraEvent.Kind.CAMERA_LOST, CameraEvent.Kind.NO_PHOTOGRAPH))
                assertTrue(bench.camera().events().count(kind) >= 1,
                        kind + ": " + bench.camera().events().counts());
            assertEquals(2, lcam.log().missing);
        }
    }

    /** Row 11: the screen shows parts of two pictures; what is seen has no number and is refused, the next whole one is taken. */
    @Test
    void pictureOfTwoHalvesIsTornAndRefused() throws Exception {
        try (VirtualBench bench = new VirtualBench(SETTINGS, OPTICS, "")) {
            HalfShown screen = new HalfShown(bench.screen());
            RigCamera lcam = new RigCamera(bench.camera(), SETTINGS, screen, bench.beats(), CALIBRATION, 2 * SECOND_NS);
            lcam.watch((tick, picture, capture) -> {});
            assertNotNull(lcam.photograph(frame(0)));
            screen.olderBelow = Canvas.HEIGHT_PX / 2;
            assertNull(lcam.photograph(frame(1)));
            assertTrue(lcam.log().torn >= 1, "torn " + lcam.log().torn);
            assertTrue(bench.camera().events().count(CameraEvent.Kind.TORN) >= 1,
                    bench.camera().events().counts().toString());
            screen.olderBelow = Canvas.HEIGHT_PX;
            assertNotNull(lcam.photograph(frame(2)));
        }
    }

    /** Below a row the picture before stands still, as on a screen that is caught half way. */
    private static final class HalfShown implements Screen {
        private final Screen screen;
        private byte[] before = new byte[Canvas.WIDTH_PX * Canvas.HEIGHT_PX];
        private int olderBelow = Canvas.HEIGHT_PX;

        HalfShown(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Shown show(byte[] canvas) {
            byte[] seen = canvas.clone();
            int at = olderBelow * Canvas.WIDTH_PX;
            System.arraycopy(before, at, seen, at, seen.length - at);
            before = canvas.clone();
            return screen.show(seen);
        }

        @Override
        public Shown beat(byte[] patch) {
            return screen.beat(patch);
        }

        @Override
        public void close() {
            // the bench closes its screen
        }
    }

    /** Without a calibration of its own nothing had been shown before, and the beat could not be read. */
    @Test
    void soakTimesPhotographsWithACalibrationThatWasKept(@TempDir Path folder) throws Exception {
        CALIBRATION.write(folder);
        assertEquals(0, new CommandLine(new SoakCommand()).execute("--frames", "24", "--rate", "8", "--bench-seed", "3",
                "--calibration", folder.toString()));
    }

    /** Row 18: somebody moved the screen after the calibration. */
    @Test
    void rigThatWasMovedIsToldAndTooFarIsRefused() throws Exception {
        try (VirtualBench bench = new VirtualBench(SETTINGS, OPTICS, "")) {
            RigCamera lcam = bench.lcam(CALIBRATION, 2 * SECOND_NS);
            assertNotNull(lcam.photograph(frame(0)));
            assertEquals(0, bench.camera().events().count(CameraEvent.Kind.RIG_MOVED));
            bench.move(shifted(0.6));
            assertNotNull(lcam.photograph(frame(1)));
            assertEquals(1, bench.camera().events().count(CameraEvent.Kind.RIG_MOVED));
            assertEquals(0.6, lcam.log().lastDriftPx, 0.1);
            bench.move(shifted(1.5));
            assertNull(lcam.photograph(frame(2)));
            assertTrue(lcam.log().moved >= 1);
        }
    }

    private static double[] shifted(double px) {
        double[] pose = OPTICS.pose().clone();
        pose[3] += px;
        return pose;
    }

    private static CameraFrame frame(int k) {
        byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        for (int i = 0; i < grey.length; i++)
            grey[i] = (byte) (60 + (i + 20 * k) % Canvas.LCAM_PX / 8);
        return new CameraFrame(CameraId.LCAM, k, Canvas.LCAM_PX, Canvas.LCAM_PX, CameraFrame.Format.GREY8, k, 150,
                grey);
    }
}
