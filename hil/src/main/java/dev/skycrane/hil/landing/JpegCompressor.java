package dev.skycrane.hil.landing;

import dev.skycrane.flight.camera.CameraFrame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What a camera's electronics do before the bus: raw pictures become JPEG. One thread. */
public final class JpegCompressor {
    private static final float QUALITY = 0.9f;

    private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam settings = writer.getDefaultWriteParam();

    public JpegCompressor() {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
    }

    /** @param picture RGB8 or GREY8 */
    public CameraFrame compress(CameraFrame picture) {
        BufferedImage image = picture.format() == CameraFrame.Format.GREY8 ? grey(picture) : colour(picture);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(picture.data().length / 8);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CameraFrame(picture.camera(), picture.image(), picture.widthPx(), picture.heightPx(),
                CameraFrame.Format.JPEG, picture.exposureTick(), picture.exposureUs(), bytes.toByteArray());
    }

    private static BufferedImage grey(CameraFrame picture) {
        BufferedImage image = new BufferedImage(picture.widthPx(), picture.heightPx(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(picture.data(), 0, to, 0, to.length);
        return image;
    }

    private static BufferedImage colour(CameraFrame picture) {
        BufferedImage image = new BufferedImage(picture.widthPx(), picture.heightPx(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = picture.data();
        for (int k = 0; k < rgb.length; k += 3) {
            bgr[k] = rgb[k + 2];
            bgr[k + 1] = rgb[k + 1];
            bgr[k + 2] = rgb[k];
        }
        return image;
    }
}
