package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import java.util.Arrays;

/**
 * Brings a photograph of the screen onto the grid of LCAM: one bilinear interpolation per pixel with weights of 1/128, and one look-up of its
 * level.
 *
 * <p>The camera sees LCAM's pixels nearly one to one, so along a row neighbours of LCAM's grid mostly fall on neighbours of the camera's: a
 * run is a piece of LCAM's picture over which the place in the camera's is the place in LCAM's plus a constant. Within it everything is
 * read in order, and what is interpolated between two camera rows is used twice, right of one pixel and left of the next; the second
 * time it is off by the rise of the row from one pixel to the next, a few hundredths of a pixel.
 *
 * <p>Immutable; may be used by several threads.
 */
public final class RemapTable {
    private static final int WEIGHT_BITS = 7;
    private static final int ONE = 1 << WEIGHT_BITS;
    private static final int MASK = ONE - 1;
    private static final int HALF = ONE >> 1;
    private static final int MAX_PIXELS = 1 << 26;
    private static final int FIRST_CAPACITY = 16 * Canvas.LCAM_PX;

    /** Weights of each pixel of LCAM: that of the right neighbour above that of the lower one. */
    private final char[] weights = new char[Canvas.LCAM_PX * Canvas.LCAM_PX];
    /** One after the last pixel of each run, and place of its camera pixels less that of LCAM's. */
    private int[] ends = new int[FIRST_CAPACITY];
    private int[] shifts = new int[FIRST_CAPACITY];
    private int runs;
    private final int width;
    private final int pixels;

    /** @throws InputException if part of LCAM's picture lies outside the camera's, or that is too large */
    public RemapTable(ScreenMap map) {
        width = map.lens().widthPx();
        int height = map.lens().heightPx();
        pixels = width * height;
        if (pixels > MAX_PIXELS) throw InputException.of("remap", "pixels", pixels, "at most " + MAX_PIXELS);
        double[] at = new double[2];
        for (int row = 0, i = 0; row < Canvas.LCAM_PX; row++) {
            for (int column = 0; column < Canvas.LCAM_PX; column++, i++) {
                map.toCamera(Canvas.LCAM_X + column, Canvas.LCAM_Y + row, at);
                int x = (int) Math.floor(at[0] * ONE + 0.5);
                int y = (int) Math.floor(at[1] * ONE + 0.5);
                if (x < 0 || y < 0 || x >> WEIGHT_BITS >= width - 1 || y >> WEIGHT_BITS >= height - 1) {
                    throw InputException.of("remap", "LCAM pixel", column + "," + row,
                            "all of LCAM's picture inside the camera's: aim the camera or step back");
                }
                weights[i] = (char) ((x & MASK) << WEIGHT_BITS | y & MASK);
                extend(i, (y >> WEIGHT_BITS) * width + (x >> WEIGHT_BITS) - i);
            }
        }
    }

    private void extend(int i, int shift) {
        if (runs == 0 || shifts[runs - 1] != shift) {
            if (runs == ends.length) {
                ends = Arrays.copyOf(ends, 2 * runs);
                shifts = Arrays.copyOf(shifts, 2 * runs);
            }
            shifts[runs++] = shift;
        }
        ends[runs - 1] = i + 1;
    }

    /**
     * Remaps.
     *
     * @param camera luma of the photograph
     * @param level what each camera value means
     * @param out LCAM's picture
     */
    public void apply(byte[] camera, byte[] level, byte[] out) {
        if (camera.length != pixels) {
            throw new IllegalArgumentException("remap: pixels=" + camera.length + ", expected " + pixels);
        }
        int from = 0;
        for (int run = 0; run < runs; run++) {
            apply(camera, shifts[run], level, out, from, ends[run]);
            from = ends[run];
        }
    }

    /** One run. Columns of the camera are interpolated first, rounding included, then between two of them. */
    private void apply(byte[] camera, int shift, byte[] level, byte[] out, int from, int end) {
        char[] table = weights;
        int down = width;
        int top = camera[from + shift] & 0xFF;
        int bottom = camera[from + shift + down] & 0xFF;
        int left = (top << WEIGHT_BITS) + HALF + (table[from] & MASK) * (bottom - top);
        int upper = shift + 1;
        int lower = shift + 1 + down;
        for (int i = from; i < end; i++) {
            int weight = table[i];
            top = camera[i + upper] & 0xFF;
            bottom = camera[i + lower] & 0xFF;
            int right = (top << WEIGHT_BITS) + HALF + (weight & MASK) * (bottom - top);
            out[i] = level[(left << WEIGHT_BITS) + (weight >> WEIGHT_BITS) * (right - left) >> 2 * WEIGHT_BITS];
            left = right;
        }
    }
}
