package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GreyStripsTest {
    private static final int WIDTH = 331;
    private static final int HEIGHT = 90;

    @Test
    void everyWindowReadsAsInThePicture() {
        byte[] picture = new byte[WIDTH * HEIGHT];
        new SplittableRandom(4).nextBytes(picture);
        GreyStrips strips = new GreyStrips(picture, WIDTH, HEIGHT);
        for (int row = 0; row < HEIGHT; row++)
            for (int column = 0; column < WIDTH; column++)
                for (int r = 0; r < Math.min(2, HEIGHT - row); r++)
                    for (int c = 0; c < Math.min(GreyStrips.OVERLAP, WIDTH - column); c++)
                        assertEquals(picture[(row + r) * WIDTH + column + c],
                                strips.grey[strips.at(column, row) + r * GreyStrips.STRIDE + c]);
    }
}
