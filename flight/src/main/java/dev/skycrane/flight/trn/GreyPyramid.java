package dev.skycrane.flight.trn;

/** An 8-bit picture and its halvings (2 x 2 means, rounded). All memory is allocated at construction. */
final class GreyPyramid {
    final int levels;
    final int[] width;
    final int[] height;
    final byte[][] grey;

    /** @param base the picture itself when it never changes, or null to copy into */
    GreyPyramid(int baseWidth, int baseHeight, int levels, byte[] base) {
        this.levels = levels;
        width = new int[levels];
        height = new int[levels];
        grey = new byte[levels][];
        for (int l = 0; l < levels; l++) {
            width[l] = baseWidth >> l;
            height[l] = baseHeight >> l;
            grey[l] = l == 0 && base != null ? base : new byte[width[l] * height[l]];
        }
        if (base != null) reduce();
    }

    void load(byte[] picture) {
        System.arraycopy(picture, 0, grey[0], 0, grey[0].length);
        reduce();
    }

    private void reduce() {
        for (int l = 1; l < levels; l++)
            halve(grey[l - 1], width[l - 1], grey[l], width[l], height[l]);
    }

    private static void halve(byte[] from, int fromWidth, byte[] to, int toWidth, int toHeight) {
        for (int r = 0; r < toHeight; r++) {
            int a = 2 * r * fromWidth;
            int b = a + fromWidth;
            int k = r * toWidth;
            for (int c = 0; c < toWidth; c++) {
                int sum = (from[a + 2 * c] & 0xff) + (from[a + 2 * c + 1] & 0xff) + (from[b + 2 * c] & 0xff)
                        + (from[b + 2 * c + 1] & 0xff);
                to[k + c] = (byte) (sum + 2 >> 2);
            }
        }
    }
}
