package dev.skycrane.hil.render;

/**
 * Where the places of a row of pixels lie on a grid kept in {@link Tiles}: for each the first of the four values about it and the way from it, in
 * plain loops over arrays, which the compiler turns into vector code. Whatever is beyond the edge, or no number, comes to lie at the edge. One thread.
 */
final class GridPlaces {
    /** A number added to this keeps no fraction: the next float is one further. */
    private static final float WHOLE = 0x1.8p23f;

    /** Wanted: column and row on the grid. */
    final float[] column;
    final float[] line;
    /** Found: index of the value to the upper left, and the way from it to the right and down, 0 to 1. */
    final int[] index;
    final float[] right;
    final float[] down;

    private final int[] cellColumn;
    private final int[] cellLine;

    GridPlaces(int width) {
        column = new float[width];
        line = new float[width];
        index = new int[width];
        right = new float[width];
        down = new float[width];
        cellColumn = new int[width];
        cellLine = new int[width];
    }

    /** Finds the places from {@code first} to {@code end}; {@link #column} and {@link #line} are used up. */
    void find(Tiles tiles, int first, int end) {
        split(column, right, tiles.width - 1.001f, first, end);
        split(line, down, tiles.height - 1.001f, first, end);
        whole(column, cellColumn, first, end);
        whole(line, cellLine, first, end);
        tiles.at(cellLine, cellColumn, index, first, end);
    }

    /** Parts numbers into whole ones and the rest; a whole number may become the one below and 1. */
    private static void split(float[] number, float[] rest, float last, int first, int end) {
        for (int i = first; i < end; i++) {
            float v = Math.min(Math.max(number[i], 0), last);
            float whole = v - 0.5f + WHOLE - WHOLE;
            rest[i] = v - whole;
            number[i] = whole;
        }
    }

    private static void whole(float[] number, int[] out, int first, int end) {
        for (int i = first; i < end; i++)
            out[i] = (int) number[i];
    }
}
