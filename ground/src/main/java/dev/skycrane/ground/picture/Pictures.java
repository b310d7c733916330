package dev.skycrane.ground.picture;

import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.PixelFormat;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Pictures as browsers take them. */
public final class Pictures {
    private static final int THUMB_WIDTH = 160;
    private static final int MAX_PIXELS = 64 << 20;

    private Pictures() {}

    /** MIME type of {@link #encoded}. */
    public static String mediaType(ImageInfo info) {
        return info.getFormat() == PixelFormat.JPEG ? "image/jpeg" : "image/png";
    }

    /**
     * JPEG and PNG as they are, raw pixels as PNG.
     *
     * @throws IOException for raw bytes that are not as many as the description says
     */
    public static byte[] encoded(ImageInfo info, byte[] bytes) throws IOException {
        if (info.getFormat() == PixelFormat.JPEG || info.getFormat() == PixelFormat.PNG) return bytes;
        return write(raw(info, bytes), "png");
    }

    /** A small JPEG. */
    public static byte[] thumb(ImageInfo info, byte[] bytes) throws IOException {
        BufferedImage image = decoded(info, bytes);
        int height = Math.max(1, (int) Math.round((double) image.getHeight() * THUMB_WIDTH / image.getWidth()));
        BufferedImage small = new BufferedImage(THUMB_WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        // halving first keeps fine texture from aliasing
        BufferedImage from = image;
        while (from.getWidth() >= 4 * THUMB_WIDTH)
            from = half(from);
        g.drawImage(from, 0, 0, THUMB_WIDTH, height, null);
        g.dispose();
        return write(small, "jpg");
    }

    private static BufferedImage half(BufferedImage image) {
        BufferedImage small = new BufferedImage(image.getWidth() / 2, Math.max(1, image.getHeight() / 2),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, small.getWidth(), small.getHeight(), null);
        g.dispose();
        return small;
    }

    private static BufferedImage decoded(ImageInfo info, byte[] bytes) throws IOException {
        if (info.getFormat() != PixelFormat.JPEG && info.getFormat() != PixelFormat.PNG) return raw(info, bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) throw new IOException("image: format=" + info.getFormat() + ", expected readable bytes");
        return image;
    }

    private static BufferedImage raw(ImageInfo info, byte[] bytes) throws IOException {
        long pixels = (long) info.getWidth() * info.getHeight();
        int bands = info.getFormat() == PixelFormat.RGB8 ? 3 : 1;
        if (pixels < 1 || pixels > MAX_PIXELS || pixels * bands != bytes.length)
            throw new IOException("image: bytes=" + bytes.length + ", expected " + pixels * bands);
        BufferedImage image = new BufferedImage(info.getWidth(), info.getHeight(), bands == 3
                ? BufferedImage.TYPE_INT_RGB
                : BufferedImage.TYPE_BYTE_GRAY);
        if (bands == 1) {
            image.getRaster().setDataElements(0, 0, info.getWidth(), info.getHeight(), bytes);
            return image;
        }
        int[] row = new int[info.getWidth()];
        for (int y = 0, at = 0; y < info.getHeight(); y++) {
            for (int x = 0; x < row.length; x++, at += 3)
                row[x] = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
            image.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return image;
    }

    private static byte[] write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        if (!ImageIO.write(image, format, out)) throw new IOException("image: no writer for " + format);
        return out.toByteArray();
    }
}
