package dev.skycrane.ground.analysis.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fixes along a parabola. */
class FixSmootherTest {
    @Test
    void smoothedFixesAreNearerToTheWayThanTheFixesAreAndGiveItsSpeed() {
        Random random = new Random(8);
        int n = 60;
        double[] t = new double[n];
        double[] v = new double[n];
        double[] sigma = new double[n];
        double fixed = 0;
        for (int i = 0; i < n; i++) {
            t[i] = i < 20 ? 3.0 * i : 60 + (i - 20);
            double error = 4 * random.nextGaussian();
            v[i] = 9000 - 85 * t[i] + 0.3 * t[i] * t[i] + error;
            sigma[i] = 4;
            fixed += error * error / n;
        }
        v[33] += 90;
        FixSmoother.Smooth s = FixSmoother.of(t, v, sigma);
        double smooth = 0;
        for (int i = 0; i < n; i++) {
            double off = s.position()[i] - (9000 - 85 * t[i] + 0.3 * t[i] * t[i]);
            smooth += off * off / n;
            if (i > 3 && i < n - 3) assertEquals(-85 + 0.6 * t[i], s.velocity()[i], 1.5, "at " + t[i]);
        }
        assertTrue(smooth < 0.5 * fixed, "smoothed " + Math.sqrt(smooth) + " m, fixes " + Math.sqrt(fixed) + " m");
        for (int i = 0; i < n; i++)
            assertEquals(i == 33, s.leftOut()[i], "fix " + i);
    }
}
