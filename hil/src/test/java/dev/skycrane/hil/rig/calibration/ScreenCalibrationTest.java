package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.optics.OpticalModel;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The screen's place and the way back to LCAM's grid, on photographs of the optical model. */
@Timeout(120)
class ScreenCalibrationTest {
    private static BenchOptics optics;
    private static OpticalModel model;
    private static ScreenMap map;
    private static ScreenResidual fit;

    @BeforeAll
    static void calibrate() {
        optics = BenchOptics.seeded(7);
        model = new OpticalModel(optics, Canvas.WIDTH_PX, Canvas.HEIGHT_PX);
        List<double[]> canvas = new ArrayList<>();
        List<double[]> camera = new ArrayList<>();
        corners(16, canvas, camera);
        map = ScreenCalibrator.fit(optics.lens(), Canvas.WIDTH_PX, Canvas.HEIGHT_PX, canvas, camera);
        fit = ScreenResidual.of(map, canvas, camera);
    }

    private static byte[] photograph(byte[] canvas) {
        char[] light = new char[1456 * 1088];
        byte[] luma = new byte[light.length];
        model.gather(canvas, model.whole(), light);
        model.develop(light, 1, luma);
        return luma;
    }

    private static void corners(int squares, List<double[]> canvas, List<double[]> camera) {
        BoardFinder finder = Canvas.boardOf(squares).finder();
        BoardView view = finder.find("screen", photograph(Canvas.withBoard(squares)), 1456, 1088);
        double[][] layout = finder.layoutMm();
        for (int i = 0; i < view.size(); i++) {
            canvas.add(Canvas.boardCorner(layout[view.corner()[i]]));
            camera.add(new double[]{view.columnPx()[i], view.rowPx()[i]});
        }
    }

    @Test
    void boardWithItsCornersElsewhereIsSeenWhereTheFitExpectsIt() {
        List<double[]> canvas = new ArrayList<>();
        List<double[]> camera = new ArrayList<>();
        corners(17, canvas, camera);
        ScreenResidual check = ScreenResidual.of(map, canvas, camera);
        System.out.printf("screen residual: fit %.4f, check %.4f rms, %.4f max LCAM px%n", fit.rmsPx(), check.rmsPx(),
                check.maxPx());
        assertTrue(check.rmsPx() < 0.1, "rms " + check.rmsPx());
        assertTrue(check.maxPx() < 0.3, "max " + check.maxPx());
    }

    @Test
    void canvasAndCameraAreInverse() {
        double[] at = new double[2];
        for (double[] mark : Canvas.MARKS) {
            map.toCamera(mark[0], mark[1], at);
            assertTrue(map.toCanvas(at[0], at[1], at));
            assertEquals(mark[0], at[0], 1e-6);
            assertEquals(mark[1], at[1], 1e-6);
        }
    }

    /** A smooth pattern comes back to the level, and a bright spot to the pixel. */
    @Test
    void pictureOfLcamComesBackInItsPlaceAndBrightness() {
        byte[] lcam = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        for (int i = 0; i < lcam.length; i++) {
            double x = i % Canvas.LCAM_PX / 40.0;
            double y = i / Canvas.LCAM_PX / 55.0;
            lcam[i] = (byte) (int) (120 + 60 * StrictMath.sin(x) * StrictMath.cos(y));
        }
        Ramp ramp = ramp();
        byte[] canvas = Canvas.empty();
        Canvas.lcam(lcam, ramp.shownFor(), canvas);
        byte[] back = new byte[lcam.length];
        new RemapTable(map).apply(photograph(canvas), ramp.levelOf(), back);
        double squares = 0;
        int n = 0;
        // the middle half, where the lens loses no light
        for (int row = 256; row < 768; row++)
            for (int column = 256; column < 768; column++, n++) {
                int i = row * Canvas.LCAM_PX + column;
                double off = (back[i] & 0xFF) - (lcam[i] & 0xFF);
                squares += off * off;
            }
        assertEquals(0, Math.sqrt(squares / n), 5, "rms of the levels");
    }

    private static Ramp ramp() {
        int[] shown = new int[18];
        double[] back = new double[18];
        for (int k = 0; k < 18; k++) {
            shown[k] = 15 * k;
            byte[] canvas = new byte[Canvas.WIDTH_PX * Canvas.HEIGHT_PX];
            Arrays.fill(canvas, (byte) shown[k]);
            byte[] luma = photograph(canvas);
            double sum = 0;
            for (int row = 444; row < 644; row++)
                for (int column = 628; column < 828; column++)
                    sum += luma[row * 1456 + column] & 0xFF;
            back[k] = sum / 40_000;
        }
        return new Ramp(shown, back, 1, 0);
    }

    /**
     * Beside the same interpolation without tables. The picture rises by 6 levels a pixel at most; rounding to weights of 7 bits is 1/256 px in
     * either direction, the column shared by two pixels off by the slope of the rows, under 0.04 px here; rounding the level is 1/2.
     */
    @Test
    void remapIsTheBilinearInterpolationAtEachPixelsPlace() {
        byte[] camera = new byte[1456 * 1088];
        for (int i = 0; i < camera.length; i++)
            camera[i] = (byte) Math.round(128 + 60 * StrictMath.sin(i % 1456 / 10.0) * StrictMath.cos(i / 1456 / 10.0));
        byte[] same = new byte[256];
        for (int i = 0; i < same.length; i++)
            same[i] = (byte) i;
        byte[] out = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        new RemapTable(map).apply(camera, same, out);
        double[] at = new double[2];
        double squares = 0;
        for (int i = 0; i < out.length; i++) {
            map.toCamera(Canvas.LCAM_X + i % Canvas.LCAM_PX, Canvas.LCAM_Y + i / Canvas.LCAM_PX, at);
            int x = (int) at[0];
            int y = (int) at[1];
            double a = at[0] - x;
            int k = y * 1456 + x;
            double upper = (camera[k] & 0xFF) * (1 - a) + (camera[k + 1] & 0xFF) * a;
            double lower = (camera[k + 1456] & 0xFF) * (1 - a) + (camera[k + 1457] & 0xFF) * a;
            double off = (out[i] & 0xFF) - (upper + (at[1] - y) * (lower - upper));
            assertEquals(0, off, 0.5 + 6 * (2.0 / 256 + 0.04), "pixel " + i);
            squares += off * off;
        }
        assertEquals(0, Math.sqrt(squares / out.length), 0.31, "the rounding of the level alone is 0.29");
    }

    @Test
    void movedRigIsSeenByTheMarks() {
        MarkDrift drift = new MarkDrift(map);
        assertEquals(0, drift.shiftPx(photograph(Canvas.empty())), 0.1);
        double[] pose = optics.pose().clone();
        pose[3] += 1.5;
        model.place(pose);
        try {
            assertEquals(1.5, drift.shiftPx(photograph(Canvas.empty())), 0.15);
        } finally {
            model.place(optics.pose());
        }
        assertTrue(Double.isNaN(drift.shiftPx(new byte[1456 * 1088])), "a dark picture has no marks");
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThrows(InputException.class, () -> ScreenCalibrator.fit(optics.lens(), Canvas.WIDTH_PX, Canvas.HEIGHT_PX,
                List.of(new double[]{1, 1}), List.of(new double[]{1, 1})));
    }

    @Test
    void cameraThatDoesNotSeeAllOfLcamIsRefused() {
        double[] h = map.homography().clone();
        h[2] += 0.2 * h[8];
        ScreenMap aside = new ScreenMap(map.lens(), map.canvasWidthPx(), map.canvasHeightPx(), h);
        assertThrows(InputException.class, () -> new RemapTable(aside));
    }
}
