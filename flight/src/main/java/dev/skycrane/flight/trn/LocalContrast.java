package dev.skycrane.flight.trn;

/**
 * Local normalisation of a square picture: (value - mean) / (deviation + noise) over a box, clipped to +-3; 0 where the picture shows
 * nothing. Sums are exact integers.
 */
final class LocalContrast {
    private static final float CLIP = 3;
    private final int[] sum;
    private final int[] square;
    private final int[] count;

    LocalContrast(int maxSize) {
        sum = new int[maxSize];
        square = new int[maxSize];
        count = new int[maxSize];
    }

    /**
     * @param in size x size values, negative where nothing is shown
     * @param reach cells on each side of the box
     * @param noise value added to the deviation
     */
    void normalise(int[] in, int size, int reach, float noise, float[] out) {
        java.util.Arrays.fill(sum, 0, size, 0);
        java.util.Arrays.fill(square, 0, size, 0);
        java.util.Arrays.fill(count, 0, size, 0);
        for (int r = 0; r < Math.min(reach, size); r++)
            addRow(in, r * size, size, 1);
        for (int r = 0; r < size; r++) {
            if (r + reach < size) addRow(in, (r + reach) * size, size, 1);
            if (r - reach - 1 >= 0) addRow(in, (r - reach - 1) * size, size, -1);
            row(in, r * size, size, reach, noise, out);
        }
    }

    private void addRow(int[] in, int at, int size, int sign) {
        for (int c = 0; c < size; c++) {
            int x = in[at + c];
            if (x < 0) continue;
            sum[c] += sign * x;
            square[c] += sign * x * x;
            count[c] += sign;
        }
    }

    private void row(int[] in, int at, int size, int reach, float noise, float[] out) {
        long s = 0;
        long q = 0;
        int n = 0;
        for (int c = -reach; c < size; c++) {
            int enter = c + reach;
            int leave = c - reach - 1;
            if (enter < size) {
                s += sum[enter];
                q += square[enter];
                n += count[enter];
            }
            if (leave >= 0) {
                s -= sum[leave];
                q -= square[leave];
                n -= count[leave];
            }
            if (c < 0) continue;
            int x = in[at + c];
            out[at + c] = x < 0 || n < 2 ? 0 : contrast(x, s, q, n, noise);
        }
    }

    private static float contrast(int x, long s, long q, int n, float noise) {
        float mean = (float) s / n;
        float variance = (float) (q * n - s * s) / ((float) n * n);
        float z = (x - mean) / ((float) Math.sqrt(variance) + noise);
        return Math.max(-CLIP, Math.min(CLIP, z));
    }
}
