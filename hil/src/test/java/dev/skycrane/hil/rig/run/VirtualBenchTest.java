package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole bench over real pipes: calibrated, photographed, judged by its own truth. */
@Timeout(240)
class VirtualBenchTest {
    private static final CaptureSettings SETTINGS = new CaptureSettings(1456, 1088, 4, 2000, 1);
    private static final long PATIENCE_NS = 30_000_000_000L;
    /** Processes per processor that want to run; {@code -Dskycrane.maxLoad} where this test is served first. */
    private static final double MAX_LOAD = Integer.getInteger("skycrane.maxLoad", 8);
    @TempDir
    private Path folder;

    /** Pictures cut off, damaged and doubled and a lost record harm no photograph that is taken for good. */
    @Test
    void calibratedBenchReturnsEachPictureWithItsOwnTime() throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                / Runtime.getRuntime().availableProcessors();
        Assumptions.assumeTrue(load < MAX_LOAD,
                "skipped: a camera in real time needs a machine that is less busy, load " + load);
        BenchOptics optics = BenchOptics.seeded(11);
        try (VirtualBench bench = new VirtualBench(SETTINGS, optics,
                "cut@40,nometa@60,corrupt@80,dup@100,cut@150,nometa@155")) {
            RigCalibration c = bench.calibrate(new Bench.Effort(10, 9, 30), line -> {});
            System.out.printf(
                    "bench seed 11: lens %.3f px, screen %.3f LCAM px, latency %.2f +- %.2f ms, truth %.2f ms%n",
                    c.lens().rmsPx(), c.check().rmsPx(), c.latencyNs() * 1e-6, c.latencyUncertaintyNs() * 1e-6,
                    optics.displayLatencyNs() * 1e-6);
            assertTrue(c.lens().rmsPx() <= 0.15, "lens " + c.lens().rmsPx());
            assertTrue(c.check().rmsPx() <= 0.3, "screen " + c.check().rmsPx());
            assertEquals(optics.lens().fxPx(), c.lens().lens().fxPx(), 0.01 * optics.lens().fxPx());
            assertEquals(optics.displayLatencyNs() * 1e-6, c.latencyNs() * 1e-6, 10);
            RigCamera lcam = bench.lcam(c, PATIENCE_NS);
            for (int k = 0; k < 12; k++) {
                CameraFrame taken = lcam.photograph(frame(k));
                assertNotNull(taken, "picture " + k + ", " + bench.camera().counts());
                assertEquals(k, taken.exposureTick());
                assertEquals(0, rmsOff(frame(k).data(), taken.data()), 12, "picture " + k);
            }
            BenchTruth.Judgement truth = bench.truth().judge();
            System.out.println(truth + " " + bench.camera().counts());
            assertEquals(12, truth.photographs());
            assertEquals(0, truth.wrongPairings() + truth.wrongPictures() + truth.unknown(), truth.toString());
            assertTrue(truth.timeErrorMaxMs() <= 1, truth.toString());
            keptCalibrationIsTheSame(c);
        }
    }

    private void keptCalibrationIsTheSame(RigCalibration c) throws Exception {
        c.write(folder.resolve("rig"));
        RigCalibration read = RigCalibration.read(folder.resolve("rig"), SETTINGS, VirtualBench.CAMERA);
        assertEquals(c.hash(), read.hash());
        assertThrows(InputException.class,
                () -> RigCalibration.read(folder.resolve("rig"), new CaptureSettings(640, 480, 10, 2000, 1), ""));
        assertThrows(InputException.class, () -> RigCalibration.read(folder.resolve("rig"), SETTINGS, "imx477 /base"));
    }

    @Test
    void benchWithoutCameraRefusesToStart() {
        Exception e = assertThrows(Exception.class, () -> new VirtualBench(SETTINGS, BenchOptics.seeded(2), "nocam"));
        assertTrue(e.getMessage().contains("no cameras available"), e.getMessage());
    }

    private static CameraFrame frame(int k) {
        byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        for (int i = 0; i < grey.length; i++) {
            int x = i % Canvas.LCAM_PX - 20 * k;
            int y = i / Canvas.LCAM_PX;
            grey[i] = (byte) (int) (110 + 50 * StrictMath.sin(x / 30.0) * StrictMath.sin(y / 25.0));
        }
        return new CameraFrame(CameraId.LCAM, k, Canvas.LCAM_PX, Canvas.LCAM_PX, CameraFrame.Format.GREY8, k, 150,
                grey);
    }

    /** Over the middle half, where the lens loses little light. */
    private static double rmsOff(byte[] a, byte[] b) {
        double squares = 0;
        int n = 0;
        for (int row = 256; row < 768; row++)
            for (int column = 256; column < 768; column++, n++) {
                int i = row * Canvas.LCAM_PX + column;
                double d = (a[i] & 0xFF) - (b[i] & 0xFF);
                squares += d * d;
            }
        return Math.sqrt(squares / n);
    }
}
