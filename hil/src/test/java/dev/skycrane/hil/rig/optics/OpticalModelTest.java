package dev.skycrane.hil.rig.optics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpticalModelTest {
    private static final int SIZE = 200;
    private static final CameraIntrinsics PLAIN = new CameraIntrinsics(SIZE, SIZE, 400, 400, 99.5, 99.5, 0, 0, 0, 0, 0);

    private static BenchOptics optics(CameraIntrinsics lens, double readNoiseDn, double z) {
        return new BenchOptics(lens, new double[]{0, 0, 0, 0, 0, z}, 0.5, 4, 2.2, 1, 5, 225, 40, readNoiseDn, 0, 0, 0,
                3);
    }

    private static byte[] photograph(OpticalModel model, byte[] canvas, long number) {
        char[] light = new char[SIZE * SIZE];
        byte[] luma = new byte[SIZE * SIZE];
        model.gather(canvas, model.whole(), light);
        model.develop(light, number, luma);
        return luma;
    }

    /** Light is the 2.2th power of the value shown, and falls with the fourth power of the cosine. */
    @Test
    void brightnessFollowsScreenLensAndSensor() {
        OpticalModel model = new OpticalModel(optics(PLAIN, 0, 400), 400, 400);
        byte[] canvas = new byte[400 * 400];
        Arrays.fill(canvas, (byte) 128);
        byte[] luma = photograph(model, canvas, 1);
        double share = StrictMath.pow(128 / 255.0, 2.2);
        assertEquals(5 + 220 * share, mean(luma, 95, 95, 10), 0.3);
        double cos2 = 1 / (1 + 2 * (80.0 / 400) * (80.0 / 400));
        assertEquals(5 + 220 * share * cos2 * cos2, mean(luma, 15, 15, 9), 0.6);
    }

    private static double mean(byte[] luma, int x, int y, int side) {
        double sum = 0;
        for (int i = 0; i < side * side; i++)
            sum += luma[(y + i / side) * SIZE + x + i % side] & 0xFF;
        return sum / (side * side);
    }

    /** The balance of a bright disc lies where pinhole, distortion and pose put it. */
    @Test
    void pointIsSeenWhereTheProjectionPutsIt() {
        CameraIntrinsics lens = new CameraIntrinsics(SIZE, SIZE, 400, 402, 97, 101, -0.2, 0.1, 1e-3, -1e-3, 0.02);
        OpticalModel model = new OpticalModel(optics(lens, 0, 420), 300, 300);
        byte[] canvas = new byte[300 * 300];
        double cx = 190;
        double cy = 120;
        for (int i = 0; i < canvas.length; i++) {
            double dx = i % 300 - cx;
            double dy = i / 300 - cy;
            if (dx * dx + dy * dy < 16) canvas[i] = (byte) 255;
        }
        byte[] luma = photograph(model, canvas, 1);
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < luma.length; i++) {
            double v = Math.max(0, (luma[i] & 0xFF) - 12);
            sum += v;
            x += v * (i % SIZE);
            y += v * (i / SIZE);
        }
        double[] expected = new double[2];
        lens.toPixel((cx - 149.5) / 420, (cy - 149.5) / 420, expected);
        assertEquals(expected[0], x / sum, 0.05);
        assertEquals(expected[1], y / sum, 0.05);
    }

    @Test
    void noiseHasItsSizeAndDiffersFromPictureToPictureButNotFromRunToRun() {
        OpticalModel model = new OpticalModel(optics(PLAIN, 2, 400), 400, 400);
        byte[] canvas = new byte[400 * 400];
        Arrays.fill(canvas, (byte) 200);
        byte[] one = photograph(model, canvas, 1);
        byte[] two = photograph(model, canvas, 2);
        double squares = 0;
        double level = mean(one, 80, 80, 40);
        for (int row = 80; row < 120; row++)
            for (int column = 80; column < 120; column++) {
                double d = (one[row * SIZE + column] & 0xFF) - (two[row * SIZE + column] & 0xFF);
                squares += d * d;
            }
        double expected = Math.sqrt((level - 5) / 40 + 4);
        assertEquals(expected, Math.sqrt(squares / 1600 / 2), 0.15 * expected);
        assertArrayEquals(one, photograph(new OpticalModel(optics(PLAIN, 2, 400), 400, 400), canvas, 1));
    }

    @Test
    void partOfThePictureIsGatheredAsTheWholeWould() {
        OpticalModel model = new OpticalModel(optics(PLAIN, 0, 400), 400, 400);
        byte[] canvas = new byte[400 * 400];
        for (int i = 0; i < canvas.length; i++)
            canvas[i] = (byte) (i * 31 % 255);
        char[] whole = new char[SIZE * SIZE];
        model.gather(canvas, model.whole(), whole);
        char[] part = whole.clone();
        OpticalModel.Box box = model.seeing(150, 160, 30, 20);
        assertTrue(box.x1() - box.x0() > 30 && box.y1() - box.y0() > 20, box.toString());
        for (int row = box.y0(); row < box.y1(); row++)
            Arrays.fill(part, row * SIZE + box.x0(), row * SIZE + box.x1(), (char) 0);
        model.gather(canvas, box, part);
        assertArrayEquals(whole, part);
    }

    @Test
    void rowsOfTwoPicturesAreMixedByTheirShare() {
        char[] out = new char[6];
        OpticalModel.mix(new char[]{10, 10, 10, 10, 10, 10}, new char[]{30, 30, 30, 30, 30, 30},
                new double[]{-1, 0.25, 2}, 2,
                out);
        assertArrayEquals(new char[]{10, 10, 15, 15, 30, 30}, out);
    }
}
