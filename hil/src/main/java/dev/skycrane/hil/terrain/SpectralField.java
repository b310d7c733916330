package dev.skycrane.hil.terrain;

/**
 * Random relief with a power-law spectrum: a coarse random grid is refined by cubic B-spline subdivision (masks 1/8 6/8 1/8 and
 * 1/2 1/2; Lane and Riesenfeld 1980, doi 10.1109/TPAMI.1980.4766968), and fresh noise is added at every level, so that each octave has
 * its own amplitude and no lattice shows.
 */
final class SpectralField {
    /** Standard deviation of the noise that is added at a given node spacing. */
    @FunctionalInterface
    interface Amplitude {
        double at(double spacingM);
    }

    private final long seed;
    private final Rows rows;

    SpectralField(long seed, Rows rows) {
        this.seed = seed;
        this.rows = rows;
    }

    /** @param size power of two, nodes per side @param coarsest nodes per side to begin with, power of two */
    float[] generate(int size, double spacingM, int coarsest, Amplitude amplitude) {
        float[] field = new float[coarsest * coarsest];
        int n = coarsest;
        addNoise(field, n, amplitude.at(spacingM * size / n));
        while (n < size) {
            field = refine(field, n);
            n *= 2;
            addNoise(field, n, amplitude.at(spacingM * size / n));
        }
        return field;
    }

    private void addNoise(float[] field, int n, double sigma) {
        if (sigma == 0) return;
        rows.run(n, (first, end) -> {
            for (int r = first; r < end; r++) {
                long rowSeed = Noise.hash(seed, n, r);
                for (int c = 0; c < n; c++)
                    field[r * n + c] += (float) (sigma * Noise.normal(Noise.mix(rowSeed + c)));
            }
        });
    }

    /** Twice as many nodes per side; the edge is repeated outwards. */
    float[] refine(float[] in, int n) {
        float[] wide = new float[2 * n * n];
        rows.run(n, (first, end) -> {
            for (int r = first; r < end; r++)
                refineRow(in, r * n, n, wide, r * 2 * n);
        });
        float[] out = new float[4 * n * n];
        int w = 2 * n;
        rows.run(n, (first, end) -> {
            for (int r = first; r < end; r++) {
                int above = Math.max(0, r - 1) * w;
                int here = r * w;
                int below = Math.min(n - 1, r + 1) * w;
                for (int c = 0; c < w; c++) {
                    float v = wide[here + c];
                    out[2 * r * w + c] = 0.125f * (wide[above + c] + 6 * v + wide[below + c]);
                    out[(2 * r + 1) * w + c] = 0.5f * (v + wide[below + c]);
                }
            }
        });
        return out;
    }

    private static void refineRow(float[] in, int from, int n, float[] out, int to) {
        for (int c = 0; c < n; c++) {
            float left = in[from + Math.max(0, c - 1)];
            float v = in[from + c];
            float right = in[from + Math.min(n - 1, c + 1)];
            out[to + 2 * c] = 0.125f * (left + 6 * v + right);
            out[to + 2 * c + 1] = 0.5f * (v + right);
        }
    }
}
