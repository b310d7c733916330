package dev.skycrane.ground.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTimeSpectrumTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 1000, 4097})
    void anUntouchedSpectrumGivesBackTheSoundToItsFirstAndLastSample(int samples) {
        double[] sound = new Random(3).doubles(samples, -1, 1).toArray();
        ShortTimeSpectrum s = new ShortTimeSpectrum(sound, 256);
        double[][] one = new double[s.windows][s.bins];
        for (double[] w : one)
            Arrays.fill(w, 1);
        double[] back = s.sound(one);
        assertEquals(samples, back.length);
        for (int i = 0; i < samples; i++)
            assertEquals(sound[i], back[i], 1e-12, "sample " + i);
    }

    /** Gains that jump from window to window are the worst case: where windows begin and end, nothing is rougher than elsewhere. */
    @Test
    void noWindowHasAnEdge() {
        int n = 1 << 16;
        double[] sound = new double[n];
        for (int i = 0; i < n; i++)
            sound[i] = Math.sin(2 * Math.PI * 0.01 * i);
        ShortTimeSpectrum s = new ShortTimeSpectrum(sound, 512);
        double[][] gain = new double[s.windows][s.bins];
        Random random = new Random(4);
        for (double[] w : gain)
            Arrays.fill(w, random.nextDouble());
        double[] out = s.sound(gain);
        double atEdges = 0;
        double elsewhere = 0;
        int edges = 0;
        for (int i = 2; i < n - 2; i++) {
            double rough = Math.abs(out[i - 2] - 4 * out[i - 1] + 6 * out[i] - 4 * out[i + 1] + out[i + 2]);
            if ((i + s.length) % s.hop <= 1) {
                atEdges = Math.max(atEdges, rough);
                edges++;
            } else {
                elsewhere = Math.max(elsewhere, rough);
            }
        }
        assertTrue(edges > 100);
        System.out.printf("roughness (fourth difference) at edges of windows %.3g, elsewhere %.3g%n", atEdges,
                elsewhere);
        // the sine's own fourth difference is (2 pi 0.01)^4 = 1.6e-5; a step of one part in a hundred would give 6e-2
        assertTrue(atEdges < 1e-3, "roughness at edges " + atEdges);
    }
}
