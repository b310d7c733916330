package dev.skycrane.ground.analysis.frames;

import boofcv.struct.image.GrayF32;
import dev.skycrane.ground.product.Footage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Frames that a test has painted. */
public final class PaintedFrames {
    private PaintedFrames() {}

    /** @param frames grey, 0 to 255 */
    public static FrameSeries series(String camera, double focalPx, double everyS, List<GrayF32> frames) {
        List<Footage.Picture> pictures = new ArrayList<>();
        for (GrayF32 frame : frames) {
            byte[] png = png(frame);
            pictures.add(new Footage.Picture(everyS * pictures.size(), frame.width, frame.height, "f" + pictures.size()
                    + ".png", Map.of(), () -> png));
        }
        List<String> notes = new ArrayList<>();
        FrameSeries series = FrameSeries.of(new Footage.Camera(camera, "", focalPx, pictures), 0, 1e9, notes);
        if (!notes.isEmpty()) throw new IllegalStateException(notes.toString());
        return series;
    }

    private static byte[] png(GrayF32 frame) {
        BufferedImage image = new BufferedImage(frame.width, frame.height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < frame.height; y++)
            for (int x = 0; x < frame.width; x++)
                image.getRaster().setSample(x, y, 0,
                        Math.max(0, Math.min(255, Math.round(frame.data[y * frame.width + x]))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
