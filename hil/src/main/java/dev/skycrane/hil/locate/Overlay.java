package dev.skycrane.hil.locate;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.trn.MatchedLandmarks;
import dev.skycrane.proto.InputException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Pictures with the landmarks of their localisation drawn in: a green ring where a landmark was seen that the fix rests on, an orange
 * cross where one was seen that it leaves out, with a line to where the pose expects it, ten times as long as it is for the kept ones.
 */
final class Overlay {
    private static final Color KEPT = new Color(80, 255, 120);
    private static final Color LEFT_OUT = new Color(255, 150, 40);
    private static final double RADIUS_PX = 9;
    private static final double CROSS_PX = 5;
    private static final double STRETCH = 10;
    private static final double LONGEST_PX = 120;
    private static final int CAPTION_PX = 26;

    private final Path folder;

    /** @param folder made when it is not there */
    Overlay(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("locate: overlays=" + folder + ", expected a folder that can be written", e);
        }
        if (!Files.isWritable(folder)) {
            throw InputException.of("locate", "overlays", folder, "a folder that can be written");
        }
    }

    /** @param image file name of the picture; the drawing gets it with {@code .png} at its end */
    void draw(String image, byte[] grey, int width, int height, VisionFix fix, double[] geographic,
            MatchedLandmarks landmarks) {
        BufferedImage out = new BufferedImage(width, height + CAPTION_PX, BufferedImage.TYPE_INT_RGB);
        for (int r = 0; r < height; r++)
            for (int c = 0; c < width; c++)
                out.setRGB(c, r + CAPTION_PX, 0x010101 * (grey[r * width + c] & 0xff));
        Graphics2D g = out.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        g.setColor(Color.WHITE);
        g.drawString(caption(image, fix, geographic), 8, CAPTION_PX - 8);
        g.translate(0, CAPTION_PX);
        g.clipRect(0, 0, width, height);
        g.setStroke(new BasicStroke(1.6f));
        for (int k = 0; k < landmarks.size; k++)
            landmark(g, landmarks, k);
        g.dispose();
        Path file = folder.resolve(image + ".png");
        try {
            ImageIO.write(out, "png", file.toFile());
        } catch (IOException e) {
            throw new InputException("locate: overlays=" + file + ", expected a file that can be written", e);
        }
    }

    private static void landmark(Graphics2D g, MatchedLandmarks m, int k) {
        if (Float.isNaN(m.u[k])) return;
        double u = m.u[k] + 0.5;
        double v = m.v[k] + 0.5;
        g.setColor(m.kept[k] ? KEPT : LEFT_OUT);
        if (m.kept[k]) {
            g.draw(new Ellipse2D.Double(u - RADIUS_PX, v - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX));
        } else {
            Path2D cross = new Path2D.Double();
            cross.moveTo(u - CROSS_PX, v - CROSS_PX);
            cross.lineTo(u + CROSS_PX, v + CROSS_PX);
            cross.moveTo(u - CROSS_PX, v + CROSS_PX);
            cross.lineTo(u + CROSS_PX, v - CROSS_PX);
            g.draw(cross);
        }
        if (Float.isNaN(m.predictedU[k])) return;
        double du = m.predictedU[k] - m.u[k];
        double dv = m.predictedV[k] - m.v[k];
        double length = Math.hypot(du, dv);
        double stretch = Math.min(m.kept[k] ? STRETCH : 1, LONGEST_PX / Math.max(1e-6, length));
        g.draw(new Line2D.Double(u, v, u + stretch * du, v + stretch * dv));
    }

    private static String caption(String image, VisionFix fix, double[] geographic) {
        if (fix.status != VisionFix.Status.FIX) {
            return image + ": none, " + FixTable.reason(fix.status) + ", " + fix.inliers + " of " + fix.landmarks
                    + " landmarks";
        }
        return String.format(Locale.ROOT,
                "%s: %.5f N %.5f E, %.0f m, sigma %.1f m, %d of %d landmarks, %.2f px (residuals x 10)", image,
                geographic[0], geographic[1], geographic[2], Math.max(fix.sigmaEnuM.x, fix.sigmaEnuM.y), fix.inliers,
                fix.landmarks, fix.residualPx);
    }
}
