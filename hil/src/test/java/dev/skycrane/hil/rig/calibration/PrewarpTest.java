package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.optics.OpticalModel;
import dev.skycrane.hil.rig.stimulus.Canvas;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bent picture on the screen of the optical model. */
@Timeout(60)
class PrewarpTest {
    private static final int[] WHOLE = {0, 0, Canvas.WIDTH_PX, Canvas.HEIGHT_PX};
    private final BenchOptics optics = BenchOptics.seeded(5);
    private final ScreenMap map = TrueCalibration.of(optics, "").screen();
    private final Prewarp prewarp = new Prewarp(map);

    private byte[] photograph(byte[] canvas) {
        byte[] screen = new byte[canvas.length];
        prewarp.apply(canvas, WHOLE, screen);
        char[] light = new char[1456 * 1088];
        byte[] luma = new byte[light.length];
        OpticalModel model = new OpticalModel(optics, Canvas.WIDTH_PX, Canvas.HEIGHT_PX);
        model.gather(screen, model.whole(), light);
        model.develop(light, 1, luma);
        return luma;
    }

    /** The lens here bends straight lines by pixels; pre-warped, corners of a board stand where a plain scale says. */
    @Test
    void cameraSeesABentPictureStraight() {
        BoardFinder finder = Canvas.boardOf(16).finder();
        BoardView view = finder.find("screen", photograph(Canvas.withBoard(16)), 1456, 1088);
        List<double[]> canvas = new ArrayList<>();
        List<double[]> camera = new ArrayList<>();
        double bent = 0;
        double[] at = new double[2];
        double[] straight = new double[2];
        for (int i = 0; i < view.size(); i++) {
            canvas.add(Canvas.boardCorner(finder.layoutMm()[view.corner()[i]]));
            camera.add(new double[]{view.columnPx()[i], view.rowPx()[i]});
            double[] corner = canvas.get(i);
            map.toCamera(corner[0], corner[1], at);
            prewarp.seen().toCamera(corner[0], corner[1], straight);
            bent = Math.max(bent, Math.abs(at[0] - straight[0]) + Math.abs(at[1] - straight[1]));
        }
        ScreenResidual residual = ScreenResidual.of(prewarp.seen(), canvas, camera);
        System.out.printf("pre-warp: up to %.1f px bent, residual %.3f px rms, %.3f px at most%n", bent,
                residual.rmsPx(), residual.maxPx());
        assertEquals(225, view.size());
        assertTrue(bent > 3, "the lens bends by px: " + bent);
        assertTrue(residual.rmsPx() < 0.1 && residual.maxPx() < 0.3, "residual " + residual.rmsPx());
    }

    @Test
    void codesAndMarksAreReadWhereTheStraightPictureHasThem() {
        byte[] canvas = Canvas.empty();
        Canvas.number(canvas, 4711);
        byte[] luma = photograph(canvas);
        assertEquals(0, new MarkDrift(prewarp.seen()).shiftPx(luma), 0.1);
        double[] at = new double[2];
        for (int[] corner : Canvas.CODES)
            assertEquals(OptionalInt.of(4711), FrameCode.read((column, row) -> {
                prewarp.seen().toCamera(corner[0] + (column + 0.5) * Canvas.CELL_PX,
                        corner[1] + (row + 0.5) * Canvas.CELL_PX, at);
                return luma[(int) Math.rint(at[1]) * 1456 + (int) Math.rint(at[0])] & 0xFF;
            }));
    }

    /** Bending the beat's box alone is the same as bending everything. */
    @Test
    void boxHoldsAllThatABeatChanges() {
        byte[] canvas = Canvas.empty();
        byte[] before = new byte[canvas.length];
        byte[] after = new byte[canvas.length];
        prewarp.apply(canvas, WHOLE, before);
        Canvas.place(Canvas.beat(123456), canvas);
        prewarp.apply(canvas, WHOLE, after);
        prewarp.apply(canvas, prewarp.box(Canvas.BEAT[0], Canvas.BEAT[1], Canvas.CODE_WIDTH_PX,
                Canvas.CODE_HEIGHT_PX), before);
        for (int i = 0; i < after.length; i++)
            assertEquals(after[i], before[i], "pixel " + i);
    }
}
