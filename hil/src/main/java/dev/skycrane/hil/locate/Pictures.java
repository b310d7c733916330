package dev.skycrane.hil.locate;

import dev.skycrane.proto.InputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures as 8-bit grey: JPEG and PNG, grey or colour, and binary PGM; more than 8 bits a sample are brought down to 8. */
public final class Pictures {
    private static final int MAX_PIXELS = 64 << 20;
    private static final int PGM_TOKENS = 4;

    private Pictures() {}

    /** @param pixels row-major grey levels */
    public record Grey(int width, int height, byte[] pixels) {}

    /** The pictures of a folder, by name. */
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) throw InputException.of("locate", "images", folder, "a folder of pictures");
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(Pictures::isPicture).sorted().toList();
            if (found.isEmpty())
                throw InputException.of("locate", "images", folder, "a folder with jpg, png or pgm files");
            return found;
        } catch (IOException e) {
            throw new InputException("locate: images=" + folder + ", expected a folder that can be read", e);
        }
    }

    /** Whether the file's name is that of a picture. */
    public static boolean isPicture(Path p) {
        String name = p.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png") || name.endsWith(".pgm");
    }

    /** @throws IOException with the reason, in words, why the file is no picture */
    public static Grey read(Path file) throws IOException {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".pgm")) return readPgm(file);
        BufferedImage image;
        try {
            image = decoded(file);
        } catch (RuntimeException broken) {
            // decoders throw all kinds on damaged files
            throw new IOException("damaged picture", broken);
        }
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        return grey ? firstBand(image.getRaster()) : luminances(image);
    }

    private static BufferedImage decoded(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw new IOException("not a picture");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                    throw new IOException("picture too large");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Grey as it is stored: the conversion to screen colours would bend it. */
    private static Grey firstBand(Raster raster) {
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        return new Grey(raster.getWidth(), raster.getHeight(),
                eightBits(samples, (1 << raster.getSampleModel().getSampleSize(0)) - 1));
    }

    /**
     * Eight bits of each sample. Where there are more, the picture may use but the lower ones (12 bits of a camera in 16 of a file): the
     * fewest bits that hold the brightest sample are full scale.
     *
     * @param full largest sample that the file can hold
     */
    private static byte[] eightBits(int[] samples, int full) {
        int scale = full;
        if (full > 255) {
            int most = 255;
            for (int v : samples)
                most = Math.max(most, v);
            scale = (Integer.highestOneBit(most) << 1) - 1;
        }
        byte[] out = new byte[samples.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (byte) ((255L * Math.min(samples[i], scale) + scale / 2) / scale);
        return out;
    }

    private static Grey luminances(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        byte[] grey = new byte[w * h];
        int[] row = new int[w];
        for (int r = 0; r < h; r++) {
            image.getRGB(0, r, w, 1, row, 0, w);
            for (int c = 0; c < w; c++)
                grey[r * w + c] = luminance(row[c]);
        }
        return new Grey(w, h, grey);
    }

    /** ITU-R BT.601 luma. */
    private static byte luminance(int rgb) {
        return (byte) ((299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) + 500) / 1000);
    }

    private static Grey readPgm(Path file) throws IOException {
        if (Files.size(file) > 2L * MAX_PIXELS + 1024) throw new IOException("picture too large");
        byte[] all = Files.readAllBytes(file);
        String[] token = new String[PGM_TOKENS];
        int at = 0;
        for (int k = 0; k < PGM_TOKENS; k++) {
            at = skipBlanks(all, at);
            int start = at;
            while (at < all.length && !Character.isWhitespace(all[at]))
                at++;
            token[k] = new String(all, start, at - start, java.nio.charset.StandardCharsets.US_ASCII);
        }
        at++;
        if (!token[0].equals("P5")) throw new IOException("not a binary PGM");
        try {
            int w = Integer.parseInt(token[1]);
            int h = Integer.parseInt(token[2]);
            int max = Integer.parseInt(token[3]);
            if (w <= 0 || h <= 0 || (long) w * h > MAX_PIXELS || max <= 0 || max > 65535) {
                throw new IOException("damaged PGM header");
            }
            int bytes = max > 255 ? 2 : 1;
            if (all.length - at < bytes * w * h) throw new IOException("truncated PGM");
            int[] samples = new int[w * h];
            for (int i = 0; i < samples.length; i++, at += bytes)
                samples[i] = bytes == 1 ? all[at] & 0xff : (all[at] & 0xff) << 8 | all[at + 1] & 0xff;
            return new Grey(w, h, eightBits(samples, max));
        } catch (NumberFormatException e) {
            throw new IOException("damaged PGM header", e);
        }
    }

    private static int skipBlanks(byte[] all, int from) {
        int at = from;
        while (at < all.length && (Character.isWhitespace(all[at]) || all[at] == '#')) {
            if (all[at] == '#') {
                while (at < all.length && all[at] != '\n')
                    at++;
            } else {
                at++;
            }
        }
        return at;
    }

    /**
     * The picture at another size, pixel areas kept in place: u' = (u + 0.5) k - 0.5. Bilinear.
     *
     * @return null when the proportions differ
     */
    public static byte[] scaled(Grey in, int width, int height) {
        if ((long) in.width() * height != (long) in.height() * width) return null;
        if (in.width() == width) return in.pixels();
        byte[] out = new byte[width * height];
        byte[] g = in.pixels();
        for (int r = 0; r < height; r++) {
            double y = Math.max(0, Math.min(in.height() - 1.001, (r + 0.5) * in.height() / height - 0.5));
            int y0 = (int) y;
            for (int c = 0; c < width; c++) {
                double x = Math.max(0, Math.min(in.width() - 1.001, (c + 0.5) * in.width() / width - 0.5));
                int x0 = (int) x;
                int k = y0 * in.width() + x0;
                double top = (g[k] & 0xff) + (x - x0) * ((g[k + 1] & 0xff) - (g[k] & 0xff));
                int b = k + in.width();
                double bottom = (g[b] & 0xff) + (x - x0) * ((g[b + 1] & 0xff) - (g[b] & 0xff));
                out[r * width + c] = (byte) (int) (top + (y - y0) * (bottom - top) + 0.5);
            }
        }
        return out;
    }
}
