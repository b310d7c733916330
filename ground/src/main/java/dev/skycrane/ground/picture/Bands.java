package dev.skycrane.ground.picture;

import boofcv.struct.image.GrayF32;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** Decoded pictures as numbers to measure with. */
public final class Bands {
    private Bands() {}

    /** One band of a grey picture, or red, green and blue of any other (palettes too); 0 to 255 whatever the depth. */
    public static GrayF32[] of(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        Raster raster = image.getRaster();
        boolean grey = image.getColorModel().getNumColorComponents() == 1;
        GrayF32[] bands = new GrayF32[grey ? 1 : 3];
        for (int b = 0; b < bands.length; b++)
            bands[b] = new GrayF32(w, h);
        if (grey) {
            float scale = 255f / ((1 << image.getColorModel().getComponentSize(0)) - 1);
            int[] row = new int[w];
            for (int y = 0; y < h; y++) {
                raster.getSamples(0, y, w, 1, 0, row);
                for (int x = 0; x < w; x++)
                    bands[0].data[y * w + x] = scale * row[x];
            }
            return bands;
        }
        int[] row = new int[w];
        for (int y = 0; y < h; y++) {
            image.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0; x < w; x++)
                for (int b = 0; b < 3; b++)
                    bands[b].data[y * w + x] = row[x] >> 16 - 8 * b & 0xff;
        }
        return bands;
    }
}
