package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the sums written out. */
final class TileCorrelatorTest {
    private static final int N = 128;
    private static final int TILE = 20;
    private static final int SPAN = 31;
    private static final int SIDE = 3 * TILE;
    private static final int MAP_SIDE = SIDE + SPAN - 1;

    private final float[][] picture = new float[SIDE][SIDE];
    private final float[][] map = new float[MAP_SIDE][MAP_SIDE];
    private final TileCorrelator correlator = new TileCorrelator(N, MAP_SIDE);

    private double product(int firstRow, int firstColumn, int dy, int dx) {
        double sum = 0;
        for (int r = 0; r < TILE; r++)
            for (int c = 0; c < TILE; c++)
                sum += (double) picture[firstRow + r][firstColumn + c] * map[firstRow + r + dy][firstColumn + c + dx];
        return sum;
    }

    /** The surfaces of two tiles in one transform; they differ from the sums by the scale and the dropped frequency alone. */
    @Test
    void surfacesAreTheSumsOfProducts() {
        SplittableRandom random = new SplittableRandom(11);
        smooth(picture, random);
        smooth(map, random);
        double scale = 4.0 * N * N;
        for (int band = 0; band < 3; band++) {
            correlator.band(picture, SIDE, map, MAP_SIDE, band * TILE, TILE);
            correlator.correlate(0, 0);
            correlator.correlate(2 * TILE, 1);
            correlator.finish(SPAN);
            for (int dy = 0; dy < SPAN; dy++) {
                for (int dx = 0; dx < SPAN; dx++) {
                    double a = product(band * TILE, 0, dy, dx);
                    double b = product(band * TILE, 2 * TILE, dy, dx);
                    assertEquals(a, correlator.surface(0)[dy][dx] / scale, 0.02 * TILE * TILE);
                    assertEquals(b, correlator.surface(1)[dy][dx] / scale, 0.02 * TILE * TILE);
                }
            }
        }
    }

    /** Means of 3 x 3 random values of deviation 3: little at the highest frequencies. */
    private static void smooth(float[][] out, SplittableRandom random) {
        float[][] raw = new float[out.length + 2][out.length + 2];
        for (float[] row : raw)
            for (int c = 0; c < row.length; c++)
                row[c] = (float) (10.4 * (random.nextDouble() - 0.5));
        for (int r = 0; r < out.length; r++) {
            for (int c = 0; c < out.length; c++) {
                float sum = 0;
                for (int k = 0; k < 9; k++)
                    sum += raw[r + k / 3][c + k % 3];
                out[r][c] = sum / 9;
            }
        }
    }
}
