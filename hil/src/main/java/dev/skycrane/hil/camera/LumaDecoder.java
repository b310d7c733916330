package dev.skycrane.hil.camera;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Luma of a JPEG picture, without the detour over red, green and blue. A warning of the decoder counts as an error: damaged
 * entropy data often decode to something.
 *
 * <p>Called by one thread.
 */
public final class LumaDecoder implements AutoCloseable {
    private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    private boolean warned;

    public LumaDecoder() {
        reader.addIIOReadWarningListener((source, warning) -> warned = true);
    }

    /**
     * @return row by row, width x height; null if the picture is damaged
     */
    public byte[] decode(Picture picture) {
        return decode(picture.jpeg());
    }

    private byte[] decode(byte[] jpeg) {
        warned = false;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            byte[] luma = firstBand(reader.readRaster(0, null));
            return warned ? null : luma;
        } catch (IOException | RuntimeException e) {
            return null; // the decoder throws whatever it likes at damaged input
        } finally {
            reader.reset();
            // reset() drops the listeners too
            reader.addIIOReadWarningListener((source, warning) -> warned = true);
        }
    }

    private static byte[] firstBand(Raster raster) {
        byte[] luma = new byte[raster.getWidth() * raster.getHeight()];
        if (raster.getDataBuffer() instanceof DataBufferByte data
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getScanlineStride() == model.getPixelStride() * raster.getWidth()) {
            byte[] interleaved = data.getData();
            int step = model.getPixelStride();
            int at = model.getBandOffsets()[0];
            for (int i = 0; i < luma.length; i++, at += step)
                luma[i] = interleaved[at];
            return luma;
        }
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        for (int i = 0; i < luma.length; i++)
            luma[i] = (byte) samples[i];
        return luma;
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
