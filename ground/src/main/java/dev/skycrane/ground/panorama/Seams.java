package dev.skycrane.ground.panorama;

import java.util.Arrays;
import java.util.List;

/**
 * Which frame each pixel of the canvas is taken from. To begin with, the one whose border is farthest; then, between frames side by
 * side, the cut is moved to where the two differ least, row by row from top to bottom (dynamic programming: Efros and Freeman,
 * SIGGRAPH 2001).
 */
final class Seams {
    /** No frame sees the pixel. */
    static final byte NOBODY = -1;

    private static final int REACH = 2;
    private static final float OUTSIDE = 1e6f;
    /** Cutting through what differs in slope shows more than cutting through what differs in brightness. */
    private static final float SLOPE = 2;
    /** Weight that keeps the cut off the frames' borders, DN. */
    private static final float BORDER = 40;

    private final Canvas canvas;
    private final List<Layer> layers;
    private final double[] gains;
    /** Layer of each pixel, or {@link #NOBODY}; rows first. */
    final byte[] owner;

    Seams(Canvas canvas, List<Layer> layers, double[] gains) {
        this.canvas = canvas;
        this.layers = layers;
        this.gains = gains;
        owner = new byte[canvas.width() * canvas.height()];
        Arrays.fill(owner, NOBODY);
        farthestFromBorders();
        for (int i = 0; i < layers.size(); i++)
            for (int j = 0; j < layers.size(); j++)
                if (i != j && sideBySide(i, j)) cut(i, j);
    }

    private void farthestFromBorders() {
        float[] most = new float[owner.length];
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            for (int k = 0; k < layer.inside.length; k++) {
                if (layer.inside[k] == 0) continue;
                int column = layer.left + k % layer.width;
                if (canvas.full()) column = Math.floorMod(column, canvas.width());
                int at = (layer.top + k / layer.width) * canvas.width() + column;
                if (layer.inside[k] > most[at]) {
                    most[at] = layer.inside[k];
                    owner[at] = (byte) i;
                }
            }
        }
    }

    // b to the right of a, more than above or below it
    private boolean sideBySide(int a, int b) {
        Pointing p = layers.get(a).frame.pointing();
        Pointing q = layers.get(b).frame.pointing();
        double right = Math.IEEEremainder(q.azimuthRad() - p.azimuthRad(), 2 * Math.PI)
                * Math.cos(0.5 * (p.elevationRad() + q.elevationRad()));
        return right > 0 && right > Math.abs(q.elevationRad() - p.elevationRad());
    }

    private void cut(int a, int b) {
        Layer left = layers.get(a);
        Layer right = layers.get(b);
        // box of a's columns, b's may be a round farther on
        int from = Integer.MAX_VALUE;
        int to = Integer.MIN_VALUE;
        int top = Math.max(left.top, right.top);
        int bottom = Math.min(left.top + left.height, right.top + right.height);
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < left.width; x++) {
                if (!both(left, right, left.left + x, y)) continue;
                from = Math.min(from, x);
                to = Math.max(to, x);
            }
        }
        if (from >= to) return;
        int w = to - from + 1;
        int h = bottom - top;
        float[] cost = new float[w * h];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++)
                cost[y * w + x] = cost(left, gains[a], right, gains[b], left.left + from + x, top + y);
        int[] path = cheapest(cost, w, h);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int column = left.left + from + x;
                if (!both(left, right, column, top + y)) continue;
                int at = (top + y) * canvas.width() + (canvas.full() ? Math.floorMod(column, canvas.width()) : column);
                if (owner[at] == a || owner[at] == b) owner[at] = (byte) (x < path[y] ? a : b);
            }
        }
    }

    private boolean both(Layer a, Layer b, int column, int row) {
        int i = a.at(column, row, canvas);
        if (i < 0 || a.inside[i] == 0) return false;
        int j = b.at(column, row, canvas);
        return j >= 0 && b.inside[j] > 0;
    }

    private float cost(Layer a, double gainA, Layer b, double gainB, int column, int row) {
        if (!both(a, b, column, row) || !both(a, b, column - 1, row)) return OUTSIDE;
        int i = a.at(column, row, canvas);
        int j = b.at(column, row, canvas);
        float here = difference(a, i, gainA, b, j, gainB);
        float before = difference(a, a.at(column - 1, row, canvas), gainA, b, b.at(column - 1, row, canvas), gainB);
        float edge = Math.min(a.inside[i], b.inside[j]);
        return Math.abs(here) + SLOPE * Math.abs(here - before) + BORDER / edge;
    }

    private static float difference(Layer a, int i, double gainA, Layer b, int j, double gainB) {
        return (float) (a.grey(i) * gainA - b.grey(j) * gainB);
    }

    private static int[] cheapest(float[] cost, int w, int h) {
        float[] sum = cost.clone();
        byte[] from = new byte[w * h];
        for (int y = 1; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float best = Float.MAX_VALUE;
                int step = 0;
                for (int d = -REACH; d <= REACH; d++) {
                    int u = x + d;
                    if (u < 0 || u >= w) continue;
                    // going aside crosses as many columns as it goes
                    float s = sum[(y - 1) * w + u] + Math.max(0, Math.abs(d) - 1) * cost[y * w + x];
                    if (s < best) {
                        best = s;
                        step = d;
                    }
                }
                sum[y * w + x] += best;
                from[y * w + x] = (byte) step;
            }
        }
        int[] path = new int[h];
        int last = (h - 1) * w;
        for (int x = 1; x < w; x++)
            if (sum[last + x] < sum[last + path[h - 1]]) path[h - 1] = x;
        for (int y = h - 1; y > 0; y--)
            path[y - 1] = path[y] + from[y * w + path[y]];
        return path;
    }

    /**
     * How much steeper the picture is across the cuts than on both sides of them, 8 to 24 px away: 1 is an invisible cut. NaN when
     * there is none.
     *
     * @param grey the finished picture, rows first
     */
    double steepness(float[] grey) {
        double across = 0;
        double beside = 0;
        int w = canvas.width();
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x + 1 < w; x++) {
                byte p = owner[y * w + x];
                byte q = owner[y * w + x + 1];
                if (p == q || p == NOBODY || q == NOBODY) continue;
                double sum = 0;
                int n = 0;
                for (int d = -24; d <= 24; d++) {
                    int u = x + d;
                    if (Math.abs(d) < 8 || u < 0 || u + 1 >= w) continue;
                    byte o = owner[y * w + u];
                    if (o == NOBODY || owner[y * w + u + 1] != o) continue;
                    sum += Math.abs(grey[y * w + u + 1] - grey[y * w + u]);
                    n++;
                }
                if (n == 0) continue;
                across += Math.abs(grey[y * w + x + 1] - grey[y * w + x]);
                beside += sum / n;
            }
        }
        return beside == 0 ? Double.NaN : across / beside;
    }
}
