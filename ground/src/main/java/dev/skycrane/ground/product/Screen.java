package dev.skycrane.ground.product;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Draws the frames of the cut: one large view, two small ones, clock, height and speed, and the latest call-out. Which cameras are shown is a
 * table by what is going on; a camera without a recent picture makes room for the next of its list. One thread.
 */
final class Screen {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    private static final int LARGE = 900;
    private static final int SMALL = 380;
    private static final int SMALL_HEIGHT = 304;
    private static final int PANEL = HEIGHT - 2 * SMALL_HEIGHT;
    /** A picture older than this belongs to a camera that has stopped, s. */
    private static final double STALE_S = 4.5;
    private static final double STALE_LCAM_S = 9;
    private static final Color BACK = new Color(12, 13, 16);
    private static final Color TEXT = new Color(238, 234, 226);
    private static final Color DIM = new Color(168, 160, 148);
    private static final Font FIGURES = new Font(Font.SANS_SERIF, Font.BOLD, 30);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    private final Footage footage;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    private final Map<String, Footage.Picture> decodedOf = new HashMap<>();
    private final Map<String, BufferedImage> decoded = new HashMap<>();

    Screen(Footage footage) {
        this.footage = footage;
    }

    /** The frame at an on-board time; good until the next call. */
    BufferedImage draw(double timeS) throws IOException {
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(BACK);
            g.fillRect(0, 0, WIDTH, HEIGHT);
            List<Footage.Camera> views = views(timeS);
            if (!views.isEmpty()) view(g, views.get(0), timeS, 0, 0, LARGE, HEIGHT);
            for (int i = 1; i < Math.min(3, views.size()); i++)
                view(g, views.get(i), timeS, LARGE, PANEL + (i - 1) * SMALL_HEIGHT, SMALL, SMALL_HEIGHT);
            panel(g, timeS);
            caption(g, timeS);
        } finally {
            g.dispose();
        }
        return image;
    }

    /** Cameras with a fresh picture, the most telling first. */
    List<Footage.Camera> views(double timeS) {
        return order(timeS).stream().map(footage::camera).filter(c -> c != null && fresh(c, timeS)).toList();
    }

    private static boolean fresh(Footage.Camera c, double timeS) {
        Footage.Picture p = c.at(timeS);
        return p != null && timeS - p.timeS() < (c.name().equals("LCAM") ? STALE_LCAM_S : STALE_S);
    }

    private List<String> order(double timeS) {
        int row = footage.track().at(timeS);
        String phase = row < 0 ? "" : footage.track().phase()[row];
        return switch (phase) {
            case "SUFR", "PARACHUTE" -> List.of("PUC_A", "PUC_B", "PUC_C", "RDC", "LCAM");
            case "PARACHUTE_RADAR" -> List.of("RDC", "PUC_A", "LCAM", "PUC_C", "PUC_B", "DDC");
            case "RAPPEL", "SKY_CRANE", "TOUCHDOWN" -> List.of("DDC", "RUC", "RDC", "LCAM");
            case "FLYAWAY", "LANDED" -> List.of("RUC", "RDC", "LCAM", "DDC");
            default -> List.of("RDC", "DDC", "RUC", "LCAM", "PUC_A");
        };
    }

    private void view(Graphics2D g, Footage.Camera camera, double timeS, int x, int y, int width, int height)
            throws IOException {
        BufferedImage picture = decode(camera, camera.at(timeS));
        if (picture == null) return;
        double scale = Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
        int w = (int) Math.round(scale * picture.getWidth());
        int h = (int) Math.round(scale * picture.getHeight());
        g.drawImage(picture, x + (width - w) / 2, y + (height - h) / 2, w, h, null);
        g.setFont(LABEL);
        g.setColor(new Color(0, 0, 0, 140));
        g.fillRect(x + 8, y + 8, g.getFontMetrics().stringWidth(label(camera)) + 12, 22);
        g.setColor(TEXT);
        g.drawString(label(camera), x + 14, y + 24);
    }

    private static String label(Footage.Camera camera) {
        return switch (camera.name()) {
            case "PUC_A", "PUC_B", "PUC_C" -> "Parachute camera " + camera.name().charAt(4);
            case "DDC" -> "Descent stage, looking down";
            case "RUC" -> "Rover, looking up";
            case "RDC" -> "Rover, looking down";
            case "LCAM" -> "Lander vision camera";
            default -> camera.name();
        };
    }

    private BufferedImage decode(Footage.Camera camera, Footage.Picture p) throws IOException {
        if (decodedOf.get(camera.name()) == p) return decoded.get(camera.name());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(p.source().bytes()));
        decodedOf.put(camera.name(), p);
        decoded.put(camera.name(), picture);
        return picture;
    }

    private void panel(Graphics2D g, double timeS) {
        Footage.Track t = footage.track();
        int row = t.at(timeS);
        g.setFont(FIGURES);
        g.setColor(TEXT);
        g.drawString(String.format(Locale.ROOT, "E+ %d:%04.1f", (int) timeS / 60, timeS % 60), LARGE + 16, 40);
        if (row < 0) return;
        boolean down = t.phase()[row].equals("FLYAWAY") || t.phase()[row].equals("LANDED");
        g.drawString(down ? "surface" : figure(t.value(t.altitudeM(), timeS), "m"), LARGE + 16, 84);
        if (!down) g.drawString(figure(t.value(t.speedMps(), timeS), "m/s"), LARGE + 216, 84);
        g.setFont(LABEL);
        g.setColor(DIM);
        g.drawString("above ground", LARGE + 16, 103);
        if (!down) g.drawString("speed", LARGE + 216, 103);
        g.drawString(Captions.words(t.phase()[row]), LARGE + 190, 36);
    }

    private static String figure(double v, String unit) {
        if (Double.isNaN(v)) return "-";
        return String.format(Locale.ROOT, v < 100 ? "%.1f %s" : "%,.0f %s", v, unit);
    }

    private void caption(Graphics2D g, double timeS) {
        Footage.CallOut c = Captions.shown(footage.callOuts(), timeS);
        if (c == null) return;
        Font font = CAPTION;
        g.setFont(font);
        FontMetrics m = g.getFontMetrics();
        while (m.stringWidth(c.text()) > LARGE - 60 && font.getSize() > 14) {
            font = font.deriveFont(font.getSize2D() - 1);
            g.setFont(font);
            m = g.getFontMetrics();
        }
        int w = m.stringWidth(c.text());
        g.setComposite(AlphaComposite.SrcOver);
        g.setColor(new Color(0, 0, 0, 150));
        g.fillRoundRect((LARGE - w) / 2 - 14, HEIGHT - 70, w + 28, 44, 10, 10);
        g.setColor(TEXT);
        g.drawString(c.text(), (LARGE - w) / 2, HEIGHT - 40);
    }
}
