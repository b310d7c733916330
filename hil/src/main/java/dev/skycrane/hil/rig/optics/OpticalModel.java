package dev.skycrane.hil.rig.optics;

import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import dev.skycrane.hil.terrain.Noise;

/**
 * Photographs a flat canvas: each camera pixel looks along its ray at the canvas and gathers light over its area (four bilinear samples), the
 * light is blurred, falls off to the corners, and becomes a value with shot and read noise.
 *
 * <p>In two steps, since a canvas stays while the camera takes many pictures of it: {@link #gather} is the slow one, {@link #develop} the
 * quick one. One thread.
 */
public final class OpticalModel {
    private static final double FULL_LIGHT = 60_000;
    private static final int LUT_SHIFT = 4;
    private static final int NOISE_TABLE = 1 << 16;
    private static final double QUARTER = 0.25;

    /** A part of the camera's picture, ends exclusive. */
    public record Box(int x0, int y0, int x1, int y1) {}

    private final BenchOptics optics;
    private final int canvasWidth;
    private final int canvasHeight;
    private final int width;
    private final int height;
    /** Normalised directions of the camera pixels. */
    private final float[] directionX;
    private final float[] directionY;
    private final float[] gain;
    /** Where each camera pixel looks on the canvas, px. */
    private final float[] canvasX;
    private final float[] canvasY;
    private final float[] light = new float[256];
    private final float[] kernel;
    private final int[] value = new int[1 << 16 - LUT_SHIFT];
    private final int[] sigma = new int[256];
    private final short[] noise = new short[NOISE_TABLE];
    private float[] gathered = new float[0];
    private float[] blurred = new float[0];

    /** @param canvasWidth columns of the canvases, whose middle the pose speaks of */
    public OpticalModel(BenchOptics optics, int canvasWidth, int canvasHeight) {
        this.optics = optics;
        this.canvasWidth = canvasWidth;
        this.canvasHeight = canvasHeight;
        CameraIntrinsics lens = optics.lens();
        width = lens.widthPx();
        height = lens.heightPx();
        int n = width * height;
        directionX = new float[n];
        directionY = new float[n];
        gain = new float[n];
        canvasX = new float[n];
        canvasY = new float[n];
        double[] d = new double[2];
        for (int i = 0; i < n; i++) {
            lens.toNormalised(i % width, i / width, d);
            directionX[i] = (float) d[0];
            directionY[i] = (float) d[1];
            double cos2 = 1 / (1 + d[0] * d[0] + d[1] * d[1]);
            gain[i] = (float) (optics.cornerLoss() == 4 ? cos2 * cos2 : StrictMath.pow(cos2, optics.cornerLoss() / 2));
        }
        for (int v = 0; v < light.length; v++)
            light[v] = (float) (FULL_LIGHT * StrictMath.pow(v / 255.0, optics.screenGamma()));
        kernel = kernel(optics.blurPx());
        tables();
        place(optics.pose());
    }

    private static float[] kernel(double sigmaPx) {
        int reach = Math.max(1, (int) Math.ceil(3 * sigmaPx));
        float[] k = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++)
            sum += k[i + reach] = (float) StrictMath.exp(-0.5 * i * i / (sigmaPx * sigmaPx));
        for (int i = 0; i < k.length; i++)
            k[i] /= sum;
        return k;
    }

    private void tables() {
        double range = optics.whiteDn() - optics.blackDn();
        for (int i = 0; i < value.length; i++) {
            double share = ((i + 0.5) * (1 << LUT_SHIFT)) / FULL_LIGHT;
            value[i] = (int) Math
                    .round(256 * (optics.blackDn() + range * StrictMath.pow(share, 1 / optics.cameraGamma())));
        }
        for (int dn = 0; dn < sigma.length; dn++) {
            double shot = Math.max(0, dn - optics.blackDn()) / optics.electronsPerDn();
            sigma[dn] = (int) Math.round(256 * Math.sqrt(shot + optics.readNoiseDn() * optics.readNoiseDn()));
        }
        long hash = Noise.mix(optics.seed());
        for (int i = 0; i < noise.length; i++)
            noise[i] = (short) Math.round(256 * Noise.normal(Noise.mix(hash + i)));
    }

    /** Hangs the canvas elsewhere: rotation vector, and its middle in the camera frame, px of the canvas. */
    public void place(double[] pose) {
        double[] r = rotation(pose);
        double nDotT = r[2] * pose[3] + r[5] * pose[4] + r[8] * pose[5];
        for (int i = 0; i < canvasX.length; i++) {
            double x = directionX[i];
            double y = directionY[i];
            double s = nDotT / (r[2] * x + r[5] * y + r[8]);
            double dx = s * x - pose[3];
            double dy = s * y - pose[4];
            double dz = s - pose[5];
            canvasX[i] = (float) (r[0] * dx + r[3] * dy + r[6] * dz + (canvasWidth - 1) / 2.0);
            canvasY[i] = (float) (r[1] * dx + r[4] * dy + r[7] * dz + (canvasHeight - 1) / 2.0);
        }
    }

    /** Rodrigues' formula, row-major. */
    private static double[] rotation(double[] v) {
        double a = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        double s = a < 1e-12 ? 1 : StrictMath.sin(a) / a;
        double c = a < 1e-12 ? 0.5 : (1 - StrictMath.cos(a)) / (a * a);
        double k = 1 - c * a * a;
        return new double[]{k + c * v[0] * v[0], c * v[0] * v[1] - s * v[2], c * v[0] * v[2] + s * v[1],
            c * v[0] * v[1] + s * v[2], k + c * v[1] * v[1], c * v[1] * v[2] - s * v[0],
            c * v[0] * v[2] - s * v[1], c * v[1] * v[2] + s * v[0], k + c * v[2] * v[2]};
    }

    /** The whole picture. */
    public Box whole() {
        return new Box(0, 0, width, height);
    }

    /** The part of the camera's picture in which a rectangle of the canvas can be seen, its blur included. */
    public Box seeing(int x, int y, int rectangleWidth, int rectangleHeight) {
        int x0 = width;
        int y0 = height;
        int x1 = 0;
        int y1 = 0;
        int reach = kernel.length;
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++) {
                float u = canvasX[row * width + column];
                float v = canvasY[row * width + column];
                if (u < x - 1 || v < y - 1 || u > x + rectangleWidth || v > y + rectangleHeight) continue;
                x0 = Math.min(x0, column);
                x1 = Math.max(x1, column + 1);
                y0 = Math.min(y0, row);
                y1 = Math.max(y1, row + 1);
            }
        if (x1 <= x0) return new Box(0, 0, 0, 0);
        return new Box(Math.max(0, x0 - reach), Math.max(0, y0 - reach), Math.min(width, x1 + reach),
                Math.min(height, y1 + reach));
    }

    /** The row of the canvas that the middle of a camera row sees, px. */
    public double canvasRow(int cameraRow) {
        return canvasY[cameraRow * width + width / 2];
    }

    /**
     * Light on the sensor.
     *
     * @param canvas values of the screen, row by row
     * @param box which part; the light of the rest stays
     * @param out light of every pixel, of 65,535
     */
    public void gather(byte[] canvas, Box box, char[] out) {
        int reach = kernel.length / 2;
        int x0 = Math.max(0, box.x0 - reach);
        int y0 = Math.max(0, box.y0 - reach);
        int x1 = Math.min(width, box.x1 + reach);
        int y1 = Math.min(height, box.y1 + reach);
        int w = x1 - x0;
        int h = y1 - y0;
        if (w <= 0 || h <= 0) return;
        if (gathered.length < w * h) {
            gathered = new float[w * h];
            blurred = new float[w * h];
        }
        for (int row = 0; row < h; row++)
            gatherRow(canvas, x0, y0 + row, w, row * w);
        blurRows(w, h);
        for (int row = box.y0; row < box.y1; row++) {
            for (int column = box.x0; column < box.x1; column++) {
                float sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    int from = Math.max(0, Math.min(h - 1, row - y0 + k));
                    sum += kernel[k + reach] * blurred[from * w + column - x0];
                }
                int i = row * width + column;
                out[i] = (char) (gain[i] * sum + 0.5f);
            }
        }
    }

    private void gatherRow(byte[] canvas, int x0, int row, int w, int to) {
        int above = Math.max(0, row - 1) * width;
        int below = Math.min(height - 1, row + 1) * width;
        for (int column = x0; column < x0 + w; column++) {
            int i = row * width + column;
            int left = column > 0 ? i - 1 : i;
            int right = column < width - 1 ? i + 1 : i;
            float ux = (float) QUARTER * (canvasX[right] - canvasX[left]) / (right - left);
            float vx = (float) QUARTER * (canvasY[right] - canvasY[left]) / (right - left);
            int rows = (below - above) / width;
            float uy = (float) QUARTER * (canvasX[below + column] - canvasX[above + column]) / rows;
            float vy = (float) QUARTER * (canvasY[below + column] - canvasY[above + column]) / rows;
            float u = canvasX[i];
            float v = canvasY[i];
            gathered[to + column - x0] = (float) QUARTER * (sample(canvas, u - ux - uy, v - vx - vy)
                    + sample(canvas, u + ux - uy, v + vx - vy) + sample(canvas, u - ux + uy, v - vx + vy)
                    + sample(canvas, u + ux + uy, v + vx + vy));
        }
    }

    /** Light of the canvas between four pixels; none beside it. */
    private float sample(byte[] canvas, float u, float v) {
        if (!(u >= 0 && v >= 0 && u < canvasWidth - 1 && v < canvasHeight - 1)) return 0;
        int x = (int) u;
        int y = (int) v;
        float a = u - x;
        float b = v - y;
        int i = y * canvasWidth + x;
        float top = light[canvas[i] & 0xFF] * (1 - a) + light[canvas[i + 1] & 0xFF] * a;
        int j = i + canvasWidth;
        float bottom = light[canvas[j] & 0xFF] * (1 - a) + light[canvas[j + 1] & 0xFF] * a;
        return top + b * (bottom - top);
    }

    private void blurRows(int w, int h) {
        int reach = kernel.length / 2;
        for (int row = 0; row < h; row++) {
            int at = row * w;
            for (int column = 0; column < w; column++) {
                float sum = 0;
                for (int k = -reach; k <= reach; k++)
                    sum += kernel[k + reach] * gathered[at + Math.max(0, Math.min(w - 1, column + k))];
                blurred[at + column] = sum;
            }
        }
    }

    /**
     * The picture that light makes.
     *
     * @param picture number of the picture, the noise depends on it
     * @param luma receives the values
     */
    public void develop(char[] lightOnSensor, long picture, byte[] luma) {
        long seed = Noise.hash(optics.seed(), 1, picture);
        for (int row = 0; row < height; row++) {
            int start = (int) Noise.mix(seed + row);
            int stride = 2 * (int) (Noise.mix(seed - row - 1) & 0x3FF) + 1;
            for (int i = row * width, k = start; i < (row + 1) * width; i++, k += stride) {
                int v = value[lightOnSensor[i] >> LUT_SHIFT];
                v += sigma[Math.min(255, v >> 8)] * noise[k & NOISE_TABLE - 1] >> 8;
                v = v + 128 >> 8;
                luma[i] = (byte) (v < 0 ? 0 : v > 255 ? 255 : v);
            }
        }
    }

    /** Mixes two lights row by row: {@code share} of the second. */
    public static void mix(char[] first, char[] second, double[] share, int width, char[] out) {
        for (int row = 0; row < share.length; row++) {
            int from = row * width;
            if (share[row] <= 0) {
                System.arraycopy(first, from, out, from, width);
            } else if (share[row] >= 1) {
                System.arraycopy(second, from, out, from, width);
            } else {
                for (int i = from; i < from + width; i++)
                    out[i] = (char) (first[i] + share[row] * (second[i] - first[i]) + 0.5);
            }
        }
    }

}
