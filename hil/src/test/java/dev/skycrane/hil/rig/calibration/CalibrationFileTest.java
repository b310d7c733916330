package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.proto.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTest {
    private static final CalibrationFile FILE = new CalibrationFile(SyntheticViews.LENS, "imx296 /base/i2c@1",
            "1456:1088:10:P", "2026-01-02T03:04:05Z", 0.123, 0.5, 17, "ab12");
    @TempDir
    private Path folder;

    @Test
    void bothFormatsAreReadAsTheyWereWritten() throws Exception {
        for (String text : new String[]{FILE.toOpenCv(), FILE.toRos()}) {
            Path file = folder.resolve("camera.yaml");
            CalibrationFile.write(text, file);
            assertEquals(FILE, CalibrationFile.read(file));
        }
    }

    /** As OpenCV 4 writes it: four coefficients, other indentation, keys of its own. */
    @Test
    void openCvsOwnFileIsRead() throws Exception {
        Path file = folder.resolve("opencv.yml");
        Files.writeString(file, """
                %YAML:1.0
                ---
                calibration_time: "Fri 02 Jan 2026"
                nframes: 12
                image_width: 640
                image_height: 480
                board_width: 9
                camera_matrix: !!opencv-matrix
                   rows: 3
                   cols: 3
                   dt: d
                   data: [ 535.4, 0., 320.5, 0., 536.1, 233., 0., 0., 1. ]
                distortion_coefficients: !!opencv-matrix
                   rows: 4
                   cols: 1
                   dt: d
                   data: [ -2.6e-01, -4.6e-02, 1.8e-03, -3.1e-04 ]
                """);
        CalibrationFile read = CalibrationFile.read(file);
        assertEquals(new CameraIntrinsics(640, 480, 535.4, 536.1, 320.5, 233, -0.26, -0.046, 0.0018, -3.1e-4, 0),
                read.lens());
        assertEquals("", read.camera());
    }

    @Test
    void calibrationOfAnotherStreamIsRefused() {
        CaptureSettings own = new CaptureSettings(1456, 1088, 20, 2000, 1);
        FILE.requireFor(own, "imx296 /base/i2c@1", "1456:1088:10:P");
        FILE.requireFor(own, "", "");
        refused("size=1456x1088, expected that of the stream, 640x480",
                () -> FILE.requireFor(new CaptureSettings(640, 480, 20, 2000, 1), "", ""));
        refused("camera=imx296", () -> FILE.requireFor(own, "imx477 /base/i2c@1", ""));
        refused("mode=1456:1088:10:P", () -> FILE.requireFor(own, "", "728:544:10:P"));
    }

    @Test
    void whatIsNoCalibrationIsRefusedByName() throws Exception {
        Path file = folder.resolve("bad.yaml");
        Files.writeString(file, "image_width: 640\nimage_height: 480\n");
        refused("camera_matrix=absent", () -> CalibrationFile.read(file));
        Files.writeString(file, FILE.toRos().replace("plumb_bob", "equidistant"));
        refused("distortion_model=equidistant, expected plumb_bob", () -> CalibrationFile.read(file));
        Files.writeString(file, "\u0000\u0001 [[");
        refused("expected YAML", () -> CalibrationFile.read(file));
        Files.writeString(file, "!!javax.script.ScriptEngineManager [x]");
        assertThrows(InputException.class, () -> CalibrationFile.read(file));
        refused("expected a file that can be read", () -> CalibrationFile.read(folder.resolve("none.yaml")));
    }

    private static void refused(String message, Runnable what) {
        InputException e = assertThrows(InputException.class, what::run);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
