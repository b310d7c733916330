package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.TrueCalibration;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.standin.BenchCamera;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --bench camera} with the stand-in in the place of {@code rpicam-vid}: a program on the path, a screen, a lens from a file. */
@Timeout(60)
class CameraBenchTest {
    private static final CaptureSettings SETTINGS = new CaptureSettings(1456, 1088, 5, 2000, 1);
    private static final BenchOptics OPTICS = BenchOptics.seeded(4);
    private static final double MAX_LOAD = Integer.getInteger("skycrane.maxLoad", 8);
    @TempDir
    private Path folder;

    @BeforeEach
    void benchOfFiles() throws IOException {
        new ObjectMapper().writeValue(folder.resolve(BenchCamera.OPTICS).toFile(), OPTICS);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path program = Files.writeString(folder.resolve("rpicam-vid"),
                "#!/bin/sh\n" + StandInRpicamVid.BENCH + "=" + folder + " exec " + java
                        + " -XX:+UseSerialGC -Xmx384m -cp " + System.getProperty("java.class.path") + " "
                        + StandInRpicamVid.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final CameraOptions options = new CameraOptions();
    }

    private static CameraOptions options(String... line) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(line);
        return holder.options;
    }

    private Bench open(String lensOf, String... more) throws Exception {
        Path lens = folder.resolve("camera.yaml");
        CalibrationFile.write(new CalibrationFile(OPTICS.lens(), lensOf, "", "", 0.1, 0.3, 20, "").toOpenCv(), lens);
        List<String> line = new ArrayList<>(List.of("--screen", "file:" + folder, "--camera-program",
                folder.resolve("rpicam-vid").toString(), "--lens", lens.toString()));
        line.addAll(List.of(more));
        return options(line.toArray(String[]::new)).open(SETTINGS, true, said -> {});
    }

    @Test
    void cameraProgramBeforeAScreenTakesPhotographs() throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                / Runtime.getRuntime().availableProcessors();
        Assumptions.assumeTrue(load < MAX_LOAD,
                "skipped: a camera in real time needs a machine that is less busy, load " + load);
        try (Bench bench = open(VirtualBench.CAMERA)) {
            assertEquals(VirtualBench.CAMERA, bench.cameraName());
            assertTrue(bench.version().contains("rpicam-apps"), bench.version());
            RigCalibration calibration = TrueCalibration.of(OPTICS, VirtualBench.CAMERA);
            RigCamera lcam = bench.lcam(calibration, 20_000_000_000L);
            byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
            for (int i = 0; i < grey.length; i++)
                grey[i] = (byte) (60 + i % Canvas.LCAM_PX / 8);
            for (int k = 0; k < 3; k++)
                assertNotNull(lcam.photograph(new CameraFrame(CameraId.LCAM, k, Canvas.LCAM_PX, Canvas.LCAM_PX,
                        CameraFrame.Format.GREY8, k, 150, grey)), "picture " + k);
            assertNull(bench.judgement(), "nobody knows the truth");
        }
    }

    @Test
    void lensOfAnotherCameraAndNoSuchCameraAreRefused() {
        assertTrue(assertThrows(InputException.class, () -> open("imx477 /base/elsewhere")).getMessage()
                .contains("camera=imx477"));
        assertTrue(assertThrows(Exception.class, () -> open(VirtualBench.CAMERA, "--camera", "3")).getMessage()
                .contains("number=3"));
        assertTrue(assertThrows(InputException.class, () -> open(VirtualBench.CAMERA, "--prewarp")).getMessage()
                .contains("--prewarp"));
        assertTrue(assertThrows(InputException.class, () -> options("--screen", "wall").openScreen(said -> {}))
                .getMessage().contains("--screen=wall"));
    }
}
