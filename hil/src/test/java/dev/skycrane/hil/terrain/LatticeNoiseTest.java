package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatticeNoiseTest {
    private static final long SEED = 20210218;
    private static final int KEY = 0x51ed270b;

    @Test
    void rowOfPlacesHasTheValuesOfSinglePlaces() {
        Random random = new Random(SEED);
        int[] x = random.ints(3000).toArray();
        int[] y = random.ints(3000).toArray();
        int[] alone = new int[x.length];
        for (int i = 0; i < x.length; i++)
            alone[i] = LatticeNoise.smooth(KEY, x[i], y[i]);
        int[] out = new int[x.length];
        LatticeNoise.smooth(KEY, x.clone(), y, out);
        assertArrayEquals(alone, out, "seed=" + SEED);
    }

    /** The lattice's values are even from -1 to 1: variance 1/3, here within five of its standard errors. */
    @Test
    void valuesAtLatticePointsAreEvenAndIndependent() {
        int n = 200;
        double one = LatticeNoise.ONE;
        double[][] a = new double[n + 1][n + 1];
        for (int r = 0; r <= n; r++)
            for (int c = 0; c <= n; c++)
                a[r][c] = LatticeNoise.smooth(KEY, (c - n / 2) * LatticeNoise.STEPS, (r - n / 2) * LatticeNoise.STEPS)
                        / one;
        double mean = 0;
        double variance = 0;
        double right = 0;
        double down = 0;
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                mean += a[r][c] / (n * n);
                variance += a[r][c] * a[r][c] / (n * n);
                right += a[r][c] * a[r][c + 1] / (n * n);
                down += a[r][c] * a[r + 1][c] / (n * n);
            }
        }
        assertEquals(0, mean, 5 / Math.sqrt(3) / n);
        assertEquals(1.0 / 3, variance, 5 * Math.sqrt(4.0 / 45) / n);
        assertEquals(0, right, 5.0 / 3 / n);
        assertEquals(0, down, 5.0 / 3 / n);
    }

    /** Steepest is u * u * (3 - 2 * u) in the middle, 1.5: two of the weight's steps at most, between neighbours 2 apart at most. */
    @Test
    void valuesChangeSmoothlyAcrossCellsAndZero() {
        int limit = 2 * 2 * LatticeNoise.ONE / LatticeNoise.STEPS + 4;
        for (int y : new int[]{-2 * LatticeNoise.STEPS, -700, 0, 333}) {
            int before = LatticeNoise.smooth(KEY, -5 * LatticeNoise.STEPS, y);
            for (int x = -5 * LatticeNoise.STEPS + 1; x < 5 * LatticeNoise.STEPS; x++) {
                int v = LatticeNoise.smooth(KEY, x, y);
                assertTrue(Math.abs(v - before) <= limit, "x=" + x + " y=" + y + ": " + before + " then " + v);
                before = v;
            }
        }
    }
}
