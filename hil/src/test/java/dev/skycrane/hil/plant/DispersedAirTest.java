package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.proto.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The random part of the density, against its formula and against the Mars-GRAM profiles that it stands for. */
final class DispersedAirTest {
    private static final int SEEDS = 4000;
    /** The file's first height and its number of heights, 1 km apart. */
    private static final int GRAM_FOOT_KM = -5;
    private static final int GRAM_LEVELS = 156;
    /** Columns of the Mars-GRAM table: average density and total with its perturbation. */
    private static final int AVERAGE = 2;
    private static final int TOTAL = 4;

    private static DispersedAir air(Map<String, double[]> numbers, long seed) {
        ParameterTable p = new ParameterTable(numbers, Map.of());
        return new DispersedAir(p, new AtmosphereModel(p), new WindModel(p, seed), seed);
    }

    /** Relative errors, profile by profile, at the file's heights. */
    private static double[][] ours() {
        double[][] errors = new double[SEEDS][GRAM_LEVELS];
        for (int s = 0; s < SEEDS; s++) {
            DispersedAir air = air(Map.of(), s);
            for (int i = 0; i < GRAM_LEVELS; i++)
                errors[s][i] = air.factorAt(1000.0 * (GRAM_FOOT_KM + i)) - 1;
        }
        return errors;
    }

    private static double[][] marsGram() throws IOException {
        Path file = SharedData.require("atmosphere/marsgram_LAT20N.txt");
        List<double[]> profiles = new ArrayList<>();
        List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
        for (int at = 0; at < lines.size(); at += GRAM_LEVELS) {
            double[] errors = new double[GRAM_LEVELS];
            for (int i = 0; i < GRAM_LEVELS; i++) {
                String[] c = lines.get(at + i).trim().split("\\s+");
                assertEquals(GRAM_FOOT_KM + i, Double.parseDouble(c[0]), 1e-9, "height in the file");
                errors[i] = Double.parseDouble(c[TOTAL]) / Double.parseDouble(c[AVERAGE]) - 1;
            }
            profiles.add(errors);
        }
        return profiles.toArray(new double[0][]);
    }

    private static int level(int km) {
        return km - GRAM_FOOT_KM;
    }

    private static double mean(double[][] e, int i) {
        double sum = 0;
        for (double[] profile : e)
            sum += profile[i];
        return sum / e.length;
    }

    private static double covariance(double[][] e, int i, int j) {
        double mi = mean(e, i);
        double mj = mean(e, j);
        double sum = 0;
        for (double[] profile : e)
            sum += (profile[i] - mi) * (profile[j] - mj);
        return sum / (e.length - 1);
    }

    private static double sigma(double[][] e, int km) {
        return Math.sqrt(covariance(e, level(km), level(km)));
    }

    /** Mean over all heights to 100 km of the correlation between heights that far apart. */
    private static double correlation(double[][] e, int apartKm) {
        double sum = 0;
        for (int km = 0; km < 100; km++)
            sum += covariance(e, level(km), level(km + apartKm)) / (sigma(e, km) * sigma(e, km + apartKm));
        return sum / 100;
    }

    @Test
    void profilesSpreadAndForgetAsTheirFormulaSays() {
        double[][] e = ours();
        assertEquals(0.019, sigma(e, 0), 0.0015);
        assertEquals(0.059, sigma(e, 45), 0.004, "half way between 0.052 and 0.066");
        assertEquals(0.268, sigma(e, 100), 0.015);
        for (int apartKm : new int[]{1, 8, 16})
            assertEquals(Math.exp(-apartKm / 8.0), correlation(e, apartKm), 0.03, apartKm + " km apart");
        for (double[] profile : e)
            for (double error : profile)
                assertTrue(error >= -0.9, "density below a tenth of the nominal");
    }

    @Test
    void profilesAreThoseOfMarsGram() throws IOException {
        double[][] gram = marsGram();
        double[][] e = ours();
        System.out.printf("Mars-GRAM, %d profiles, and %d of ours: height km, 1-sigma of the density%n", gram.length,
                SEEDS);
        for (int km = 0; km <= 130; km += 10) {
            System.out.printf("%4d  %.3f  %.3f%n", km, sigma(gram, km), sigma(e, km));
            // the deviation of 200 profiles is itself known to 5 percent, 1-sigma
            assertEquals(sigma(gram, km), sigma(e, km), 0.15 * sigma(gram, km), "1-sigma at " + km + " km");
            assertEquals(0, mean(e, level(km)), 0.05 * sigma(e, km), "mean at " + km + " km");
        }
        for (int apartKm : new int[]{1, 2, 5, 10, 15}) {
            System.out.printf("%d km apart: correlation %.3f and %.3f%n", apartKm, correlation(gram, apartKm),
                    correlation(e, apartKm));
            assertEquals(correlation(gram, apartKm), correlation(e, apartKm), 0.06, apartKm + " km apart");
        }
    }

    @Test
    void oneSeedIsOneProfileAndNoneWithoutDispersion() {
        assertEquals(air(Map.of(), 5).densityKgM3(61_234), air(Map.of(), 5).densityKgM3(61_234));
        DispersedAir still = air(Map.of("atmosphere.dispersionSigma", new double[14]), 5);
        assertEquals(1, still.factorAt(-20_000));
        assertEquals(1, still.factorAt(300_000));
    }

    @Test
    void aProfileNeedsAsManyValuesAsHeights() {
        ParameterException refused = assertThrows(ParameterException.class,
                () -> air(Map.of("atmosphere.dispersionSigma", new double[]{0.1, 0.2}), 1));
        assertTrue(refused.getMessage().contains("atmosphere.dispersionSigma"), refused.getMessage());
    }
}
