package dev.skycrane.hil.trial;

import dev.skycrane.hil.terrain.Noise;

/**
 * What a worn camera on a moving vehicle makes of a clean picture: gain, blur, smear, a dark disc and specks in the view, noise,
 * saturation, 8 bit. Noise comes after blur, as in a sensor. One thread; buffers are reused.
 */
final class FrameOptics {
    private static final double SATURATED = 255;
    private static final double DISC_DN = 9;

    private final int size;
    private final float[] a;
    private final float[] b;

    FrameOptics(int size) {
        this.size = size;
        a = new float[size * size];
        b = new float[size * size];
    }

    /** Changes {@code grey} in place. */
    void apply(TrialClass kind, Draw draw, byte[] grey) {
        double gain = draw.within(kind.minGain, kind.maxGain);
        double smearPx = kind.smearPx * draw.uniform();
        double heading = 2 * Math.PI * draw.uniform();
        for (int i = 0; i < a.length; i++)
            a[i] = (float) (gain * (grey[i] & 0xff));
        if (kind.blurPx > 0) gauss(kind.blurPx);
        if (smearPx > 0.3) smear(smearPx * StrictMath.cos(heading), smearPx * StrictMath.sin(heading));
        for (int k = 0; k < kind.specks; k++)
            disc(draw.within(8, 50), draw.uniform() * size, draw.uniform() * size, draw.within(0.4, 0.9));
        if (kind.discPx > 0) {
            disc(kind.discPx, draw.within(0.15, 0.85) * size, draw.within(0.15, 0.85) * size, 0);
        }
        long noise = draw.next();
        for (int i = 0; i < a.length; i++) {
            double v = a[i] + kind.noiseDn * Noise.normal(Noise.mix(noise + i)) + 0.5;
            grey[i] = (byte) (v < 0 ? 0 : v > SATURATED ? 255 : (int) v);
        }
    }

    private void gauss(double sigma) {
        int reach = (int) Math.ceil(2.5 * sigma);
        float[] w = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            w[i + reach] = (float) StrictMath.exp(-0.5 * i * i / (sigma * sigma));
            sum += w[i + reach];
        }
        for (int i = 0; i < w.length; i++)
            w[i] /= sum;
        convolve(w, reach, 1);
        convolve(w, reach, size);
    }

    /** Sum of weighted copies, row by row; the edge is repeated outwards. */
    private void convolve(float[] w, int reach, int step) {
        java.util.Arrays.fill(b, 0);
        for (int r = 0; r < size; r++) {
            int to = r * size;
            for (int j = -reach; j <= reach; j++) {
                float k = w[j + reach];
                if (step == 1) addShifted(to, j, k);
                else {
                    int from = Math.max(0, Math.min(size - 1, r + j)) * size;
                    for (int c = 0; c < size; c++)
                        b[to + c] += k * a[from + c];
                }
            }
        }
        System.arraycopy(b, 0, a, 0, a.length);
    }

    private void addShifted(int row, int shift, float k) {
        int first = Math.max(0, -shift);
        int end = Math.min(size, size - shift);
        for (int c = 0; c < first; c++)
            b[row + c] += k * a[row];
        for (int c = first; c < end; c++)
            b[row + c] += k * a[row + c + shift];
        for (int c = end; c < size; c++)
            b[row + c] += k * a[row + size - 1];
    }

    /** Mean of five copies along the smear. */
    private void smear(double du, double dv) {
        java.util.Arrays.fill(b, 0);
        for (int k = -2; k <= 2; k++) {
            int ou = (int) Math.rint(0.25 * k * du);
            int ov = (int) Math.rint(0.25 * k * dv);
            for (int r = 0; r < size; r++) {
                int y = Math.max(0, Math.min(size - 1, r + ov)) * size;
                int first = Math.max(0, -ou);
                int end = Math.min(size, size - ou);
                for (int c = 0; c < first; c++)
                    b[r * size + c] += 0.2f * a[y];
                for (int c = first; c < end; c++)
                    b[r * size + c] += 0.2f * a[y + c + ou];
                for (int c = end; c < size; c++)
                    b[r * size + c] += 0.2f * a[y + size - 1];
            }
        }
        System.arraycopy(b, 0, a, 0, a.length);
    }

    /** @param clear share of the light that comes through */
    private void disc(double radius, double u, double v, double clear) {
        for (int r = (int) Math.max(0, v - radius); r < Math.min(size, v + radius); r++) {
            for (int c = (int) Math.max(0, u - radius); c < Math.min(size, u + radius); c++) {
                double d = Math.sqrt((c - u) * (c - u) + (r - v) * (r - v)) / radius;
                if (d >= 1) continue;
                double through = clear == 0 ? 0 : clear + (1 - clear) * d * d;
                a[r * size + c] = (float) (through * a[r * size + c] + (1 - through) * DISC_DN);
            }
        }
    }
}
