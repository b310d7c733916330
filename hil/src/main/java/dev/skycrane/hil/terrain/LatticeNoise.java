package dev.skycrane.hil.terrain;

/**
 * Smooth noise in whole numbers, so that a loop over the places of a row of pixels becomes vector code: random values at whole coordinates, bilinear
 * with eased weights between them, as {@link Noise#smooth}. Mixing by the multipliers of MurmurHash3 (Appleby, public domain).
 */
public final class LatticeNoise {
    /** Steps of a coordinate from one lattice point to the next, and of the values to 1. */
    public static final int STEPS = 1 << 10;
    public static final int ONE = 1 << 15;
    private static final int BITS = 10;
    private static final int COLUMN = 0x9e3779b9;
    private static final int ROW = 0x7feb352d;

    private LatticeNoise() {}

    /**
     * From -{@link #ONE} to {@link #ONE}.
     *
     * @param key tells one noise from another
     * @param x coordinates in {@link #STEPS}, with y
     */
    public static int smooth(int key, int x, int y) {
        int top = edge(column(x), row(y, key), eased(x));
        int bottom = edge(column(x), row(y, key) + ROW, eased(x));
        return between(top, bottom, eased(y));
    }

    /** The same for many places; {@code x} is used up. */
    public static void smooth(int key, int[] x, int[] y, int[] out) {
        for (int i = 0; i < out.length; i++)
            out[i] = edge(column(x[i]), row(y[i], key), eased(x[i]));
        for (int i = 0; i < out.length; i++)
            x[i] = edge(column(x[i]), row(y[i], key) + ROW, eased(x[i]));
        for (int i = 0; i < out.length; i++)
            out[i] = between(out[i], x[i], eased(y[i]));
    }

    private static int column(int x) {
        return (x >> BITS) * COLUMN;
    }

    private static int row(int y, int key) {
        return (y >> BITS) * ROW + key;
    }

    private static int edge(int column, int row, int u) {
        return between(value(column ^ row), value(column + COLUMN ^ row), u);
    }

    private static int between(int a, int b, int u) {
        return a + (u * (b - a) >> BITS);
    }

    /** u * u * (3 - 2 * u) of a coordinate's part between lattice points. */
    private static int eased(int x) {
        int u = x & STEPS - 1;
        return u * u * (3 * STEPS - 2 * u) >> 2 * BITS;
    }

    private static int value(int h) {
        int mixed = (h ^ h >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed >> 16;
    }
}
