package dev.skycrane.hil.rig.stimulus;

import dev.skycrane.hil.rig.calibration.Prewarp;

/**
 * What stands on a screen, pixel by pixel of the canvas: the last picture with the last beat in it, bent if the screen is pre-warped. Guarded by
 * its owner.
 */
final class ShownPixels {
    private static final int[] WHOLE = {0, 0, Canvas.WIDTH_PX, Canvas.HEIGHT_PX};
    private static final int[] BEAT_BOX = {Canvas.BEAT[0], Canvas.BEAT[1], Canvas.BEAT[0] + Canvas.CODE_WIDTH_PX,
        Canvas.BEAT[1] + Canvas.CODE_HEIGHT_PX};

    private final byte[] straight = Canvas.empty();
    private Prewarp prewarp;
    private int[] beatBox = BEAT_BOX;
    private byte[] bent = straight;
    private byte[] beat = Canvas.beat(0);

    /** From now on what is shown is bent. @return the part of the screen that changed */
    int[] bend(Prewarp newPrewarp) {
        prewarp = newPrewarp;
        bent = new byte[straight.length];
        beatBox = prewarp.box(Canvas.BEAT[0], Canvas.BEAT[1], Canvas.CODE_WIDTH_PX, Canvas.CODE_HEIGHT_PX);
        bend(WHOLE);
        return WHOLE;
    }

    /** Takes a picture. @return the part of the screen that changed */
    int[] picture(byte[] canvas) {
        System.arraycopy(canvas, 0, straight, 0, straight.length);
        Canvas.place(beat, straight);
        bend(WHOLE);
        return WHOLE;
    }

    /** Takes a beat. @return the part of the screen that changed: left, top, right and bottom edge, ends exclusive */
    int[] beat(byte[] patch) {
        beat = patch;
        Canvas.place(beat, straight);
        bend(beatBox);
        return beatBox;
    }

    private void bend(int[] box) {
        if (prewarp != null) prewarp.apply(straight, box, bent);
    }

    /** {@link Canvas#WIDTH_PX} x {@link Canvas#HEIGHT_PX}, row by row. */
    byte[] pixels() {
        return bent;
    }
}
