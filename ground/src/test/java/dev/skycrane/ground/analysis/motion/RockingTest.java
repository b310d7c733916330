package dev.skycrane.ground.analysis.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Swings of known frequency on a drift, with noise and missing frames. */
class RockingTest {
    private static double[][] swing(double hertz, double amplitude, double noise, long seed) {
        Random random = new Random(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            double t = 290 + 0.2 * i;
            if (random.nextInt(10) == 0) continue;
            double u = (t - 315) / 25;
            double x = 0.8 * amplitude * Math.sin(2 * Math.PI * hertz * t) + 0.1 * u + 0.05 * u * u;
            double y = 0.6 * amplitude * Math.sin(2 * Math.PI * hertz * t) - 0.07 * u;
            rows.add(new double[]{t, x + noise * random.nextGaussian(), y + noise * random.nextGaussian()});
        }
        double[][] out = new double[3][rows.size()];
        for (int i = 0; i < rows.size(); i++)
            for (int k = 0; k < 3; k++)
                out[k][i] = rows.get(i)[k];
        return out;
    }

    private static Rocking read(double[][] s) {
        return Rocking.of(s[0], new double[][]{s[1], s[2]});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.08, 0.15, 0.4, 1.1})
    void frequencyAndAmplitudeOfAPendulum(double hertz) {
        for (long seed = 1; seed <= 5; seed++) {
            Rocking r = read(swing(hertz, 0.02, 0.004, seed));
            assertEquals(hertz, r.frequencyHz(), 0.03 * hertz, "seed " + seed);
            assertEquals(0.02, r.amplitudeRad(), 0.002, "seed " + seed);
            assertTrue(r.share() > 0.5, "seed " + seed + ": " + r.share());
        }
    }

    @Test
    void standardErrorIsThatOfManyTries() {
        double square = 0;
        double claimed = 0;
        int n = 60;
        for (long seed = 1; seed <= n; seed++) {
            Rocking r = read(swing(0.3, 0.02, 0.01, seed));
            square += (r.frequencyHz() - 0.3) * (r.frequencyHz() - 0.3) / n;
            claimed += r.frequencySigmaHz() / n;
        }
        double ratio = Math.sqrt(square) / claimed;
        System.out.printf("frequency: scatter of %d seeds %.5f Hz, claimed %.5f Hz%n", n, Math.sqrt(square), claimed);
        assertTrue(ratio > 0.4 && ratio < 2.5, "ratio " + ratio);
    }

    @Test
    void noiseHasNoLineAndAShortStretchNoAnswer() {
        Rocking r = read(swing(0.3, 0, 0.01, 7));
        assertTrue(r.share() < 0.3, "share " + r.share());
        assertNull(Rocking.of(new double[]{0, 1, 2}, new double[2][3]));
    }
}
