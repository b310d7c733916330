package dev.skycrane.flight.trn;

/** An 8-bit picture and its halvings (2 x 2 means, rounded). All memory but the picture's own is allocated at construction. */
final class GreyPyramid {
    private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
    private static final long TWO_EACH = 0x0002000200020002L;

    final int levels;
    final int[] width;
    final int[] height;
    final byte[][] grey;

    GreyPyramid(int baseWidth, int baseHeight, int levels) {
        this.levels = levels;
        width = new int[levels];
        height = new int[levels];
        grey = new byte[levels][];
        for (int l = 0; l < levels; l++) {
            width[l] = baseWidth >> l;
            height[l] = baseHeight >> l;
            if (l > 0) grey[l] = new byte[width[l] * height[l]];
        }
    }

    /** Takes a picture, which must not change while it is in use. */
    void load(byte[] picture) {
        grey[0] = picture;
        for (int l = 1; l < levels; l++)
            halve(grey[l - 1], width[l - 1], grey[l], width[l], height[l]);
    }

    private static void halve(byte[] from, int fromWidth, byte[] to, int toWidth, int toHeight) {
        for (int r = 0; r < toHeight; r++) {
            int a = 2 * r * fromWidth;
            int b = a + fromWidth;
            int k = r * toWidth;
            int c = 0;
            for (; c + 4 <= toWidth; c += 4)
                Packed.setFour(to, k + c, means(Packed.eight(from, a + 2 * c), Packed.eight(from, b + 2 * c)));
            for (; c < toWidth; c++) {
                int sum = (from[a + 2 * c] & 0xff) + (from[a + 2 * c + 1] & 0xff) + (from[b + 2 * c] & 0xff)
                        + (from[b + 2 * c + 1] & 0xff);
                to[k + c] = (byte) (sum + 2 >> 2);
            }
        }
    }

    /** Four means of 2 x 2 pixels each, from eight pixels of each of two rows; the sums in 16 bits each. */
    private static int means(long a, long b) {
        long sums = (a & EVEN_BYTES) + (a >>> 8 & EVEN_BYTES) + (b & EVEN_BYTES) + (b >>> 8 & EVEN_BYTES);
        long m = sums + TWO_EACH >>> 2 & EVEN_BYTES;
        m = (m | m >>> 8) & 0x0000ffff0000ffffL;
        return (int) (m | m >>> 16);
    }
}
