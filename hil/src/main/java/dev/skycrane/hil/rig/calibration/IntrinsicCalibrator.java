package dev.skycrane.hil.rig.calibration;

import boofcv.abst.geo.calibration.CalibrateMonoPlanar;
import boofcv.alg.geo.calibration.CalibrationObservation;
import boofcv.factory.geo.EnumPNP;
import boofcv.factory.geo.FactoryMultiView;
import boofcv.struct.calib.CameraPinholeBrown;
import boofcv.struct.geo.Point2D3D;
import dev.skycrane.proto.InputException;
import georegression.geometry.ConvertRotation3D_F64;
import georegression.struct.point.Point2D_F64;
import georegression.struct.se.Se3_F64;
import georegression.struct.so.Rodrigues_F64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * Calibrates a lens from views of a board: Zhang's method and bundle adjustment by BoofCV, then what BoofCV does not tell: views that took no
 * part, residuals by region, and error bars from the curvature of the sum of squares (its inverse times the residual variance, the poses
 * eliminated).
 *
 * <p>One thread; an object may be used once.
 */
public final class IntrinsicCalibrator {
    /** Fewer views than this do not fix a lens. */
    public static final int MIN_VIEWS = 4;
    private static final int REGIONS = 3;
    private static final double STEP = 1e-6;

    private final double[][] layoutMm;
    private final int widthPx;
    private final int heightPx;
    private final int radialTerms;

    /** @param radialTerms 2 (k1, k2) or 3 (k1, k2, k3) */
    public IntrinsicCalibrator(double[][] layoutMm, int widthPx, int heightPx, int radialTerms) {
        this.layoutMm = layoutMm;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.radialTerms = radialTerms;
    }

    /**
     * Calibrates.
     *
     * @param heldOutShare of the views, evenly spread, that take no part
     * @throws InputException if the views do not fix a lens
     */
    public IntrinsicCalibration calibrate(List<BoardView> views, double heldOutShare) {
        int held = Math.min((int) Math.round(views.size() * heldOutShare), views.size() - MIN_VIEWS);
        List<BoardView> taking = new ArrayList<>();
        List<BoardView> apart = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            boolean out = held > 0 && (i + 1) * held / views.size() > i * held / views.size();
            (out ? apart : taking).add(views.get(i));
        }
        if (taking.size() < MIN_VIEWS) {
            throw InputException.of("calibration", "views", views.size(), "at least " + MIN_VIEWS
                    + " pictures in which the board is found");
        }
        CalibrateMonoPlanar fit = new CalibrateMonoPlanar();
        List<Point2D_F64> layout = new ArrayList<>();
        for (double[] at : layoutMm)
            layout.add(new Point2D_F64(at[0], at[1]));
        fit.initialize(widthPx, heightPx, List.of(layout));
        fit.configurePinhole(true, radialTerms, true);
        for (BoardView view : taking)
            fit.addImage(observation(view));
        CameraIntrinsics lens;
        try {
            lens = of(fit.process());
        } catch (RuntimeException e) {
            // BoofCV gives up in several ways, all of them for want of different views
            throw new InputException("calibration: views=" + taking.size()
                    + ", expected a board seen under different tilts and all over the picture", e);
        }
        List<BoardPose> poses = new ArrayList<>();
        for (int i = 0; i < taking.size(); i++)
            poses.add(pose(fit.getTargetToView(i)).refined(lens, layoutMm, taking.get(i)));
        return result(lens, taking, poses, apart);
    }

    private static CalibrationObservation observation(BoardView view) {
        CalibrationObservation out = new CalibrationObservation();
        for (int i = 0; i < view.size(); i++)
            out.add(view.corner()[i], view.columnPx()[i], view.rowPx()[i]);
        return out;
    }

    private CameraIntrinsics of(CameraPinholeBrown m) {
        double[] k = Arrays.copyOf(m.radial, 3);
        return new CameraIntrinsics(widthPx, heightPx, m.fx, m.fy, m.cx, m.cy, k[0], k[1], m.t1, m.t2, k[2]);
    }

    private static BoardPose pose(Se3_F64 boardToCamera) {
        Rodrigues_F64 turn = ConvertRotation3D_F64.matrixToRodrigues(boardToCamera.R, null);
        return new BoardPose(new double[]{turn.unitAxisRotation.x * turn.theta, turn.unitAxisRotation.y * turn.theta,
            turn.unitAxisRotation.z * turn.theta, boardToCamera.T.x, boardToCamera.T.y, boardToCamera.T.z});
    }

    private IntrinsicCalibration result(CameraIntrinsics lens, List<BoardView> taking, List<BoardPose> poses,
            List<BoardView> apart) {
        List<IntrinsicCalibration.View> views = new ArrayList<>();
        double[][] sums = new double[REGIONS][REGIONS];
        int[][] counts = new int[REGIONS][REGIONS];
        double squares = 0;
        double max = 0;
        int points = 0;
        for (int i = 0; i < taking.size(); i++) {
            BoardView view = taking.get(i);
            double[] r = BoardPose.residuals(lens, poses.get(i).p, layoutMm, view);
            IntrinsicCalibration.View told = told(view, r, false);
            views.add(told);
            squares += BoardPose.squares(r);
            max = Math.max(max, told.maxPx());
            points += view.size();
            for (int k = 0; k < view.size(); k++) {
                int row = region(view.rowPx()[k], heightPx);
                int column = region(view.columnPx()[k], widthPx);
                sums[row][column] += r[2 * k] * r[2 * k] + r[2 * k + 1] * r[2 * k + 1];
                counts[row][column]++;
            }
        }
        double apartSquares = 0;
        int apartPoints = 0;
        for (BoardView view : apart) {
            double[] r = BoardPose.residuals(lens, alone(lens, view).p, layoutMm, view);
            views.add(told(view, r, true));
            apartSquares += BoardPose.squares(r);
            apartPoints += view.size();
        }
        double[][] regions = new double[REGIONS][REGIONS];
        for (int row = 0; row < REGIONS; row++)
            for (int column = 0; column < REGIONS; column++)
                regions[row][column] = Math.sqrt(sums[row][column] / counts[row][column]);
        return new IntrinsicCalibration(lens, sigmas(lens, taking, poses, squares, points), Math.sqrt(squares / points),
                max, points, List.copyOf(views), Math.sqrt(apartSquares / apartPoints), regions);
    }

    private static int region(double px, int sizePx) {
        return Math.max(0, Math.min(REGIONS - 1, (int) (REGIONS * px / sizePx)));
    }

    private static IntrinsicCalibration.View told(BoardView view, double[] r, boolean heldOut) {
        double max = 0;
        double column = 0;
        double row = 0;
        for (int k = 0; k < view.size(); k++) {
            max = Math.max(max, Math.sqrt(r[2 * k] * r[2 * k] + r[2 * k + 1] * r[2 * k + 1]));
            column += r[2 * k];
            row += r[2 * k + 1];
        }
        return new IntrinsicCalibration.View(view.name(), view.size(), heldOut,
                Math.sqrt(BoardPose.squares(r) / view.size()), max, column / view.size(), row / view.size());
    }

    /** The pose of a view by itself: infinitesimal plane-based estimation, then the smallest residuals in pixels. */
    private BoardPose alone(CameraIntrinsics lens, BoardView view) {
        List<Point2D3D> pairs = new ArrayList<>();
        double[] out = new double[2];
        for (int i = 0; i < view.size(); i++) {
            if (!lens.toNormalised(view.columnPx()[i], view.rowPx()[i], out)) continue;
            Point2D3D pair = new Point2D3D();
            pair.observation.setTo(out[0], out[1]);
            double[] at = layoutMm[view.corner()[i]];
            pair.location.setTo(at[0], at[1], 0);
            pairs.add(pair);
        }
        Se3_F64 found = new Se3_F64();
        if (pairs.size() < 4 || !FactoryMultiView.pnp_1(EnumPNP.IPPE, -1, 0).process(pairs, found)) {
            throw InputException.of("calibration", "view", view.name(), "a board whose pose can be found");
        }
        return pose(found).refined(lens, layoutMm, view);
    }

    private double[] sigmas(CameraIntrinsics lens, List<BoardView> views, List<BoardPose> poses, double squares,
            int points) {
        int[] free = radialTerms == 2 ? new int[]{0, 1, 2, 3, 4, 5, 6, 7} : new int[]{0, 1, 2, 3, 4, 5, 6, 7, 8};
        SimpleMatrix curvature = new SimpleMatrix(free.length, free.length);
        for (int i = 0; i < views.size(); i++) {
            SimpleMatrix a = lensJacobian(lens, free, poses.get(i), views.get(i));
            SimpleMatrix b = BoardPose.jacobian(lens, poses.get(i).p, layoutMm, views.get(i));
            SimpleMatrix cross = a.transpose().mult(b);
            SimpleMatrix inner = b.transpose().mult(b).invert();
            curvature = curvature.plus(a.transpose().mult(a)).minus(cross.mult(inner).mult(cross.transpose()));
        }
        double variance = squares / Math.max(1, 2 * points - free.length - BoardPose.SIZE * views.size());
        SimpleMatrix covariance = curvature.invert().scale(variance);
        double[] sigma = new double[CameraIntrinsics.NAMES.length];
        for (int k = 0; k < free.length; k++)
            sigma[free[k]] = Math.sqrt(covariance.get(k, k));
        return sigma;
    }

    private SimpleMatrix lensJacobian(CameraIntrinsics lens, int[] free, BoardPose pose, BoardView view) {
        SimpleMatrix j = new SimpleMatrix(2 * view.size(), free.length);
        for (int k = 0; k < free.length; k++) {
            double[] up = lens.parameters();
            double[] down = lens.parameters();
            double h = STEP * Math.max(1, Math.abs(up[free[k]]));
            up[free[k]] += h;
            down[free[k]] -= h;
            double[] a = BoardPose.residuals(CameraIntrinsics.of(widthPx, heightPx, up), pose.p, layoutMm, view);
            double[] b = BoardPose.residuals(CameraIntrinsics.of(widthPx, heightPx, down), pose.p, layoutMm, view);
            for (int i = 0; i < a.length; i++)
                j.set(i, k, (b[i] - a[i]) / (2 * h));
        }
        return j;
    }
}
