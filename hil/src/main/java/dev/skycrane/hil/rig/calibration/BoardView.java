package dev.skycrane.hil.rig.calibration;

/**
 * The corners of a board found in one picture.
 *
 * @param name of the picture
 * @param corner numbers of the corners in the board's layout
 * @param columnPx where each was found
 * @param rowPx where each was found
 */
public record BoardView(String name, int[] corner, double[] columnPx, double[] rowPx) {
    /** Corners found. */
    public int size() {
        return corner.length;
    }
}
