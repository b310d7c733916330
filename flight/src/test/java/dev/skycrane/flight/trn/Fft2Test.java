package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class Fft2Test {
    private static final int N = 32;

    @Test
    void inverseUndoesForward() {
        Fft2 fft = new Fft2(N);
        SplittableRandom random = new SplittableRandom(5);
        float[] re = new float[N * N];
        float[] im = new float[N * N];
        for (int i = 0; i < N * N; i++) {
            re[i] = (float) random.nextDouble();
            im[i] = (float) random.nextDouble();
        }
        float[] x = re.clone();
        float[] y = im.clone();
        fft.forward(x, y);
        fft.inverse(x, y);
        for (int i = 0; i < N * N; i++) {
            assertEquals(re[i], x[i] / (N * N), 1e-5);
            assertEquals(im[i], y[i] / (N * N), 1e-5);
        }
    }

    @Test
    void waveHasOneLineAndItsMirrorIsTheNegativeFrequency() {
        Fft2 fft = new Fft2(N);
        float[] re = new float[N * N];
        float[] im = new float[N * N];
        for (int r = 0; r < N; r++)
            for (int c = 0; c < N; c++)
                re[r * N + c] = (float) StrictMath.cos(2 * Math.PI * (3 * r + 5 * c) / N);
        fft.forward(re, im);
        int strongest = 0;
        for (int i = 0; i < N * N; i++)
            if (re[i] > re[strongest]) strongest = i;
        int mirrored = fft.mirror[strongest / N] * N + fft.mirror[strongest % N];
        assertEquals(N * N / 2f, re[strongest], 1e-2);
        assertEquals(N * N / 2f, re[mirrored], 1e-2);
    }
}
