package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TilesTest {
    @Test
    void fourValuesAboutAnyPlaceLieInItsSquare() {
        int width = 53;
        int height = 37;
        Tiles tiles = new Tiles(width, height);
        int[] kept = new int[tiles.size()];
        tiles.fill(0, tiles.down(), (i, r, c) -> kept[i] = r * width + c);
        for (int r = 0; r < height - 1; r++) {
            for (int c = 0; c < width - 1; c++) {
                int k = tiles.at(r, c);
                assertEquals(r * width + c, kept[k]);
                assertEquals(r * width + c + 1, kept[k + 1]);
                assertEquals((r + 1) * width + c, kept[k + Tiles.PITCH]);
                assertEquals((r + 1) * width + c + 1, kept[k + Tiles.PITCH + 1]);
            }
        }
    }
}
