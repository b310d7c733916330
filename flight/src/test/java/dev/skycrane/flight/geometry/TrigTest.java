package dev.skycrane.flight.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TrigTest {
    @Test
    void agreesWithStrictMathToTwoUlpOfOne() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-40, 40);
            assertEquals(StrictMath.sin(x), Trig.sin(x), 2 * Math.ulp(1.0), () -> "seed=" + seed + " x=" + x);
            assertEquals(StrictMath.cos(x), Trig.cos(x), 2 * Math.ulp(1.0), () -> "seed=" + seed + " x=" + x);
        }
    }

    @Test
    void smallAnglesKeepTheirRelativePrecision() {
        for (double x = 1e-12; x < 0.7; x *= 1.3) {
            assertEquals(StrictMath.sin(x), Trig.sin(x), 2 * Math.ulp(x));
        }
    }

    @Test
    void aMillionCallsAllocateNothing() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        double sum = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000_000; i++)
            sum += Trig.sin(0.001 * i) + Trig.cos(0.001 * i) + Trig.atan2(i, 500_000) + Trig.exp(-1e-6 * i);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(Double.isFinite(sum) && bytes < 4096, "bytes=" + bytes + " sum=" + sum);
    }

    @Test
    void quadrantsAndExtremesComeOutRight() {
        assertEquals(1, Trig.sin(Math.PI / 2), 0);
        assertEquals(-1, Trig.cos(Math.PI), 0);
        assertEquals(-1, Trig.sin(-Math.PI / 2), 0);
        assertEquals(StrictMath.sin(1e9), Trig.sin(1e9), 0);
        assertTrue(Double.isNaN(Trig.cos(Double.NaN)));
        assertTrue(Double.isNaN(Trig.sin(Double.POSITIVE_INFINITY)));
    }

    @Test
    void arcFunctionsAgreeWithStrictMathToThreeUlp() {
        long seed = 12;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-2, 2);
            double y = random.nextDouble(-2, 2) * (i % 3 == 0 ? 1e-6 : 1);
            double angle = StrictMath.atan2(y, x);
            assertEquals(angle, Trig.atan2(y, x), 3 * Math.ulp(angle), () -> "seed=" + seed + " y=" + y + " x=" + x);
            double u = random.nextDouble(-1, 1);
            assertEquals(StrictMath.asin(u), Trig.asin(u), 3 * Math.ulp(StrictMath.asin(u)), "seed=" + seed);
            assertEquals(StrictMath.acos(u), Trig.acos(u), 3 * Math.ulp(StrictMath.acos(u)), "seed=" + seed);
        }
    }

    @Test
    void arcFunctionsKeepTheSpecialValuesOfStrictMath() {
        double[] special = {0.0, -0.0, 1, -1, 1e-320, -1e300, 1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.NaN};
        for (double y : special) {
            for (double x : special) {
                assertEquals(StrictMath.atan2(y, x), Trig.atan2(y, x), 1e-15, "y=" + y + " x=" + x);
                assertEquals(Math.copySign(1, StrictMath.atan2(y, x)), Math.copySign(1, Trig.atan2(y, x)), 0,
                        "y=" + y + " x=" + x);
            }
        }
        assertTrue(Double.isNaN(Trig.asin(1.0000001)) && Double.isNaN(Trig.acos(-1.0000001)));
        assertEquals(Math.PI / 2, Trig.asin(1), 0);
        assertEquals(Math.PI, Trig.acos(-1), 0);
    }

    @Test
    void exponentialAgreesWithStrictMathToThreeUlp() {
        long seed = 13;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-1, 1) * (i % 2 == 0 ? 700 : 20);
            double e = StrictMath.exp(x);
            assertEquals(e, Trig.exp(x), 3 * Math.ulp(e), () -> "seed=" + seed + " x=" + x);
        }
        assertEquals(1, Trig.exp(0), 0);
        for (double x : new double[]{720, -720, -1e9, 1e9, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.NaN})
            assertEquals(StrictMath.exp(x), Trig.exp(x), 0, "x=" + x);
    }
}
