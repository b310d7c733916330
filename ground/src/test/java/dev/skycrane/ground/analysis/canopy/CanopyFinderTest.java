package dev.skycrane.ground.analysis.canopy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Painted canopies in white and orange before a sky with a gradient, with bridle legs that are wider at the edge than the packed canopy. */
class CanopyFinderTest {
    private static final int W = 320;
    private static final int H = 256;
    private static final double FOCAL_PX = 328;

    private static GrayF32[] sky(long seed) {
        Random random = new Random(seed);
        double[] top = {180, 150, 115};
        GrayF32[] bands = new GrayF32[3];
        for (int b = 0; b < 3; b++) {
            bands[b] = new GrayF32(W, H);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    bands[b].data[y * W + x] = (float) (top[b] + 30.0 * x / W - 25.0 * y * y / (H * H) + 1.5 * random
                            .nextGaussian());
        }
        return bands;
    }

    private static void paint(GrayF32[] bands, int x, int y, double r, double g, double b) {
        if (x < 0 || y < 0 || x >= W || y >= H) return;
        bands[0].data[y * W + x] = (float) r;
        bands[1].data[y * W + x] = (float) g;
        bands[2].data[y * W + x] = (float) b;
    }

    private static void legs(GrayF32[] bands) {
        for (int y = 0; y < 80; y++)
            for (int x = 0; x < W; x++) {
                double wide = 3 + 9.0 * (80 - y) / 80;
                boolean leg = Math.abs(x - 160) < 0.5 * wide || Math.abs(x - 2.0 * y) < wide
                        || Math.abs(W - x - 2.0 * y) < wide;
                if (leg) paint(bands, x, y, 60, 58, 56);
            }
    }

    private static void canopy(GrayF32[] bands, double cx, double cy, double radius) {
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                double r = Math.hypot(x - cx, y - cy);
                if (r > radius) continue;
                int gore = (int) Math.floor(10 * (Math.atan2(y - cy, x - cx) / Math.PI + 1));
                if (gore % 2 == 0) paint(bands, x, y, 225, 220, 210);
                else
                    paint(bands, x, y, 190, 80, 40);
            }
    }

    @ParameterizedTest
    @ValueSource(doubles = {9, 14, 25, 45, 70})
    void areaOfACanopyIsMeasuredBesideTheBridleLegs(double radius) {
        GrayF32[] bands = sky(1);
        legs(bands);
        canopy(bands, 160, 150, radius);
        CanopyFinder.Sight seen = new CanopyFinder(W, H, FOCAL_PX).find(bands);
        assertEquals(Math.PI * radius * radius, seen.areaPx(), 0.06 * Math.PI * radius * radius);
        assertEquals(160, seen.centreX(), 1);
        assertEquals(150, seen.centreY(), 1);
        assertFalse(seen.cut());
        assertEquals(seen.areaPx() / (W * H), seen.share(), 1e-12);
    }

    @Test
    void solidAngleDoesNotDependOnThePlaceInThePicture() {
        // a cone of 5 degrees: 2 pi (1 - cos 5 deg)
        double expected = 2 * Math.PI * (1 - Math.cos(Math.toRadians(5)));
        for (double off : new double[]{0, 12}) {
            GrayF32[] bands = sky(2);
            double[] axis = {Math.sin(Math.toRadians(off)), 0, Math.cos(Math.toRadians(off))};
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++) {
                    double u = (x - 0.5 * (W - 1)) / FOCAL_PX;
                    double v = (y - 0.5 * (H - 1)) / FOCAL_PX;
                    double cos = (u * axis[0] + axis[2]) / Math.sqrt(1 + u * u + v * v);
                    if (cos > Math.cos(Math.toRadians(5))) paint(bands, x, y, 230, 225, 220);
                }
            CanopyFinder.Sight seen = new CanopyFinder(W, H, FOCAL_PX).find(bands);
            // half a pixel at the edge of a circle of 29 px
            assertEquals(expected, seen.solidAngleSr(), 0.035 * expected, off + " deg off the axis");
        }
    }

    @Test
    void aCanopyAtTheEdgeIsCutAndAnEmptySkyHasNone() {
        GrayF32[] bands = sky(3);
        canopy(bands, 310, 150, 50);
        assertTrue(new CanopyFinder(W, H, FOCAL_PX).find(bands).cut());
        GrayF32[] empty = sky(4);
        assertEquals(0, new CanopyFinder(W, H, FOCAL_PX).find(empty).areaPx());
        assertNull(new CanopyFinder(W, H, FOCAL_PX).outline(sky(4)));
    }
}
