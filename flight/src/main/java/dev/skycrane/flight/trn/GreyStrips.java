package dev.skycrane.flight.trn;

/**
 * A grey picture cut into strips of columns, each strip's rows one after the other, so that a small window lies in a few pages of memory and
 * not in one for each of its rows. Each row of a strip goes on for {@link #OVERLAP} columns of the next one. Immutable after construction;
 * memory one and a half times the picture's.
 */
final class GreyStrips {
    /** Columns of the widest window. */
    static final int OVERLAP = 64;
    private static final int OWN_BITS = 7;
    private static final int OWN = 1 << OWN_BITS;
    static final int STRIDE = OWN + OVERLAP;

    final byte[] grey;
    private final int height;

    GreyStrips(byte[] picture, int width, int height) {
        this.height = height;
        int strips = (width >> OWN_BITS) + 1;
        grey = new byte[Math.multiplyExact(strips * height, STRIDE)];
        for (int s = 0; s < strips; s++) {
            int from = s << OWN_BITS;
            int count = Math.min(STRIDE, width - from);
            for (int r = 0; r < height && count > 0; r++)
                System.arraycopy(picture, r * width + from, grey, (s * height + r) * STRIDE, count);
        }
    }

    /** Where a window's first cell stands in {@link #grey}; its rows are {@link #STRIDE} apart. */
    int at(int column, int row) {
        return ((column >> OWN_BITS) * height + row) * STRIDE + (column & OWN - 1);
    }
}
