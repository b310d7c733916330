package dev.skycrane.ground.panorama;

import java.util.List;

/**
 * Puts the layers together along the cuts, coarse structure over a wide band and fine structure over a narrow one (multiresolution
 * spline: Burt and Adelson, ACM Trans. Graphics 2, 1983).
 */
final class Blend {
    private static final int LEVELS = 6;
    private static final float[] KERNEL = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

    private final Canvas canvas;
    private final float[][] sum = new float[LEVELS][];
    private final float[][] weight = new float[LEVELS][];

    private Blend(Canvas canvas) {
        this.canvas = canvas;
        for (int l = 0; l < LEVELS; l++) {
            sum[l] = new float[(canvas.width() >> l) * (canvas.height() >> l)];
            weight[l] = new float[sum[l].length];
        }
    }

    /** One band of the panorama, 0 to 255, rows first; 0 where no frame sees. */
    static float[] band(Canvas canvas, List<Layer> layers, double[] gains, Seams seams, int band) {
        Blend blend = new Blend(canvas);
        for (int i = 0; i < layers.size(); i++)
            blend.add(layers.get(i), (float) gains[i], seams.owner, i, band);
        float[] out = blend.collapsed();
        for (int i = 0; i < out.length; i++)
            out[i] = seams.owner[i] == Seams.NOBODY ? 0 : Math.max(0, Math.min(255, out[i]));
        return out;
    }

    private void add(Layer layer, float gain, byte[] owner, int index, int band) {
        int w = layer.width;
        int h = layer.height;
        float[] values = new float[w * h];
        float[] there = new float[w * h];
        float[] mask = new float[w * h];
        for (int k = 0; k < values.length; k++) {
            if (layer.inside[k] > 0) {
                values[k] = gain * layer.bands[band][k];
                there[k] = 1;
            }
            int column = column(layer.left + k % w, 0);
            if (owner[(layer.top + k / w) * canvas.width() + column] == index) mask[k] = 1;
        }
        filled(values, there, w, h);
        for (int l = 0; l < LEVELS; l++) {
            boolean last = l == LEVELS - 1;
            float[] coarse = last ? null : reduced(values, w, h);
            float[] detail = values;
            if (!last) {
                float[] up = expanded(coarse, w / 2, h / 2);
                detail = new float[values.length];
                for (int k = 0; k < detail.length; k++)
                    detail[k] = values[k] - up[k];
            }
            int cw = canvas.width() >> l;
            for (int k = 0; k < detail.length; k++) {
                if (mask[k] == 0) continue;
                int at = ((layer.top >> l) + k / w) * cw + column((layer.left >> l) + k % w, l);
                sum[l][at] += mask[k] * detail[k];
                weight[l][at] += mask[k];
            }
            if (last) break;
            mask = reduced(mask, w, h);
            values = coarse;
            w /= 2;
            h /= 2;
        }
    }

    private int column(int column, int level) {
        return canvas.full() ? Math.floorMod(column, canvas.width() >> level) : column;
    }

    private float[] collapsed() {
        float[] out = null;
        for (int l = LEVELS - 1; l >= 0; l--) {
            int w = canvas.width() >> l;
            int h = canvas.height() >> l;
            float[] here = out == null ? new float[w * h] : expandedCanvas(out, w / 2, h / 2);
            for (int k = 0; k < here.length; k++)
                if (weight[l][k] > 1e-6f) here[k] += sum[l][k] / weight[l][k];
            out = here;
        }
        return out;
    }

    // on a canvas that goes round, the columns beside the ends are those of the other end
    private float[] expandedCanvas(float[] image, int w, int h) {
        if (!canvas.full()) return expanded(image, w, h);
        float[] wide = new float[(w + 4) * h];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w + 4; x++)
                wide[y * (w + 4) + x] = image[y * w + Math.floorMod(x - 2, w)];
        float[] up = expanded(wide, w + 4, h);
        float[] out = new float[4 * w * h];
        for (int y = 0; y < 2 * h; y++)
            System.arraycopy(up, y * 2 * (w + 4) + 4, out, y * 2 * w, 2 * w);
        return out;
    }

    // what a frame does not see is filled from its surroundings, so that its border is no edge (pull and push: Gortler et al., 1996)
    private static void filled(float[] values, float[] there, int w, int h) {
        if (w < 2 || h < 2 || w % 2 == 1 || h % 2 == 1) {
            float mean = 0;
            float n = 0;
            for (int k = 0; k < values.length; k++) {
                mean += values[k] * there[k];
                n += there[k];
            }
            for (int k = 0; k < values.length; k++)
                if (there[k] == 0) values[k] = n == 0 ? 0 : mean / n;
            return;
        }
        float[] lit = new float[values.length];
        for (int k = 0; k < lit.length; k++)
            lit[k] = values[k] * there[k];
        float[] coarse = reduced(lit, w, h);
        float[] known = reduced(there, w, h);
        for (int k = 0; k < coarse.length; k++) {
            if (known[k] > 0.05f) {
                coarse[k] /= known[k];
                known[k] = 1;
            } else {
                coarse[k] = 0;
                known[k] = 0;
            }
        }
        filled(coarse, known, w / 2, h / 2);
        float[] up = expanded(coarse, w / 2, h / 2);
        for (int k = 0; k < values.length; k++)
            if (there[k] == 0) values[k] = up[k];
    }

    private static float[] reduced(float[] image, int w, int h) {
        int hw = w / 2;
        int hh = h / 2;
        float[] lines = new float[hw * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < hw; x++) {
                float s = 0;
                for (int d = -2; d <= 2; d++)
                    s += KERNEL[d + 2] * image[y * w + clamp(2 * x + d, w)];
                lines[y * hw + x] = s;
            }
        }
        float[] out = new float[hw * hh];
        for (int y = 0; y < hh; y++) {
            for (int x = 0; x < hw; x++) {
                float s = 0;
                for (int d = -2; d <= 2; d++)
                    s += KERNEL[d + 2] * lines[clamp(2 * y + d, h) * hw + x];
                out[y * hw + x] = s;
            }
        }
        return out;
    }

    private static float[] expanded(float[] image, int w, int h) {
        float[] lines = new float[2 * w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float here = image[y * w + x];
                float before = image[y * w + clamp(x - 1, w)];
                float after = image[y * w + clamp(x + 1, w)];
                lines[y * 2 * w + 2 * x] = (before + 6 * here + after) / 8;
                lines[y * 2 * w + 2 * x + 1] = (here + after) / 2;
            }
        }
        float[] out = new float[4 * w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < 2 * w; x++) {
                float here = lines[y * 2 * w + x];
                float before = lines[clamp(y - 1, h) * 2 * w + x];
                float after = lines[clamp(y + 1, h) * 2 * w + x];
                out[2 * y * 2 * w + x] = (before + 6 * here + after) / 8;
                out[(2 * y + 1) * 2 * w + x] = (here + after) / 2;
            }
        }
        return out;
    }

    private static int clamp(int i, int n) {
        return Math.max(0, Math.min(n - 1, i));
    }
}
