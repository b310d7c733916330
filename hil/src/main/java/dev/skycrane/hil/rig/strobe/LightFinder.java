package dev.skycrane.hil.rig.strobe;

import java.util.Arrays;

/** Finds where in the picture something blinks: the square whose mean changes most. One thread. */
final class LightFinder {
    /** Side of a square. */
    static final int SQUARE_PX = 16;

    private final int widthPx;
    private final int across;
    private final int down;
    private final float[] least;
    private final float[] most;

    LightFinder(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        across = widthPx / SQUARE_PX;
        down = heightPx / SQUARE_PX;
        least = new float[across * down];
        most = new float[across * down];
        Arrays.fill(least, Float.MAX_VALUE);
    }

    /** Looks at a picture. */
    void look(byte[] luma) {
        for (int i = 0; i < least.length; i++) {
            float mean = (float) brightness(luma, i);
            least[i] = Math.min(least[i], mean);
            most[i] = Math.max(most[i], mean);
        }
    }

    /** Number of the square that changed most. */
    int square() {
        int best = 0;
        for (int i = 1; i < least.length; i++)
            if (most[i] - least[i] > most[best] - least[best]) best = i;
        return best;
    }

    /** Column and row of a square's upper left pixel. */
    int[] place(int square) {
        return new int[]{square % across * SQUARE_PX, square / across * SQUARE_PX};
    }

    /** Mean value of a square. */
    double brightness(byte[] luma, int square) {
        int from = square / across * SQUARE_PX * widthPx + square % across * SQUARE_PX;
        int sum = 0;
        for (int y = 0; y < SQUARE_PX; y++)
            for (int x = 0; x < SQUARE_PX; x++)
                sum += luma[from + y * widthPx + x] & 0xFF;
        return (double) sum / (SQUARE_PX * SQUARE_PX);
    }
}
