package dev.skycrane.hil.terrain;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.GeoRaster;
import dev.skycrane.proto.site.GeoReference;
import dev.skycrane.proto.site.GeoTiffReader;
import dev.skycrane.proto.site.WorldFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A georeferenced grey picture: GeoTIFF, or JPEG or PNG with a world file. Colour becomes luminance (ITU-R BT.601 weights). */
record OrthoImage(int width, int height, byte[] grey, GeoReference reference) {
    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;

    static OrthoImage read(Path file) {
        if (!Files.isRegularFile(file)) throw InputException.of("map", "ortho", file, "an existing file");
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tif") || name.endsWith(".tiff") ? ofTiff(file) : ofPicture(file);
    }

    private static OrthoImage ofTiff(Path file) {
        boolean own = GeoTiffReader.isGeoreferenced(file);
        GeoReference reference = own ? null : WorldFile.of(file);
        GeoRaster r = own ? GeoTiffReader.read(file) : GeoTiffReader.readPicture(file);
        if (r.bytes() == null) throw InputException.of("map", "ortho", file, "8-bit samples");
        int n = r.width() * r.height();
        byte[] grey = r.bytes();
        if (r.bands() >= 3) {
            grey = new byte[n];
            for (int i = 0; i < n; i++) {
                int k = i * r.bands();
                grey[i] = luminance(r.bytes()[k] & 0xff, r.bytes()[k + 1] & 0xff, r.bytes()[k + 2] & 0xff);
            }
        } else if (r.bands() == 2) {
            grey = new byte[n];
            for (int i = 0; i < n; i++)
                grey[i] = r.bytes()[2 * i];
        }
        return new OrthoImage(r.width(), r.height(), grey, own ? r.reference() : reference);
    }

    private static OrthoImage ofPicture(Path file) {
        GeoReference reference = WorldFile.of(file);
        BufferedImage image = decode(file);
        int w = image.getWidth();
        int h = image.getHeight();
        byte[] grey = new byte[w * h];
        int[] row = new int[w];
        for (int r = 0; r < h; r++) {
            image.getRGB(0, r, w, 1, row, 0, w);
            for (int c = 0; c < w; c++)
                grey[r * w + c] = luminance(row[c] >> 16 & 0xff, row[c] >> 8 & 0xff, row[c] & 0xff);
        }
        return new OrthoImage(w, h, grey, reference);
    }

    private static BufferedImage decode(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw InputException.of("map", "ortho", file, "GeoTIFF, JPEG or PNG");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                long samples = (long) reader.getWidth(0) * reader.getHeight(0);
                if (samples > GeoTiffReader.MAX_SAMPLES) {
                    throw InputException.of("map", "ortho", samples + " pixels in " + file,
                            "at most " + GeoTiffReader.MAX_SAMPLES);
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof InputException refused) throw refused;
            throw new InputException("map: ortho=" + file + ", expected a whole picture (damaged or truncated)", e);
        }
    }

    private static byte luminance(int red, int green, int blue) {
        return (byte) ((RED * red + GREEN * green + BLUE * blue + 500) / 1000);
    }
}
