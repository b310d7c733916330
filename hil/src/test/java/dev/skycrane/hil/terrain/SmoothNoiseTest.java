package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmoothNoiseTest {
    @Test
    void placesInAndOutOfTheSameCellGetTheVeryValueOfTheNoise() {
        long seed = 20210218;
        Random random = new Random(seed);
        SmoothNoise smooth = new SmoothNoise(77);
        double x = -3;
        double y = 5;
        for (int i = 0; i < 5000; i++) {
            x += 0.4 * (random.nextDouble() - 0.5);
            y += 0.4 * (random.nextDouble() - 0.5);
            assertEquals(Noise.smooth(77, x, y), smooth.at(x, y), 0, "seed=" + seed + " place=" + i);
        }
    }
}
