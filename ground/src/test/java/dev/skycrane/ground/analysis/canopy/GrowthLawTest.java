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
    @CsvSource({"0.61, 75", "0.61, 30", "0.45, 50", "0.9, 50"})
    void beginAndEndOfAnEvenOpeningAreFound(double durationS, double rateHz) {
        double worst = 0;
        for (long seed = 1; seed <= 10; seed++) {
            double[][] a = areas(durationS, 2, rateHz, 0.004, seed);
            GrowthLaw.Inflation found = GrowthLaw.of(a[0], a[1], 0);
            double error = found.durationS() - durationS;
            worst = Math.max(worst, Math.abs(error));
            assertEquals(0, error, 4 * found.durationSigmaS() + 0.005, "seed " + seed);
            assertTrue(found.durationSigmaS() < 0.03, "seed " + seed + ": " + found.durationSigmaS());
        }
        System.out.printf("inflation of %.2f s, %.0f Hz: worst of 10 seeds %.4f s%n", durationS, rateHz, worst);
        assertTrue(worst < 0.025, "worst " + worst);
    }

    @ParameterizedTest
    @CsvSource({"1.5", "2.5", "3"})
    void anotherLawIsReadTheSameFromPicturesAndFromTruth(double exponent) {
        double[][] truth = areas(0.7, exponent, 64, 0, 1);
        double expected = GrowthLaw.of(truth[0], truth[1], 0).durationS();
        for (long seed = 1; seed <= 5; seed++) {
            double[][] seen = areas(0.7, exponent, 50, 0.006, seed);
            assertEquals(expected, GrowthLaw.of(seen[0], seen[1], 0).durationS(), 0.04, "seed " + seed);
        }
    }

    @Test
    void linesThatStretchUnderTheLoadAreTakenIntoAccount() {
        double[][] a = areas(0.61, 2, 75, 0, 1);
        double k = 0.11;
        double[] seen = new double[a[1].length];
        for (int i = 0; i < seen.length; i++) {
            double load = Math.min(1, a[1][i] / 30_000);
            seen[i] = a[1][i] / ((1 + k * load) * (1 + k * load));
        }
        assertEquals(0.61, GrowthLaw.of(a[0], seen, k).durationS(), 0.008);
        assertTrue(GrowthLaw.of(a[0], seen, 0).durationS() > 0.62, "without it the begin comes too early");
        assertEquals(1, GrowthLaw.unstretched(1, k), 1e-9);
        assertEquals(0.25, GrowthLaw.unstretched(0.25 * Math.pow((1 + k) / (1 + 0.25 * k), 2), k), 1e-6);
    }

    @Test
    void aWholeCurveWithoutNoiseIsFoundExactly() {
        double[][] a = areas(0.61, 2, 75, 0, 1);
        GrowthLaw.Inflation found = GrowthLaw.of(a[0], a[1], 0);
        assertEquals(START_S, found.startS(), 0.004);
        assertEquals(0.61, found.durationS(), 0.008);
        assertTrue(found.roughness() < 0.002, "roughness " + found.roughness());
    }

    @Test
    void framesOutOfPlaceDoNotMatter() {
        double[][] a = areas(0.61, 2, 75, 0.003, 3);
        for (int i : new int[]{85, 95, 105, 130})
            a[1][i] *= 1.8;
        assertEquals(0.61, GrowthLaw.of(a[0], a[1], 0).durationS(), 0.03);
    }

    @Test
    void thePackThatPassesTheCameraIsNoCanopy() {
        double[][] a = areas(0.61, 2, 50, 0.003, 4);
        double[] pack = {1.3, 1.12, 1.02, 0.93, 0.75, 0.5, 0.3, 0.2};
        for (int i = 0; i < pack.length; i++)
            a[1][5 + i] = 30_000 * pack[i];
        GrowthLaw.Inflation found = GrowthLaw.of(a[0], a[1], 0);
        assertEquals(START_S, found.startS(), 0.02);
        assertEquals(0.61, found.durationS(), 0.03);
    }

    @Test
    void whatDoesNotGrowIsNoInflation() {
        double[] t = new double[100];
        double[] same = new double[100];
        for (int i = 0; i < t.length; i++) {
            t[i] = i / 50.0;
            same[i] = 1000;
        }
        assertNull(GrowthLaw.of(t, same, 0));
        assertNull(GrowthLaw.of(t, new double[100], 0));
        double[][] cut = areas(0.61, 2, 50, 0, 1);
        int n = (int) ((START_S + 0.4 - cut[0][0]) * 50);
        assertNull(GrowthLaw.of(java.util.Arrays.copyOf(cut[0], n), java.util.Arrays.copyOf(cut[1], n), 0),
                "cut before it is full");
    }
}
