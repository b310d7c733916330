package dev.skycrane.hil.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class NoiseSourceTest {
    private static final int DRAWS = 400_000;

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
