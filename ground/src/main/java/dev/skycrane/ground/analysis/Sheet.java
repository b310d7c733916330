package dev.skycrane.ground.analysis;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Small pictures with a line of text under each, side by side. */
final class Sheet {
    private static final int GAP = 8;
    private static final int LINE = 24;

    private Sheet() {}

    /** @param tile width of a picture, px @param across how many side by side */
    static BufferedImage of(List<BufferedImage> pictures, List<String> words, int tile, int across) {
        int columns = Math.min(across, Math.max(1, pictures.size()));
        int rows = (pictures.size() + columns - 1) / columns;
        int high = 0;
        for (BufferedImage p : pictures)
            high = Math.max(high, Math.round((float) tile * p.getHeight() / p.getWidth()));
        BufferedImage out = new BufferedImage(GAP + columns * (tile + GAP), GAP + rows * (high + LINE + GAP),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, out.getWidth(), out.getHeight());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        g.setColor(new Color(0x22, 0x20, 0x1d));
        for (int i = 0; i < pictures.size(); i++) {
            int x = GAP + i % columns * (tile + GAP);
            int y = GAP + i / columns * (high + LINE + GAP);
            BufferedImage p = pictures.get(i);
            g.drawImage(p, x, y, tile, Math.round((float) tile * p.getHeight() / p.getWidth()), null);
            g.drawString(words.get(i), x, y + high + 17);
        }
        g.dispose();
        return out;
    }
}
