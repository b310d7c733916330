package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class JpegCompressorTest {
    @Test
    void smoothPictureComesBackInItsColours() throws IOException {
        int width = 64;
        int height = 48;
        byte[] rgb = new byte[3 * width * height];
        for (int k = 0; k < width * height; k++) {
            rgb[3 * k] = (byte) 200;
            rgb[3 * k + 1] = (byte) (100 + k % width);
            rgb[3 * k + 2] = (byte) (20 + k / width);
        }
        CameraFrame raw = new CameraFrame(CameraId.RDC, 7, width, height, CameraFrame.Format.RGB8, 99, 10, rgb);
        CameraFrame packed = new JpegCompressor().compress(raw);
        assertEquals(CameraFrame.Format.JPEG, packed.format());
        assertEquals(7, packed.image());
        assertEquals(99, packed.exposureTick());
        assertTrue(packed.data().length < rgb.length / 4);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(packed.data()));
        int pixel = image.getRGB(40, 30);
        assertEquals(200, pixel >> 16 & 0xff, 4);
        assertEquals(140, pixel >> 8 & 0xff, 4);
        assertEquals(50, pixel & 0xff, 6);
    }
}
