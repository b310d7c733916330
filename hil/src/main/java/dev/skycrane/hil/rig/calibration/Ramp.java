package dev.skycrane.hil.rig.calibration;

import dev.skycrane.proto.InputException;

/**
 * What camera value comes back for each value shown, measured at some steps and interpolated between.
 *
 * <p>The rig needs camera values that are linear in LCAM's levels: {@link #shownFor()} says what to show for a level so that it is, and
 * {@link #levelOf()} what level a camera value means.
 *
 * @param shownDn values shown, rising
 * @param cameraDn mean camera value of each
 * @param noiseDn 1-sigma of a pixel from photograph to photograph, mean over the steps
 * @param saturatedShare of the pixels at the brightest step
 */
public record Ramp(int[] shownDn, double[] cameraDn, double noiseDn, double saturatedShare) {
    private static final double MIN_RANGE_DN = 60;

    /** @throws InputException if the camera hardly sees the difference between black and white, or not in order */
    public Ramp {
        for (int i = 1; i < cameraDn.length; i++) {
            if (cameraDn[i] < cameraDn[i - 1] - 1) {
                throw InputException.of("ramp", "camera value at " + shownDn[i], cameraDn[i],
                        "at least that of " + shownDn[i - 1] + ", " + cameraDn[i - 1] + "; automatic exposure off?");
            }
        }
        if (cameraDn[cameraDn.length - 1] - cameraDn[0] < MIN_RANGE_DN) {
            throw InputException.of("ramp", "range", cameraDn[cameraDn.length - 1] - cameraDn[0],
                    "at least " + MIN_RANGE_DN + " between black and white; longer exposure or brighter screen");
        }
    }

    double black() {
        return cameraDn[0];
    }

    double white() {
        return cameraDn[cameraDn.length - 1];
    }

    /** What to show for each level of LCAM. */
    public byte[] shownFor() {
        byte[] out = new byte[256];
        for (int level = 0; level < out.length; level++)
            out[level] = (byte) Math.round(shownFor(black() + (white() - black()) * level / 255));
        return out;
    }

    private double shownFor(double dn) {
        for (int i = 1; i < cameraDn.length; i++) {
            if (cameraDn[i] >= dn && cameraDn[i] > cameraDn[i - 1]) {
                double share = Math.max(0, (dn - cameraDn[i - 1]) / (cameraDn[i] - cameraDn[i - 1]));
                return shownDn[i - 1] + share * (shownDn[i] - shownDn[i - 1]);
            }
        }
        return shownDn[shownDn.length - 1];
    }

    /** What level each camera value means. */
    public byte[] levelOf() {
        byte[] out = new byte[256];
        for (int dn = 0; dn < out.length; dn++)
            out[dn] = (byte) Math.max(0, Math.min(255, Math.round(255 * (dn - black()) / (white() - black()))));
        return out;
    }
}
