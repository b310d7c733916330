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
            sum += Trig.sin(0.001 * i) + Trig.cos(0.001 * i);
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
}
