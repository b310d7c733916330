package dev.skycrane.hil.render;

/**
 * Where the values of a grid lie when it is kept in squares. Each square has its right and lower neighbours' first values too, so that the four about
 * any place lie in one: at {@link #at}, one further, and the same a {@link #PITCH} below. A picture turned against the grid finds what it needs
 * near each other; rows of powers of two would push each other out of the processor's caches. Immutable.
 */
final class Tiles {
    /** Values from one row of a square to the next. */
    static final int PITCH = 17;
    private static final int BITS = 4;
    private static final int SIDE = 1 << BITS;
    private static final int SIZE = PITCH * PITCH;

    final int width;
    final int height;
    private final int across;

    Tiles(int width, int height) {
        this.width = width;
        this.height = height;
        across = width + SIDE - 1 >> BITS;
    }

    /** Number of values of all squares. */
    int size() {
        return across * (height + SIDE - 1 >> BITS) * SIZE;
    }

    int at(int row, int column) {
        return ((row >> BITS) * across + (column >> BITS)) * SIZE + (row & SIDE - 1) * PITCH + (column & SIDE - 1);
    }

    /** The same for many places, from {@code first} to {@code end}. */
    void at(int[] row, int[] column, int[] index, int first, int end) {
        for (int i = first; i < end; i++)
            index[i] = at(row[i], column[i]);
    }

    /** Takes a grid's value at each place of the squares; beyond the grid's edge the edge's. */
    @FunctionalInterface
    interface Filler {
        void fill(int index, int row, int column);
    }

    /** Fills the squares of rows of squares from {@code first} to {@code end}. */
    void fill(int first, int end, Filler filler) {
        for (int square = first * across; square < end * across; square++) {
            int top = square / across << BITS;
            int left = square % across << BITS;
            for (int i = 0; i < SIZE; i++)
                filler.fill(square * SIZE + i, Math.min(height - 1, top + i / PITCH),
                        Math.min(width - 1, left + i % PITCH));
        }
    }

    /** Rows of squares. */
    int down() {
        return height + SIDE - 1 >> BITS;
    }
}
