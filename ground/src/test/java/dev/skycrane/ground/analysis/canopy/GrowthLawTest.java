package dev.skycrane.ground.analysis.canopy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Areas that grow with a known power of time, packed before and breathing after. */
class GrowthLawTest {
    private static final double START_S = 240.517;

    private static double[][] areas(double durationS, double exponent, double rateHz, double noise, long seed) {
        Random random = new Random(seed);
        int n = (int) (5 * rateHz);
        double[][] out = new double[2][n];
        for (int i = 0; i < n; i++) {
            double t = 239.5 + i / rateHz;
            double x = (t - START_S) / durationS;
            double part = x <= 0 ? 0 : x >= 1 ? 1 + 0.01 * Math.sin(2 * Math.PI * 1.7 * t) : Math.pow(x, exponent);
            out[0][i] = t;
            out[1][i] = 30_000 * (Math.max(0.0144, part) + noise * random.nextGaussian());
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"0.61, 2, 75", "0.61, 2, 30", "0.45, 2, 50", "0.9, 1.5, 50", "0.7, 3, 50"})
    void beginAndEndAreFoundWhateverThePower(double durationS, double exponent, double rateHz) {
        double worst = 0;
        for (long seed = 1; seed <= 10; seed++) {
            double[][] a = areas(durationS, exponent, rateHz, 0.004, seed);
            GrowthLaw.Inflation found = GrowthLaw.of(a[0], a[1]);
            double error = found.durationS() - durationS;
            worst = Math.max(worst, Math.abs(error));
            assertEquals(0, error, 4 * found.durationSigmaS() + 0.01, "seed " + seed);
            assertTrue(found.durationSigmaS() < 0.06, "seed " + seed + ": " + found.durationSigmaS());
        }
        System.out.printf("inflation of %.2f s, power %.1f, %.0f Hz: worst of 10 seeds %.4f s%n", durationS, exponent,
                rateHz, worst);
        assertTrue(worst < 0.04, "worst " + worst);
    }

    @Test
    void aWholeCurveWithoutNoiseIsFoundExactly() {
        double[][] a = areas(0.61, 2, 75, 0, 1);
        GrowthLaw.Inflation found = GrowthLaw.of(a[0], a[1]);
        assertEquals(START_S, found.startS(), 0.004);
        assertEquals(0.61, found.durationS(), 0.008);
        assertEquals(2, found.exponent(), 0.05);
    }

    @Test
    void framesOutOfPlaceDoNotMatter() {
        double[][] a = areas(0.61, 2, 75, 0.003, 3);
        for (int i : new int[]{85, 95, 105, 130})
            a[1][i] *= 1.8;
        assertEquals(0.61, GrowthLaw.of(a[0], a[1]).durationS(), 0.03);
    }

    @Test
    void whatDoesNotGrowIsNoInflation() {
        double[] t = new double[100];
        double[] same = new double[100];
        for (int i = 0; i < t.length; i++) {
            t[i] = i / 50.0;
            same[i] = 1000;
        }
        assertNull(GrowthLaw.of(t, same));
        assertNull(GrowthLaw.of(t, new double[100]));
        double[][] cut = areas(0.61, 2, 50, 0, 1);
        int n = (int) ((START_S + 0.4 - cut[0][0]) * 50);
        assertNull(GrowthLaw.of(java.util.Arrays.copyOf(cut[0], n), java.util.Arrays.copyOf(cut[1], n)),
                "cut before it is full");
    }
}
