package dev.skycrane.ground.sound;

import dev.skycrane.proto.InputException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Picture of a sound: time to the right, frequency upwards on a logarithmic scale, power as colour from dark to bright, in dB below a
 * sine of full scale. Two pictures drawn with the same {@code topDb} may be laid beside each other.
 */
final class Spectrogram {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 520;
    private static final int LEFT = 76;
    private static final int RIGHT = 96;
    private static final int TOP = 44;
    private static final int BOTTOM = 48;
    /** Range of the colours, dB. */
    private static final double SPAN_DB = 70;
    private static final double LOWEST_HZ = 40;
    /** Windows of the picture, s: short enough to see beats. */
    private static final double WINDOW_S = 0.05;
    private static final Color PAPER = new Color(0x14171c);
    private static final Color INK = new Color(0xd8dde4);

    private final ShortTimeSpectrum s;
    private final Sound sound;
    private final double fullScale;

    Spectrogram(Sound sound) {
        int length = 64;
        while (length < WINDOW_S * sound.rateHz())
            length *= 2;
        this.sound = sound;
        s = new ShortTimeSpectrum(sound.samples(), length);
        // a sine of full scale puts half the sum of the weights, sin(pi i / n), into its bin: n / pi
        fullScale = length / Math.PI;
    }

    /** Highest power, dB below a sine of full scale, at least -120. */
    double peakDb() {
        double most = 0;
        for (double[] w : s.spectrum)
            for (int k = 1; k < s.bins; k++)
                most = Math.max(most, power(w, k));
        return Math.max(-120, db(most));
    }

    private double power(double[] window, int k) {
        return (window[2 * k] * window[2 * k] + window[2 * k + 1] * window[2 * k + 1]) / (fullScale * fullScale);
    }

    private static double db(double power) {
        return 10 * Math.log10(Math.max(power, 1e-30));
    }

    /** The picture, the brightest colour standing for {@code topDb}. */
    BufferedImage draw(String title, double topDb) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(PAPER);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        int w = WIDTH - LEFT - RIGHT;
        int h = HEIGHT - TOP - BOTTOM;
        double top = sound.rateHz() / 2;
        for (int y = 0; y < h; y++) {
            double lowHz = hertz((double) (h - 1 - y) / h, top);
            double highHz = hertz((double) (h - y) / h, top);
            int from = bin(lowHz);
            int to = Math.max(from, bin(highHz) - 1);
            for (int x = 0; x < w; x++)
                image.setRGB(LEFT + x, TOP + y, colour((loudest(x, w, from, to) - topDb) / SPAN_DB + 1));
        }
        axes(g, title, topDb, w, h, top);
        g.dispose();
        return image;
    }

    // the loudest bin under a pixel: a thin line of hum stays visible
    private double loudest(int x, int w, int from, int to) {
        double most = 0;
        int first = window((double) x / w);
        int last = Math.max(first, window((x + 1.0) / w) - 1);
        for (int i = first; i <= last; i++)
            for (int k = from; k <= to; k++)
                most = Math.max(most, power(s.spectrum[i], k));
        return db(most);
    }

    // window whose middle is nearest to a part of the sound's length
    private int window(double part) {
        double middle = part * sound.samples().length + s.length / 2.0;
        return (int) Math.max(0, Math.min(s.windows - 1, Math.round(middle / s.hop)));
    }

    private int bin(double hz) {
        return (int) Math.max(1, Math.min(s.bins - 1, Math.round(hz / sound.rateHz() * s.length)));
    }

    private static double hertz(double part, double topHz) {
        return LOWEST_HZ * Math.pow(topHz / LOWEST_HZ, part);
    }

    private void axes(Graphics2D g, String title, double topDb, int w, int h, double topHz) {
        g.setColor(INK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        g.drawString(title, LEFT, 28);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        for (double hz : new double[]{50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000}) {
            if (hz > topHz) break;
            int y = TOP + (int) Math.round(h * (1 - Math.log(hz / LOWEST_HZ) / Math.log(topHz / LOWEST_HZ)));
            String text = hz < 1000 ? Math.round(hz) + " Hz" : Math.round(hz / 1000) + " kHz";
            g.drawLine(LEFT - 5, y, LEFT, y);
            g.drawString(text, LEFT - 9 - g.getFontMetrics().stringWidth(text), y + 5);
        }
        double step = step(sound.seconds());
        for (double t = 0; t <= sound.seconds() + 1e-9; t += step) {
            int x = LEFT + (int) Math.round(w * t / sound.seconds());
            String text = String.format(Locale.ROOT, step < 1 ? "%.1f s" : "%.0f s", t);
            g.drawLine(x, TOP + h, x, TOP + h + 5);
            g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, TOP + h + 21);
        }
        int bar = LEFT + w + 18;
        for (int y = 0; y < h; y++) {
            g.setColor(new Color(colour(1 - (double) y / h)));
            g.fillRect(bar, TOP + y, 14, 1);
        }
        g.setColor(INK);
        for (int d = 0; d <= SPAN_DB; d += 10) {
            g.drawString(String.format(Locale.ROOT, "%.0f dB", topDb - d), bar + 20, TOP + 5 + (int) (h * d / SPAN_DB));
        }
    }

    private static double step(double seconds) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(seconds, 1e-3) / 4)));
        while (seconds / step > 10)
            step *= step * 2 > seconds / 5 ? 2.5 : 2;
        return step;
    }

    // dark blue over purple and orange to pale yellow, lightness growing evenly
    private static int colour(double part) {
        int[] stops = {0x0b0e1a, 0x2c1e5c, 0x7a2382, 0xc43c75, 0xf2724d, 0xfbb45c, 0xfcf4c2};
        double at = Math.max(0, Math.min(1, part)) * (stops.length - 1);
        int i = Math.min(stops.length - 2, (int) at);
        double f = at - i;
        int out = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = stops[i] >> shift & 0xff;
            int b = stops[i + 1] >> shift & 0xff;
            out |= (int) Math.round(a + f * (b - a)) << shift;
        }
        return out;
    }

    /** Writes a picture as PNG, replacing one of that name. @throws InputException when it cannot be written */
    static void write(BufferedImage image, Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            ImageIO.write(image, "png", beside.toFile());
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException("picture: file=" + file + ", expected a place that can be written", e);
        }
    }
}
