package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of a chessboard by two Raspberry Pi cameras; OpenCV's calibration of the same corners where Python has it. */
@Timeout(120)
class RealChessboardTest {
    private static final String OPENCV = """
            import csv, sys, numpy as np, cv2
            views = {}
            for r in csv.DictReader(open(sys.argv[1])):
                views.setdefault(r['view'], []).append([float(r[k]) for k in ('x_mm', 'y_mm', 'column_px', 'row_px')])
            boards = [np.array([[a, b, 0] for a, b, c, d in v], np.float32) for v in views.values()]
            corners = [np.array([[c, d] for a, b, c, d in v], np.float32).reshape(-1, 1, 2) for v in views.values()]
            rms, k, d, r, t = cv2.calibrateCamera(boards, corners, (320, 240), None, None, flags=cv2.CALIB_FIX_K3)
            print(rms, k[0, 0], k[1, 1], k[0, 2], k[1, 2])
            """;
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"left_*", "right_*"})
    void convergesAndAgreesWithOpenCv(String match) throws Exception {
        Path pictures = SharedData.require("rpi/stereopi_chessboard");
        BoardFinder finder = BoardSpec.parse("chessboard:9x6:25").finder();
        BoardImages found = BoardImages.find(pictures, match, finder, line -> {});
        IntrinsicCalibration c = new IntrinsicCalibrator(finder.layoutMm(), found.widthPx(), found.heightPx(), 2)
                .calibrate(found.views(), 0);
        CalibrationTable.of(c).forEach(System.out::println);
        assertEquals(8, found.views().size(), "views without board: " + found.without());
        assertTrue(c.rmsPx() < 0.2, "rms " + c.rmsPx());
        double[] opencv = opencv(found, finder);
        System.out.printf(Locale.ROOT, "  %s OpenCV: rms %.4f fx %.3f fy %.3f; ours %.4f %.3f %.3f%n", match, opencv[0],
                opencv[1], opencv[2], c.rmsPx(), c.intrinsics().fxPx(), c.intrinsics().fyPx());
        assertEquals(opencv[1], c.intrinsics().fxPx(), 0.01 * opencv[1]);
        assertEquals(opencv[2], c.intrinsics().fyPx(), 0.01 * opencv[2]);
        assertEquals(opencv[0], c.rmsPx(), 0.01);
    }

    private double[] opencv(BoardImages found, BoardFinder finder) throws Exception {
        Path table = folder.resolve("corners.csv");
        Files.writeString(table, CalibrateCommand.cornerTable(finder.layoutMm(), found));
        Path script = folder.resolve("calibrate.py");
        Files.writeString(script, OPENCV);
        Process python = new ProcessBuilder(System.getProperty("skycrane.python", "python3"), script.toString(),
                table.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Assumptions.assumeTrue(python.waitFor() == 0,
                "no Python with OpenCV (python3-opencv, or -Dskycrane.python=...), so nothing to compare with");
        String[] words = said.split(" ");
        double[] out = new double[words.length];
        for (int i = 0; i < out.length; i++)
            out[i] = Double.parseDouble(words[i]);
        return out;
    }
}
