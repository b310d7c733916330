package dev.skycrane.ground.panorama;

import boofcv.struct.image.GrayF32;

/**
 * One frame laid on the canvas: a box of it, {@code left} columns and {@code top} rows in, both multiples of {@link Canvas#GRID}. On a
 * canvas that goes round, columns beyond its last are those from its first. Where {@code inside} is 0 the frame sees nothing.
 */
final class Layer {
    /** Columns and rows around the frame that a blend may reach into. */
    private static final int MARGIN = Canvas.GRID;
    /** The outermost rows and columns of a detector are brighter or darker than the rest in many raw frames; they are not used. */
    private static final int TRIM = 4;

    final Frame frame;
    final int left;
    final int top;
    final int width;
    final int height;
    /** Brightness by band, {@code [bands][width * height]}, rows first. */
    final float[][] bands;
    /** Distance from the frame's nearest border, px of the frame, at least 1 inside; 0 outside. */
    final float[] inside;

    private Layer(Frame frame, int left, int top, int width, int height) {
        this.frame = frame;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        bands = new float[frame.bands().length][width * height];
        inside = new float[width * height];
    }

    /** Lays a frame; cubic interpolation (Keys, IEEE Trans. ASSP 29, 1981). */
    static Layer of(Frame frame, Lens lens, Canvas canvas) {
        int[] box = box(frame, lens, canvas);
        Layer layer = new Layer(frame, box[0], box[1], box[2] - box[0], box[3] - box[1]);
        Camera camera = new Camera(frame.pointing(), lens, frame.width(), frame.height());
        for (int y = 0; y < layer.height; y++) {
            double elevation = canvas.elevationRad(layer.top + y);
            double ce = Math.cos(elevation);
            double se = Math.sin(elevation);
            for (int x = 0; x < layer.width; x++) {
                double azimuth = canvas.azimuthRad(layer.left + x);
                if (!camera.project(ce * Math.cos(azimuth), ce * Math.sin(azimuth), se)) continue;
                double border = Math.min(Math.min(camera.x, frame.width() - 1 - camera.x),
                        Math.min(camera.y, frame.height() - 1 - camera.y));
                if (border < TRIM) continue;
                int at = y * layer.width + x;
                layer.inside[at] = (float) (1 + border - TRIM);
                for (int b = 0; b < layer.bands.length; b++)
                    layer.bands[b][at] = cubic(frame.bands()[b], camera.x, camera.y);
            }
        }
        return layer;
    }

    // left, top, right, bottom; found on a coarse grid of the canvas
    private static int[] box(Frame frame, Lens lens, Canvas canvas) {
        Camera camera = new Camera(frame.pointing(), lens, frame.width(), frame.height());
        int step = 8;
        int start = 0;
        int columns = canvas.width();
        if (canvas.full()) {
            // begin opposite to where the frame looks, so that its box is in one piece
            start = (int) canvas.column(frame.pointing().azimuthRad() + Math.PI) / Canvas.GRID * Canvas.GRID;
        }
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (int y = 0; y < canvas.height(); y += step) {
            double elevation = canvas.elevationRad(y);
            for (int x = start; x < start + columns; x += step) {
                double azimuth = canvas.azimuthRad(x);
                if (!camera.project(Math.cos(elevation) * Math.cos(azimuth), Math.cos(elevation) * Math.sin(azimuth),
                        Math.sin(elevation)))
                    continue;
                if (camera.x < 0 || camera.x > frame.width() - 1 || camera.y < 0 || camera.y > frame.height() - 1)
                    continue;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
        }
        if (left > right) return new int[]{0, 0, Canvas.GRID, Canvas.GRID};
        left = floor(left - step - MARGIN);
        right = floor(right + step + MARGIN) + Canvas.GRID;
        top = Math.max(0, floor(top - step - MARGIN));
        bottom = Math.min(canvas.height(), floor(bottom + step + MARGIN) + Canvas.GRID);
        if (!canvas.full()) {
            left = Math.max(0, left);
            right = Math.min(canvas.width(), right);
        } else if (right - left > canvas.width()) {
            left = start;
            right = start + canvas.width();
        }
        return new int[]{left, top, right, bottom};
    }

    private static int floor(int px) {
        return Math.floorDiv(px, Canvas.GRID) * Canvas.GRID;
    }

    private static float cubic(GrayF32 image, double x, double y) {
        int x0 = (int) x;
        int y0 = (int) y;
        double fx = x - x0;
        double fy = y - y0;
        double sum = 0;
        for (int j = -1; j <= 2; j++) {
            int row = Math.max(0, Math.min(image.height - 1, y0 + j)) * image.width;
            double line = 0;
            for (int i = -1; i <= 2; i++)
                line += weight(fx - i) * image.data[row + Math.max(0, Math.min(image.width - 1, x0 + i))];
            sum += weight(fy - j) * line;
        }
        return (float) Math.max(0, Math.min(255, sum));
    }

    private static double weight(double d) {
        double a = Math.abs(d);
        if (a < 1) return 1 + a * a * (1.5 * a - 2.5);
        return a < 2 ? 2 + a * (-4 + a * (2.5 - 0.5 * a)) : 0;
    }

    /** Index of a canvas pixel in this layer, or -1 when its box does not hold it. */
    int at(int column, int row, Canvas canvas) {
        int y = row - top;
        int x = column - left;
        if (canvas.full()) x = Math.floorMod(x, canvas.width());
        return y < 0 || y >= height || x < 0 || x >= width ? -1 : y * width + x;
    }

    /** Brightness of the first band, or the mean of three. */
    float grey(int at) {
        return bands.length == 1 ? bands[0][at] : (bands[0][at] + bands[1][at] + bands[2][at]) / 3;
    }
}
