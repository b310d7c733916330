package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.landing.LcamPort;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import dev.skycrane.hil.rig.calibration.Ramp;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.ScreenMap;
import dev.skycrane.hil.rig.calibration.ScreenResidual;
import dev.skycrane.proto.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPhotographsTest {
    private static final CameraIntrinsics LENS = new CameraIntrinsics(64, 48, 60, 60, 31.5, 23.5, 0, 0, 0, 0, 0);
    private static final RigCalibration CALIBRATION = new RigCalibration(
            new CalibrationFile(LENS, "", "", "", 0.1, 0.2, 9, ""),
            new ScreenMap(LENS, 1400, 1040, new double[]{1, 0, 0, 0, 1, 0, 0, 0, 1}),
            new ScreenResidual(0, 0, List.of()),
            new ScreenResidual(0, 0, List.of()), new Ramp(new int[]{0, 255}, new double[]{5, 220}, 1, 0), 0, 0);
    private final List<String> failures = new ArrayList<>();
    @TempDir
    private Path folder;

    private static CameraFrame frame(long tick, int level) {
        byte[] grey = new byte[12];
        java.util.Arrays.fill(grey, (byte) level);
        return new CameraFrame(CameraId.LCAM, 0, 4, 3, CameraFrame.Format.GREY8, tick, 150, grey);
    }

    @Test
    void whatWasKeptIsPhotographedAgainTickByTick() throws Exception {
        try (KeptPhotographs.Writer kept = KeptPhotographs.write(folder, CALIBRATION, failures::add)) {
            LcamPort port = kept
                    .keeping(rendered -> rendered.exposureTick() == 200 ? null : frame(rendered.exposureTick(), 77));
            port.photograph(frame(100, 1));
            assertNull(port.photograph(frame(200, 1)));
            kept.end("00ff");
        }
        try (KeptPhotographs again = KeptPhotographs.read(folder)) {
            assertEquals("00ff", again.digest());
            assertArrayEquals(frame(100, 77).data(), again.photograph(frame(100, 1)).data());
            assertNull(again.photograph(frame(200, 1)), "LCAM did not answer then either");
            assertNull(again.photograph(frame(300, 1)));
            assertEquals(1, again.used());
        }
    }

    /** Row 8 of the failure modes: a disk that fails ends the keeping, not the flight. */
    @Test
    void diskThatFailsLeavesThePhotographsToTheFlight() throws Exception {
        try (KeptPhotographs.Writer kept = KeptPhotographs.write(folder, CALIBRATION, failures::add)) {
            CameraFrame taken = frame(100, 77);
            LcamPort port = kept.keeping(rendered -> taken);
            // a folder stands where the picture should go, as root may write anywhere else
            Files.createDirectory(folder.resolve("lcam_000100.pgm"));
            assertSame(taken, port.photograph(frame(100, 1)));
            assertSame(taken, port.photograph(frame(164, 1)));
            assertTrue(kept.failed());
            assertEquals(1, failures.size(), failures.toString());
            assertTrue(Files.notExists(folder.resolve("lcam_000164.pgm")), "nothing is kept after a gap");
        }
    }

    @Test
    void folderInUseAndFolderThatIsNoneAreRefused() throws Exception {
        KeptPhotographs.write(folder, CALIBRATION, failures::add).close();
        assertThrows(InputException.class, () -> KeptPhotographs.write(folder, CALIBRATION, failures::add));
        assertThrows(InputException.class, () -> KeptPhotographs.read(folder.resolve("none")));
        Files.writeString(folder.resolve("index.csv"), "one,two,three\n");
        assertThrows(InputException.class, () -> KeptPhotographs.read(folder));
    }
}
