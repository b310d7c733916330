package dev.skycrane.hil.camera;

import dev.skycrane.proto.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** Real MJPEG of two encoders, as lists of pictures. */
final class JpegStreams {
    private JpegStreams() {}

    /** Pictures of ImageIO, whose segments are those of {@code rpicam-vid}. */
    static List<byte[]> imageIo(int pictures, int widthPx, int heightPx, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> made = new ArrayList<>();
        for (int n = 0; n < pictures; n++)
            made.add(encode(painted(n, widthPx, heightPx, random)));
        return made;
    }

    private static BufferedImage painted(int n, int widthPx, int heightPx, SplittableRandom random) {
        BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int grey = Math.floorMod(x * 3 + y * 2 + n * 17 + random.nextInt(24), 256);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pictures of ffmpeg, whose tables stand in other segments; skips the test where ffmpeg is absent. */
    static List<byte[]> ffmpeg(int pictures, int widthPx, int heightPx) throws Exception {
        return ffmpeg(pictures, "-f", "lavfi", "-i",
                "testsrc2=size=" + widthPx + "x" + heightPx + ":rate=20,noise=alls=20:allf=t");
    }

    /** What a Raspberry Pi camera filmed, made smaller; skips the test where data or ffmpeg are absent. */
    static List<byte[]> raspberryPi(int pictures, int widthPx, int heightPx) throws Exception {
        return ffmpeg(pictures, "-i", SharedData.require("rpi/h264/pi_camera_1024x768.h264").toString(), "-vf",
                "scale=" + widthPx + ":" + heightPx);
    }

    private static List<byte[]> ffmpeg(int pictures, String... from) throws Exception {
        List<String> line = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
        line.addAll(List.of(from));
        line.addAll(List.of("-frames:v", "" + pictures, "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-huffman", "default",
                "-q:v", "4", "-f", "mjpeg", "-"));
        Process process;
        try {
            process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            Assumptions.abort("ffmpeg is absent: install Debian's package ffmpeg to run this test");
            throw new AssertionError(e);
        }
        byte[] all = process.getInputStream().readAllBytes();
        process.waitFor(10, TimeUnit.SECONDS);
        List<byte[]> found = new ArrayList<>();
        int start = 0;
        // this encoder never has FFD8 inside a picture, so an independent cut is safe on its clean stream
        for (int i = 2; i + 1 < all.length; i++) {
            if (all[i] == (byte) 0xFF && all[i + 1] == (byte) 0xD8) {
                found.add(java.util.Arrays.copyOfRange(all, start, i));
                start = i;
            }
        }
        found.add(java.util.Arrays.copyOfRange(all, start, all.length));
        return found;
    }
}
