package dev.skycrane.ground.web;

import dev.skycrane.proto.site.MapGrid;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;

/** Layers of a map package in the sizes that pages draw. */
final class SitePictures {
    private SitePictures() {}

    /** A grey picture of at most {@code mostPx} a side, each pixel the mean of its cells. */
    static byte[] grey(MapGrid grid, byte[] cells, int mostPx, String format) throws IOException {
        int step = Math.max(1, (Math.max(grid.width(), grid.height()) + mostPx - 1) / mostPx);
        int width = Math.max(1, grid.width() / step);
        int height = Math.max(1, grid.height() / step);
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                pixels[y * width + x] = mean(grid, cells, x * step, y * step, step);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
        if (!ImageIO.write(image, format, out)) throw new IOException("site: no writer for " + format);
        return out.toByteArray();
    }

    private static byte mean(MapGrid grid, byte[] cells, int x0, int y0, int step) {
        int sum = 0;
        int n = 0;
        for (int y = y0; y < Math.min(grid.height(), y0 + step); y++) {
            for (int x = x0; x < Math.min(grid.width(), x0 + step); x++, n++)
                sum += cells[y * grid.width() + x] & 0xff;
        }
        return (byte) (sum / Math.max(1, n));
    }

    /**
     * Heights over the extent of {@code over}, corners included, float32 little-endian, rows from north; a hole is 0.
     *
     * @param zeroM height that becomes 0
     */
    static byte[] heights(MapGrid grid, float[] elevationM, MapGrid over, int points, double zeroM) {
        ByteBuffer out = ByteBuffer.allocate(points * points * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int r = 0; r < points; r++) {
            double northM = over.edgeNorthM() - r * (over.edgeNorthM() - over.edgeSouthM()) / (points - 1);
            for (int c = 0; c < points; c++) {
                double eastM = over.edgeWestM() + c * (over.edgeEastM() - over.edgeWestM()) / (points - 1);
                double height = heightM(grid, elevationM, eastM, northM) - zeroM;
                out.putFloat(Double.isFinite(height) ? (float) height : 0);
            }
        }
        return out.array();
    }

    /** Height of the nearest cell. */
    static double heightM(MapGrid grid, float[] elevationM, double eastM, double northM) {
        int column = (int) Math.rint((eastM - grid.westM()) / grid.cellM());
        int row = (int) Math.rint((grid.northM() - northM) / grid.cellM());
        return elevationM[Math.min(grid.height() - 1, Math.max(0, row)) * grid.width()
                + Math.min(grid.width() - 1, Math.max(0, column))];
    }
}
