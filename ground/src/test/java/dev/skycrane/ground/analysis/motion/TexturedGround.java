package dev.skycrane.ground.analysis.motion;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;

/** A far ground with texture of several sizes, seen by a camera that turns: for tests. */
public final class TexturedGround {
    private static final int SIDE = 1024;
    private final float[] texture = new float[SIDE * SIDE];
    private final double focalPx;

    public TexturedGround(double focalPx, long seed) {
        this.focalPx = focalPx;
        Random random = new Random(seed);
        for (int cell = 4; cell <= 64; cell *= 2) {
            int n = SIDE / cell + 2;
            float[] grid = new float[n * n];
            for (int i = 0; i < grid.length; i++)
                grid[i] = (float) random.nextGaussian();
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++)
                    texture[y * SIDE + x] += 9 * sample(grid, n, (double) x / cell, (double) y / cell);
        }
    }

    private static float sample(float[] g, int n, double x, double y) {
        int i = (int) x;
        int j = (int) y;
        double u = x - i;
        double v = y - j;
        return (float) ((1 - v) * ((1 - u) * g[j * n + i] + u * g[j * n + i + 1])
                + v * ((1 - u) * g[(j + 1) * n + i] + u * g[(j
                        + 1) * n + i + 1]));
    }

    /** @param attitude 3 x 3, turns a direction in the camera's axes into those in which the ground lies ahead */
    public GrayF32 seen(DMatrixRMaj attitude, int width, int height) {
        GrayF32 out = new GrayF32(width, height);
        double[] m = attitude.data;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (x - 0.5 * (width - 1)) / focalPx;
                double v = (y - 0.5 * (height - 1)) / focalPx;
                double w = m[6] * u + m[7] * v + m[8];
                double gx = SIDE / 2 + focalPx * (m[0] * u + m[1] * v + m[2]) / w;
                double gy = SIDE / 2 + focalPx * (m[3] * u + m[4] * v + m[5]) / w;
                gx = Math.max(0, Math.min(SIDE - 2, gx));
                gy = Math.max(0, Math.min(SIDE - 2, gy));
                out.data[y * width + x] = 110 + sample(texture, SIDE, gx, gy);
            }
        }
        return out;
    }
}
