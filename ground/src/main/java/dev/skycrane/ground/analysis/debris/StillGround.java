package dev.skycrane.ground.analysis.debris;

import boofcv.struct.image.GrayF32;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.motion.CameraTurns;
import dev.skycrane.ground.analysis.motion.Homography;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a frame with the ground as other frames show it, turned to where the camera looked. A pixel is explained by another frame if that has its
 * brightness within one pixel of the place, so that errors of the turning and edges do not count. Frames wider than {@value #MOST_WIDTH} px are
 * halved. Holds all frames; one thread.
 */
final class StillGround {
    private static final int MOST_WIDTH = 900;
    /** A pixel is not explained when it is brighter or darker by this much, DN. */
    private static final double DIFFERS_DN = 14;
    /** Other frames are taken from about these times before and after, s. */
    private static final double[] AWAY_S = {-4, -2.5, -1.5, 1, 1.5, 2.5, 4};
    /** And from these multiples of the time since the release, when what falls is elsewhere and smaller. */
    private static final double[] LATER = {0.6, 1.6, 2.2, 3.0};
    private static final double SAME_S = 0.3;

    private final CameraTurns turns;
    private final double releaseS;
    private final double focalPx;
    final int width;
    final int height;
    /** Pixels of the frames as given over pixels here. */
    final int shrink;
    private final byte[][] grey;
    private final byte[][] least;
    private final byte[][] most;

    /**
     * How much of a frame the others do not explain, row by row, 0 to 1; not a number where no other looks.
     *
     * @param anything the part of the earlier frames that does not explain a pixel or that of the later ones, whichever is less, so that ground which
     *            something covered before or will cover is not taken for it
     * @param falling the part of the later ones: what falls is smaller then, also where it has no texture of its own
     */
    record Unexplained(float[] anything, float[] falling) {}

    StillGround(FrameSeries series, CameraTurns turns, double releaseS) throws IOException {
        this.turns = turns;
        this.releaseS = releaseS;
        int factor = 1;
        while (series.width() / factor > MOST_WIDTH)
            factor *= 2;
        shrink = factor;
        width = series.width() / shrink;
        height = series.height() / shrink;
        focalPx = series.focalPx() / shrink;
        int n = turns.timeS().length;
        grey = new byte[n][];
        least = new byte[n][];
        most = new byte[n][];
        for (int i = 0; i < n; i++) {
            grey[i] = shrunk(series.grey(turns.first() + i));
            least[i] = extreme(grey[i], -1);
            most[i] = extreme(grey[i], 1);
        }
    }

    private byte[] shrunk(GrayF32 image) {
        byte[] out = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int v = 0; v < shrink; v++)
                    for (int u = 0; u < shrink; u++)
                        sum += image.data[(y * shrink + v) * image.width + x * shrink + u];
                out[y * width + x] = (byte) Math.round(sum / (shrink * shrink));
            }
        }
        return out;
    }

    /** Least or most of the nine pixels about each. */
    private byte[] extreme(byte[] of, int sign) {
        byte[] rows = new byte[of.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                rows[y * width + x] = extreme(of, y * width + Math.max(0, x - 1), y * width + x,
                        y * width + Math.min(width - 1, x + 1), sign);
        byte[] out = new byte[of.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                out[y * width + x] = extreme(rows, Math.max(0, y - 1) * width + x, y * width + x,
                        Math.min(height - 1, y + 1) * width + x, sign);
        return out;
    }

    private static byte extreme(byte[] of, int a, int b, int c, int sign) {
        int x = of[a] & 0xff;
        int y = of[b] & 0xff;
        int z = of[c] & 0xff;
        return (byte) (sign > 0 ? Math.max(x, Math.max(y, z)) : Math.min(x, Math.min(y, z)));
    }

    /** Compares a frame of the stretch. */
    Unexplained compare(int i) {
        int[][] differ = new int[2][width * height];
        int[][] seen = new int[2][width * height];
        for (int j : others(i))
            compare(i, j, differ[j < i ? 0 : 1], seen[j < i ? 0 : 1]);
        float[] anything = new float[width * height];
        float[] falling = new float[width * height];
        for (int k = 0; k < anything.length; k++) {
            float before = seen[0][k] == 0 ? Float.NaN : (float) differ[0][k] / seen[0][k];
            float after = seen[1][k] == 0 ? Float.NaN : (float) differ[1][k] / seen[1][k];
            falling[k] = Float.isNaN(after) ? before : after;
            anything[k] = Float.isNaN(before) ? after : Math.min(before, falling[k]);
        }
        return new Unexplained(anything, falling);
    }

    private List<Integer> others(int i) {
        double t = turns.timeS()[i];
        List<Integer> out = new ArrayList<>();
        for (double away : AWAY_S)
            add(out, nearest(t + away), i);
        for (double factor : LATER)
            add(out, nearest(releaseS + factor * (t - releaseS)), i);
        return out;
    }

    private void add(List<Integer> out, int j, int i) {
        if (j >= 0 && Math.abs(turns.timeS()[j] - turns.timeS()[i]) > SAME_S && !out.contains(j)) out.add(j);
    }

    private int nearest(double timeS) {
        int best = -1;
        for (int j = 0; j < turns.timeS().length; j++)
            if (best < 0 || Math.abs(turns.timeS()[j] - timeS) < Math.abs(turns.timeS()[best] - timeS)) best = j;
        return best >= 0 && Math.abs(turns.timeS()[best] - timeS) < SAME_S ? best : -1;
    }

    private void compare(int i, int j, int[] differ, int[] seen) {
        Homography ground = turns.ground(i, j, shrink * focalPx, shrink * width, shrink * height);
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        double[] there = new double[2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                ground.map((x - cx) / focalPx, (y - cy) / focalPx, there);
                int px = (int) Math.rint(cx + focalPx * there[0]);
                int py = (int) Math.rint(cy + focalPx * there[1]);
                if (px < 0 || py < 0 || px >= width || py >= height) continue;
                int k = y * width + x;
                int at = py * width + px;
                int value = grey[i][k] & 0xff;
                seen[k]++;
                if (value > (most[j][at] & 0xff) + DIFFERS_DN || value < (least[j][at] & 0xff) - DIFFERS_DN)
                    differ[k]++;
            }
        }
    }

    /** Place of a pixel of frame {@code i} of the stretch in the first frame's axes, px from its middle: the ground stands still there. */
    double[] still(int i, double x, double y) {
        double[] m = turns.attitude()[i].data;
        double u = (x - 0.5 * (width - 1)) / focalPx / turns.scale()[i];
        double v = (y - 0.5 * (height - 1)) / focalPx / turns.scale()[i];
        double z = m[6] * u + m[7] * v + m[8];
        return new double[]{focalPx * (m[0] * u + m[1] * v + m[2]) / z, focalPx * (m[3] * u + m[4] * v + m[5]) / z};
    }

    double focalPx() {
        return focalPx;
    }

    int frames() {
        return grey.length;
    }

    double timeS(int i) {
        return turns.timeS()[i];
    }
}
