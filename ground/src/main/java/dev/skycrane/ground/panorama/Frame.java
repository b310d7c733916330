package dev.skycrane.ground.panorama;

import boofcv.struct.image.GrayF32;

/**
 * One picture of a panorama.
 *
 * @param name of its file
 * @param bands one band of grey or three of red, green and blue, 0 to 255, all of one size
 * @param pointing where it looks
 */
record Frame(String name, GrayF32[] bands, Pointing pointing) {
    int width() {
        return bands[0].width;
    }

    int height() {
        return bands[0].height;
    }

    Frame at(Pointing other) {
        return new Frame(name, bands, other);
    }

    /** Brightness; what is matched. */
    GrayF32 grey() {
        if (bands.length == 1) return bands[0];
        GrayF32 grey = new GrayF32(width(), height());
        for (int i = 0; i < grey.data.length; i++)
            grey.data[i] = (bands[0].data[i] + bands[1].data[i] + bands[2].data[i]) / 3;
        return grey;
    }
}
