package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The noise in law: what shot and read noise of the settings are, and nothing in common between pixels, rows and pictures. */
class SensorRowTest {
    private static final int WIDTH = 1024;
    private static final int ROWS = 256;
    private static final int N = WIDTH * ROWS;

    /** A picture of even brightness without rounding to speak of: strong noise, so that steps of 1 DN do not count. */
    private static double[] noise(double dn, double electronsPerDn, double readDn, long frameSeed) {
        RenderSettings settings = new RenderSettings(new ParameterTable(Map.of("render.lcam.electronsPerDn",
                new double[]{electronsPerDn}, "render.lcam.readNoiseDn", new double[]{readDn}), Map.of()));
        SensorRow sensor = new SensorRow(WIDTH, settings);
        float[] row = new float[WIDTH];
        byte[] grey = new byte[N];
        for (int r = 0; r < ROWS; r++) {
            Arrays.fill(row, (float) dn);
            sensor.read(row, frameSeed, r, grey);
        }
        double[] noise = new double[N];
        for (int i = 0; i < N; i++)
            noise[i] = (grey[i] & 0xff) - dn;
        return noise;
    }

    private static double sigma(double[] noise) {
        return Math.sqrt(Arrays.stream(noise).map(v -> v * v).average().orElseThrow());
    }

    @Test
    void shotAndReadNoiseAreThoseOfTheSettings() {
        for (double dn : new double[]{40, 100.3, 180}) {
            double[] noise = noise(dn, 2, 6, 11);
            double expected = Math.sqrt(dn / 2 + 36 + 1.0 / 12);
            assertEquals(0, Arrays.stream(noise).average().orElseThrow(), 5 * expected / Math.sqrt(N), "mean at " + dn);
            assertEquals(expected, sigma(noise), 0.005 * expected, "sigma at " + dn);
        }
    }

    /** Sum of four even numbers (Irwin-Hall): kurtosis 3 - 1.2 / 4, nothing beyond sqrt(12). */
    @Test
    void noiseIsNearlyNormal() {
        double[] noise = noise(128, 1e4, 20, 12);
        double sigma = sigma(noise);
        double fourth = Arrays.stream(noise).map(v -> v * v * v * v).average().orElseThrow();
        assertEquals(2.7, fourth / (sigma * sigma * sigma * sigma), 0.03);
        double within = Arrays.stream(noise).filter(v -> Math.abs(v) < sigma).count() / (double) N;
        assertEquals(0.6827, within, 0.02, "within one sigma");
        assertTrue(Arrays.stream(noise).allMatch(v -> Math.abs(v) <= Math.sqrt(12) * 20 + 1));
    }

    @Test
    void pixelsRowsAndPicturesHaveNothingInCommon() {
        double[] a = noise(128, 1e4, 20, 13);
        double[] b = noise(128, 1e4, 20, 14);
        for (int lag : new int[]{1, 2, 3, 4, 16, 256, WIDTH - 1, WIDTH, WIDTH + 1, 2 * WIDTH})
            assertEquals(0, correlation(a, a, lag), 5 / Math.sqrt(N), "lag " + lag);
        for (int lag : new int[]{0, 1, WIDTH})
            assertEquals(0, correlation(a, b, lag), 5 / Math.sqrt(N), "next picture, lag " + lag);
    }

    private static double correlation(double[] a, double[] b, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < N; i++)
            sum += a[i] * b[i + lag];
        return sum / (N - lag) / (sigma(a) * sigma(b));
    }

    @Test
    void brightnessBeyondEightBitsIsCut() {
        double[] over = noise(400, 50, 1, 15);
        assertTrue(Arrays.stream(over).allMatch(v -> v + 400 > 240));
        double[] under = noise(-30, 50, 1, 16);
        assertTrue(Arrays.stream(under).allMatch(v -> v - 30 >= 0 && v - 30 < 10));
    }
}
