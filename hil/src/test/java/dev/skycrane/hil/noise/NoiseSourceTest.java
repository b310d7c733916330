package dev.skycrane.hil.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class NoiseSourceTest {
    private static final int DRAWS = 400_000;

    /** Quantiles of the standard normal distribution to 16 digits, as tabulated by SciPy's ndtri (Cephes). */
    @Test
    void quantilesAreThoseOfTheNormalDistribution() {
        double[][] known = {{0.5, 0}, {0.6, 0.2533471031357997}, {0.3, -0.5244005127080409},
            {0.925, 1.4395314709384563}, {0.075, -1.4395314709384563}, {0.08, -1.4050715603096329},
            {0.01, -2.3263478740408408}, {0.9999, 3.719016485455709}, {1e-5, -4.264890793922825},
            {1e-12, -7.034483825301131}, {1e-16, -8.222082216130435}};
        for (double[] k : known)
            assertEquals(k[1], InverseNormal.at(k[0]), 1e-14 * Math.max(1, Math.abs(k[1])), "p=" + k[0]);
    }

    @Test
    void quantilesJoinWhereTheApproximationsChange() {
        // exp(-5^2) is where the far tail begins.
        for (double p : new double[]{0.075, 0.925, StrictMath.exp(-25)}) {
            double below = InverseNormal.at(p * (1 - 1e-13));
            double above = InverseNormal.at(p * (1 + 1e-13));
            assertTrue(below < above && above - below < 1e-11, "p=" + p + " below=" + below + " above=" + above);
        }
    }

    /** Moments of a standard normal: 0, 1, 0, 3; their sampling errors are sqrt(1/n), sqrt(2/n), sqrt(15/n), sqrt(96/n). */
    @Test
    void drawsHaveTheMomentsOfANormalDistribution() {
        int n = 400_000;
        NoiseSource noise = new NoiseSource(42, "moments");
        double[] sums = new double[4];
        for (int i = 0; i < n; i++) {
            double g = noise.gaussian();
            sums[0] += g;
            sums[1] += g * g;
            sums[2] += g * g * g;
            sums[3] += g * g * g * g;
        }
        double[] expected = {0, 1, 0, 3};
        double[] variance = {1, 2, 15, 96};
        for (int i = 0; i < 4; i++)
            assertEquals(expected[i], sums[i] / n, 4 * Math.sqrt(variance[i] / n), "seed=42 moment=" + (i + 1));
    }

    @Test
    void aStreamDependsOnSeedAndNameAlone() {
        NoiseSource a = new NoiseSource(7, "a");
        double[] first = {a.gaussian(), a.gaussian(), a.uniform()};
        NoiseSource again = new NoiseSource(7, "a");
        new NoiseSource(7, "b").gaussian();
        for (int i = 0; i < 3; i++)
            assertEquals(first[i], i < 2 ? again.gaussian() : again.uniform(), 0);
        assertNotEquals(first[0], new NoiseSource(7, "b").gaussian());
        assertNotEquals(first[0], new NoiseSource(8, "a").gaussian());
    }

    /** The standard error of a variance of n normal draws is sqrt(2 / n). */
    @Test
    void cutDrawsHaveUnitVarianceAndAnEnd() {
        NoiseSource noise = new NoiseSource(1, "test");
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < DRAWS; i++) {
            double g = noise.cutGaussian();
            sum += g;
            squares += g * g;
            largest = Math.max(largest, Math.abs(g));
        }
        assertEquals(0, sum / DRAWS, 4 / Math.sqrt(DRAWS), "seed=1");
        assertEquals(1, squares / DRAWS, 4 * Math.sqrt(2.0 / DRAWS), "seed=1");
        assertTrue(largest > 3 && largest < 3.05, "seed=1 largest=" + largest);
    }
}
