package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ColumnFftTest {
    private static final int N = 32;
    private static final int COLUMNS = 5;

    private final ColumnFft fft = new ColumnFft(N, COLUMNS);
    private final float[][] re = new float[N][COLUMNS];
    private final float[][] im = new float[N][COLUMNS];

    @Test
    void inverseUndoesForward() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] re0 = new float[N][COLUMNS];
        float[][] im0 = new float[N][COLUMNS];
        for (int r = 0; r < N; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                re0[r][c] = re[r][c] = (float) random.nextDouble();
                im0[r][c] = im[r][c] = (float) random.nextDouble();
            }
        }
        fft.forward(re, im, COLUMNS);
        fft.inverse(re, im, COLUMNS);
        for (int r = 0; r < N; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                assertEquals(re0[r][c], re[r][c] / N, 1e-5);
                assertEquals(im0[r][c], im[r][c] / N, 1e-5);
            }
        }
    }

    @Test
    void waveDownAColumnIsOneLineAndItsMirrorIsTheNegativeFrequency() {
        for (int r = 0; r < N; r++)
            re[r][2] = (float) StrictMath.cos(2 * Math.PI * 3 * r / N);
        fft.forward(re, im, COLUMNS);
        int row = Integer.reverse(3) >>> 27;
        for (int r = 0; r < N; r++) {
            boolean line = r == row || r == fft.mirror[row];
            assertEquals(line ? N / 2f : 0, re[r][2], 1e-4);
            assertEquals(0, re[r][1], 0);
        }
    }
}
