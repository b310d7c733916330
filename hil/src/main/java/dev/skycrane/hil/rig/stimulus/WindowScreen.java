package dev.skycrane.hil.rig.stimulus;

import dev.skycrane.hil.rig.calibration.Prewarp;
import dev.skycrane.proto.InputException;
import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.image.BufferStrategy;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.MemoryImageSource;

/**
 * A screen of this machine: a window without frame over all of it, each pixel of the canvas a square of as many of the screen's as there is room
 * for, in the middle, black around. Double buffered; a picture counts as handed over when the buffers have been changed.
 */
public final class WindowScreen implements BendableScreen {
    private static final int BUFFERS = 2;

    private final GraphicsDevice device;
    private final Frame frame;
    private final BufferStrategy buffers;
    private final ShownPixels shown = new ShownPixels();
    private final BufferedImage image = new BufferedImage(Canvas.WIDTH_PX, Canvas.HEIGHT_PX,
            BufferedImage.TYPE_INT_RGB);
    private final Rectangle place;

    private WindowScreen(GraphicsDevice device, Frame frame, Rectangle place) {
        this.device = device;
        this.frame = frame;
        this.place = place;
        frame.createBufferStrategy(BUFFERS);
        buffers = frame.getBufferStrategy();
        paint(new int[]{0, 0, Canvas.WIDTH_PX, Canvas.HEIGHT_PX});
    }

    /**
     * Covers a screen.
     *
     * @param number of the screen, from 0
     * @throws InputException where there is no such screen, or it is too small
     */
    public static WindowScreen open(int number) {
        if (GraphicsEnvironment.isHeadless()) {
            throw InputException.of("screen", "--screen", "window",
                    "a machine with a display (is DISPLAY set?); from here, --screen page and a browser over there");
        }
        GraphicsDevice[] all = GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices();
        if (number < 0 || number >= all.length) {
            throw InputException.of("screen", "--screen", "window:" + number,
                    "0 to " + (all.length - 1) + ", the screens of this machine");
        }
        GraphicsDevice device = all[number];
        Rectangle bounds = device.getDefaultConfiguration().getBounds();
        Rectangle place = place(bounds.width, bounds.height);
        Frame frame = new Frame(device.getDefaultConfiguration());
        frame.setUndecorated(true);
        frame.setIgnoreRepaint(true);
        frame.setBackground(Color.BLACK);
        frame.setBounds(bounds);
        frame.setCursor(Toolkit.getDefaultToolkit().createCustomCursor(Toolkit.getDefaultToolkit()
                .createImage(new MemoryImageSource(1, 1, new int[1], 0, 1)), new Point(), "none"));
        frame.setVisible(true);
        if (device.isFullScreenSupported()) device.setFullScreenWindow(frame);
        return new WindowScreen(device, frame, place);
    }

    /** Where the canvas stands on a screen. @throws InputException if it is too small */
    static Rectangle place(int widthPx, int heightPx) {
        int factor = Math.min(widthPx / Canvas.WIDTH_PX, heightPx / Canvas.HEIGHT_PX);
        if (factor < 1) {
            throw InputException.of("screen", "size", widthPx + "x" + heightPx,
                    "at least " + Canvas.WIDTH_PX + "x" + Canvas.HEIGHT_PX + ", better twice that");
        }
        int width = factor * Canvas.WIDTH_PX;
        int height = factor * Canvas.HEIGHT_PX;
        return new Rectangle((widthPx - width) / 2, (heightPx - height) / 2, width, height);
    }

    /** Screen pixels for one of the canvas, in each direction. */
    public int factor() {
        return place.width / Canvas.WIDTH_PX;
    }

    @Override
    public synchronized Shown show(byte[] canvas) {
        return paint(shown.picture(canvas));
    }

    @Override
    public synchronized Shown beat(byte[] patch) {
        return paint(shown.beat(patch));
    }

    @Override
    public synchronized void bend(Prewarp prewarp) {
        paint(shown.bend(prewarp));
    }

    /** @param changed left, top, right and bottom edge, ends exclusive */
    private Shown paint(int[] changed) {
        // a picture of grey bytes would be taken through colour spaces on its way
        int[] target = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        byte[] grey = shown.pixels();
        for (int y = changed[1]; y < changed[3]; y++)
            for (int i = y * Canvas.WIDTH_PX + changed[0]; i < y * Canvas.WIDTH_PX + changed[2]; i++)
                target[i] = (grey[i] & 0xFF) * 0x010101;
        long fromNs;
        do {
            Graphics2D g = (Graphics2D) buffers.getDrawGraphics();
            g.setColor(Color.BLACK);
            g.fillRect(0, 0, frame.getWidth(), frame.getHeight());
            // by whole factors and without interpolation, which is the default
            g.drawImage(image, place.x, place.y, place.width, place.height, null);
            g.dispose();
            fromNs = System.nanoTime();
            buffers.show();
            Toolkit.getDefaultToolkit().sync();
        } while (buffers.contentsRestored() || buffers.contentsLost());
        return new Shown(fromNs, System.nanoTime());
    }

    @Override
    public void close() {
        device.setFullScreenWindow(null);
        frame.dispose();
    }
}
