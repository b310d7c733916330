package dev.skycrane.hil.terrain;

/**
 * Light on a height grid: the lunar-Lambert brightness of every cell's slope, and the shadows that the ground casts. A shadow is carried
 * from cell to cell away from the sun as the height up to which it reaches, which falls by the tangent of the sun's height per metre.
 */
final class Sunlit {
    /** Light of the sky, which shadows have too, relative to the sun's on level ground. */
    private static final double SKY = 0.12;

    private Sunlit() {}

    /** @return brightness relative to level ground in full light, per cell */
    static float[] light(float[] heightM, int size, double cellM, Sun sun, Rows rows) {
        float[] out = new float[size * size];
        LunarLambert law = new LunarLambert(sun);
        double k = 0.5 / cellM;
        rows.run(size, (first, end) -> {
            for (int r = first; r < end; r++) {
                int above = Math.max(0, r - 1) * size;
                int below = Math.min(size - 1, r + 1) * size;
                int here = r * size;
                for (int c = 0; c < size; c++) {
                    double east = k
                            * (heightM[here + Math.min(size - 1, c + 1)] - heightM[here + Math.max(0, c - 1)]);
                    double north = k * (heightM[above + c] - heightM[below + c]);
                    out[here + c] = (float) (SKY + (1 - SKY) * law.relative(east, north));
                }
            }
        });
        castShadows(heightM, size, cellM, sun, out);
        return out;
    }

    /** Sweeps away from the sun along the axis that the light follows more. */
    private static void castShadows(float[] heightM, int size, double cellM, Sun sun, float[] light) {
        boolean alongRows = Math.abs(sun.east) >= Math.abs(sun.north);
        double major = alongRows ? sun.east : sun.north;
        double minor = alongRows ? sun.north : sun.east;
        if (!(Math.abs(major) > 1e-9)) return;
        double shift = minor / major;
        double fallM = cellM * Math.sqrt(1 + shift * shift) * sun.up
                / Math.sqrt(sun.east * sun.east + sun.north * sun.north);
        // towards the sun: rows grow to the south, columns to the east
        int towards = (alongRows ? 1 : -1) * (major > 0 ? 1 : -1);
        double across = -shift * towards;
        double[] before = new double[size];
        double[] now = new double[size];
        for (int i = 0; i < size; i++) {
            int at = towards > 0 ? size - 1 - i : i;
            for (int j = 0; j < size; j++) {
                int k = alongRows ? j * size + at : at * size + j;
                double reach = i == 0 ? -Double.MAX_VALUE : between(before, j + across) - fallM;
                if (heightM[k] < reach - 0.05) light[k] = (float) SKY;
                now[j] = Math.max(heightM[k], reach);
            }
            double[] swap = before;
            before = now;
            now = swap;
        }
    }

    private static double between(double[] v, double at) {
        double x = Math.max(0, Math.min(v.length - 1.001, at));
        int i = (int) x;
        return v[i] + (x - i) * (v[i + 1] - v[i]);
    }
}
