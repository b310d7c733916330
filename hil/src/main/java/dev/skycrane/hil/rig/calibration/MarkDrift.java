package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.rig.stimulus.Canvas;

/** How far the four marks are seen from where the calibration expects them: whether somebody moved the rig. Immutable. */
public final class MarkDrift {
    private final ScreenMap map;

    public MarkDrift(ScreenMap map) {
        this.map = map;
    }

    /** Mean distance over the marks, px of LCAM; NaN if one of them is not seen. */
    public double shiftPx(byte[] luma) {
        double sum = 0;
        double[] at = new double[2];
        for (double[] mark : Canvas.MARKS) {
            map.toCamera(mark[0], mark[1], at);
            if (!MarkFinder.find(luma, map.lens().widthPx(), map.lens().heightPx(), at)) return Double.NaN;
            map.toCanvas(at[0], at[1], at);
            sum += Math.sqrt((at[0] - mark[0]) * (at[0] - mark[0]) + (at[1] - mark[1]) * (at[1] - mark[1]));
        }
        return sum / Canvas.MARKS.length;
    }
}
