package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntrinsicCalibratorTest {
    private static final double[][] LAYOUT = SyntheticViews.layout(11, 8, 20);
    private static final double SIGMA_PX = 0.1;

    @Test
    void knownLensIsFoundWithinItsOwnErrorBars() {
        List<BoardView> views = SyntheticViews.views(20, LAYOUT, SIGMA_PX, 1);
        IntrinsicCalibration c = new IntrinsicCalibrator(LAYOUT, 1456, 1088, 2).calibrate(views, 0.2);
        double[] truth = SyntheticViews.LENS.parameters();
        double[] found = c.intrinsics().parameters();
        for (int i = 0; i < 8; i++) {
            assertTrue(Math.abs(found[i] - truth[i]) < 4 * c.sigma()[i] && c.sigma()[i] > 0,
                    CameraIntrinsics.NAMES[i] + " " + found[i] + " +- " + c.sigma()[i] + ", expected " + truth[i]);
        }
        assertEquals(0, c.sigma()[8]);
        // a residual has two coordinates
        assertEquals(SIGMA_PX * Math.sqrt(2), c.rmsPx(), 0.02);
        assertEquals(SIGMA_PX * Math.sqrt(2), c.heldOutRmsPx(), 0.03);
        assertEquals(4, c.views().stream().filter(IntrinsicCalibration.View::heldOut).count());
        assertEquals(16 * LAYOUT.length, c.points());
    }

    @Test
    void errorBarsAreThoseOfManyCalibrations() {
        int runs = 12;
        double sum = 0;
        double squares = 0;
        double told = 0;
        for (int i = 0; i < runs; i++) {
            IntrinsicCalibration c = new IntrinsicCalibrator(LAYOUT, 1456, 1088, 2)
                    .calibrate(SyntheticViews.views(8, LAYOUT, SIGMA_PX, 100 + i), 0);
            double off = c.intrinsics().fxPx() - SyntheticViews.LENS.fxPx();
            sum += off / c.sigma()[0];
            squares += off * off / (c.sigma()[0] * c.sigma()[0]);
            told += c.sigma()[0];
        }
        // chi-square with 12 degrees of freedom: 99.9 % lie in 2.2 to 32.9
        assertTrue(squares > 2.2 && squares < 32.9, "seeds 100 to 111: sum of squares " + squares + ", sum " + sum
                + ", mean sigma " + told / runs);
    }

    @Test
    void boardSeenUnderOneTiltOnlyFixesNoLens() {
        List<BoardView> one = SyntheticViews.views(1, LAYOUT, SIGMA_PX, 3);
        assertThrows(InputException.class, () -> new IntrinsicCalibrator(LAYOUT, 1456, 1088, 2).calibrate(one, 0));
    }

    @Test
    void directionsAndPixelsInvertEachOther() {
        double[] n = new double[2];
        double[] px = new double[2];
        for (int column = 0; column < 1456; column += 91)
            for (int row = 0; row < 1088; row += 68) {
                assertTrue(SyntheticViews.LENS.toNormalised(column, row, n));
                SyntheticViews.LENS.toPixel(n[0], n[1], px);
                assertEquals(column, px[0], 1e-8);
                assertEquals(row, px[1], 1e-8);
            }
    }
}
