package dev.skycrane.hil.terrain;

/**
 * {@link Noise#smooth} of one seed for places that come one after the other, as pixels of a row do: the four lattice values of a cell are
 * kept until a place is in another one. The same values to the last bit. One thread.
 */
public final class SmoothNoise {
    private final long seed;
    private long column = Long.MIN_VALUE;
    private long row;
    private double a;
    private double b;
    private double c;
    private double d;

    public SmoothNoise(long seed) {
        this.seed = seed;
    }

    /** In [-1, 1]. */
    public double at(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        long ix = (long) fx;
        long iy = (long) fy;
        if (ix != column || iy != row) enter(ix, iy);
        double u = x - fx;
        double v = y - fy;
        u = u * u * (3 - 2 * u);
        v = v * v * (3 - 2 * v);
        double top = a + u * (b - a);
        return top + v * (c + u * (d - c) - top);
    }

    private void enter(long ix, long iy) {
        column = ix;
        row = iy;
        a = Noise.lattice(seed, ix, iy);
        b = Noise.lattice(seed, ix + 1, iy);
        c = Noise.lattice(seed, ix, iy + 1);
        d = Noise.lattice(seed, ix + 1, iy + 1);
    }
}
