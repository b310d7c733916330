package dev.skycrane.ground.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.testing.SharedData;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoverNoiseFilterTest {
    private static final long SEED = 20210220;

    /** Real recordings of the surface with noise of the same power added; the filter knows the noise from another stretch of it. */
    @ParameterizedTest
    @ValueSource(strings = {"perseverance_sol16_drive_10s-30s_mono.wav", "supercam_mic_sol001_run001_mono.wav"})
    void aRecordingUnderAsMuchNoiseComesOutTenDecibelsCleaner(String name) {
        Sound mars = SoundFile.read(SharedData.require("audio").resolve(name));
        System.out.printf("%s, noise at 0 dB, seed %d%n", name, SEED);
        improves("hiss", mars, RoverNoiseFilterTest::hiss);
        improves("pump", mars, RoverNoiseFilterTest::pump);
    }

    private static void improves(String kind, Sound mars, BiFunction<Integer, Double, double[]> source) {
        double rate = mars.rateHz();
        int n = mars.samples().length;
        double[] all = source.apply(n + (int) (5 * rate), rate);
        double level = mars.rms() / new Sound(all, rate).rms();
        double[] noise = new double[n];
        double[] mix = new double[n];
        for (int i = 0; i < n; i++) {
            noise[i] = level * all[i];
            mix[i] = mars.samples()[i] + noise[i];
        }
        double[] before = new double[all.length - n];
        for (int i = 0; i < before.length; i++)
            before[i] = level * all[n + i];

        Sound noisy = new Sound(mix, rate);
        RoverNoiseFilter filter = new RoverNoiseFilter(NoiseProfile.of(new Sound(before, rate)));
        double given = ratioDb(mars.samples(), mix);
        double got = ratioDb(mars.samples(), filter.filtered(noisy).samples());
        double distortion = ratioDb(mars.samples(), filter.filteredAs(noisy, mars).samples());
        double reduction = 20 * Math.log10(new Sound(noise, rate).rms()
                / filter.filteredAs(noisy, new Sound(noise, rate)).rms());
        System.out.printf("  %s: %.1f dB in, %.1f dB out; noise %.1f dB lower, signal to its own distortion %.1f dB%n",
                kind,
                given, got, reduction, distortion);
        assertEquals(0, given, 0.1);
        assertTrue(got - given >= 10, kind + ": improvement " + (got - given) + " dB");
    }

    private static double[] hiss(int n, double rateHz) {
        Random random = new Random(SEED);
        double[] x = new double[n];
        for (int i = 0; i < n; i++)
            x[i] = random.nextGaussian();
        return x;
    }

    // hum of a pump with eleven overtones, and a rumble of 3 dB less
    private static double[] pump(int n, double rateHz) {
        Random random = new Random(SEED);
        double[] x = new double[n];
        for (int h = 1; h <= 12; h++) {
            double phase = 2 * Math.PI * random.nextDouble();
            for (int i = 0; i < n; i++)
                x[i] += Math.sin(2 * Math.PI * 117.3 * h * i / rateHz + phase) / h;
        }
        double rumble = 0;
        for (int i = 0; i < n; i++) {
            rumble = 0.9 * rumble + random.nextGaussian();
            x[i] += 0.1 * rumble;
        }
        return x;
    }

    private static double ratioDb(double[] signal, double[] with) {
        double s = 0;
        double e = 0;
        for (int i = 0; i < signal.length; i++) {
            s += signal[i] * signal[i];
            e += (with[i] - signal[i]) * (with[i] - signal[i]);
        }
        return 10 * Math.log10(s / e);
    }

    /** The profile of the quietest tenth says what the noise is although nobody showed a stretch without sound. */
    @Test
    void aRecordingsOwnQuietTellsTheNoise() {
        double rate = 16000;
        double[] x = hiss(160_000, rate);
        NoiseProfile known = NoiseProfile.of(new Sound(x, rate));
        double[] withKnocks = x.clone();
        for (int knock = 20_000; knock < x.length; knock += 40_000)
            for (int i = 0; i < 4000; i++)
                withKnocks[knock + i] += 20 * Math.sin(i * 0.3) * Math.exp(-i / 800.0);
        NoiseProfile guessed = NoiseProfile.quietest(new Sound(withKnocks, rate));
        double logs = 0;
        for (int k = 1; k < known.power.length - 1; k++)
            logs += 10 * Math.log10(guessed.power[k] / known.power[k]) / (known.power.length - 2);
        assertEquals(0, logs, 1.5, "mean difference in dB");
    }

    @Test
    void silenceStaysSilence() {
        RoverNoiseFilter filter = new RoverNoiseFilter(NoiseProfile.of(new Sound(new double[48_000], 16_000)));
        assertEquals(0, filter.filtered(new Sound(new double[10_000], 16_000)).rms());
    }

    @Test
    void noiseOfAnotherRateIsRefused() {
        RoverNoiseFilter filter = new RoverNoiseFilter(NoiseProfile.of(new Sound(hiss(48_000, 1), 16_000)));
        InputException e = assertThrows(InputException.class, () -> filter.filtered(new Sound(new double[9], 8000)));
        assertEquals("noise: rateHz=16000.0, expected that of the sound, 8000.0", e.getMessage());
    }

    @Test
    void aStretchTooShortForAProfileIsRefused() {
        InputException e = assertThrows(InputException.class,
                () -> NoiseProfile.of(new Sound(new double[900], 16_000)));
        assertTrue(e.getMessage().startsWith("noise: seconds=0.05625, expected at least "), e.getMessage());
    }
}
