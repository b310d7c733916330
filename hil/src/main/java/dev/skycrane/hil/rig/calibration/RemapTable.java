package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Brings a photograph of the screen onto the grid of LCAM: one bilinear interpolation per pixel with weights of 1/32, and one look-up of its
 * level. An entry holds the offset of the upper left of four camera pixels in 22 bits and two weights of 5 bits each.
 *
 * <p>Immutable; may be used by several threads.
 */
public final class RemapTable {
    private static final int WEIGHT_BITS = 5;
    private static final int ONE = 1 << WEIGHT_BITS;
    private static final int MASK = ONE - 1;
    private static final int MAX_PIXELS = 1 << 22;

    /** Two neighbours at once, the left one in the lower byte. */
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] entries = new int[Canvas.LCAM_PX * Canvas.LCAM_PX];
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
                int offset = (y >> WEIGHT_BITS) * width + (x >> WEIGHT_BITS);
                entries[i] = offset << 2 * WEIGHT_BITS | (x & MASK) << WEIGHT_BITS | y & MASK;
            }
        }
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
        int down = width;
        int[] table = entries;
        for (int i = 0; i < table.length; i++) {
            int entry = table[i];
            int at = entry >>> 2 * WEIGHT_BITS;
            int a = entry >> WEIGHT_BITS & MASK;
            int b = entry & MASK;
            int upper = (short) PAIR.get(camera, at);
            int lower = (short) PAIR.get(camera, at + down);
            int top = ((upper & 0xFF) << WEIGHT_BITS) + a * ((upper >> 8 & 0xFF) - (upper & 0xFF));
            int bottom = ((lower & 0xFF) << WEIGHT_BITS) + a * ((lower >> 8 & 0xFF) - (lower & 0xFF));
            out[i] = level[(top << WEIGHT_BITS) + b * (bottom - top) + ONE * ONE / 2 >> 2 * WEIGHT_BITS];
        }
    }
}
