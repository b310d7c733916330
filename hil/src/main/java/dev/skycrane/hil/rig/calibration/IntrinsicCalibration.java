package dev.skycrane.hil.rig.calibration;

import java.util.List;

/**
 * A calibrated lens and how well it is known.
 *
 * @param intrinsics the lens
 * @param sigma 1-sigma of each parameter, in the order fx fy cx cy k1 k2 p1 p2 k3; 0 for one that was held at zero
 * @param rmsPx root mean square distance between corners found and predicted, of the views that took part
 * @param maxPx the largest
 * @param points corners that took part
 * @param views each view, those held out too
 * @param heldOutRmsPx root mean square distance in views that did not take part and had only their pose fitted; NaN without any
 * @param regions root mean square distance by region of the picture, rows of three from the upper left; NaN where no corner lay
 */
public record IntrinsicCalibration(CameraIntrinsics intrinsics, double[] sigma, double rmsPx, double maxPx, int points,
        List<View> views, double heldOutRmsPx, double[][] regions) {
    /**
     * @param name of the picture
     * @param corners found in it
     * @param heldOut whether it took no part
     * @param biasColumnPx mean residual, columns
     * @param biasRowPx mean residual, rows
     */
    public record View(String name, int corners, boolean heldOut, double rmsPx, double maxPx, double biasColumnPx,
            double biasRowPx) {}
}
