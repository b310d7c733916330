package dev.skycrane.hil.rig.calibration;

import boofcv.factory.geo.FactoryMultiView;
import boofcv.struct.geo.AssociatedPair;
import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;

/** Finds the homography from the canvas to the camera from points seen: total least squares by BoofCV, then the smallest residuals in pixels. */
public final class ScreenCalibrator {
    private static final int FREE = 8;
    private static final int ITERATIONS = 20;
    private static final double STEP = 1e-7;
    private static final int MIN_POINTS = 20;

    private ScreenCalibrator() {}

    /**
     * Fits.
     *
     * @param canvas places on the canvas, column and row
     * @param camera where the camera saw them
     * @throws InputException if they are too few
     */
    public static ScreenMap fit(CameraIntrinsics lens, int canvasWidthPx, int canvasHeightPx, List<double[]> canvas,
            List<double[]> camera) {
        if (canvas.size() < MIN_POINTS) {
            throw InputException.of("screen", "points", canvas.size(), "at least " + MIN_POINTS
                    + " corners of the board on the screen in the picture");
        }
        List<AssociatedPair> pairs = new ArrayList<>();
        double s = canvasWidthPx / 2.0;
        double[] n = new double[2];
        for (int i = 0; i < canvas.size(); i++) {
            lens.toNormalised(camera.get(i)[0], camera.get(i)[1], n);
            pairs.add(new AssociatedPair((canvas.get(i)[0] - (canvasWidthPx - 1) / 2.0) / s,
                    (canvas.get(i)[1] - (canvasHeightPx - 1) / 2.0) / s, n[0], n[1]));
        }
        DMatrixRMaj start = new DMatrixRMaj(3, 3);
        if (!FactoryMultiView.homographyTLS().process(pairs, start)) {
            throw InputException.of("screen", "points", canvas.size(), "points that fix a homography");
        }
        double[] h = new double[9];
        for (int i = 0; i < 9; i++)
            h[i] = start.get(i) / start.get(8);
        for (int i = 0; i < ITERATIONS; i++) {
            double before = BoardPose.squares(residuals(map(lens, canvasWidthPx, canvasHeightPx, h), canvas, camera));
            double[] next = step(lens, canvasWidthPx, canvasHeightPx, h, canvas, camera);
            double after = BoardPose.squares(residuals(map(lens, canvasWidthPx, canvasHeightPx, next), canvas, camera));
            if (after >= before) break;
            h = next;
        }
        return map(lens, canvasWidthPx, canvasHeightPx, h);
    }

    private static ScreenMap map(CameraIntrinsics lens, int widthPx, int heightPx, double[] h) {
        return new ScreenMap(lens, widthPx, heightPx, h);
    }

    private static double[] step(CameraIntrinsics lens, int widthPx, int heightPx, double[] h, List<double[]> canvas,
            List<double[]> camera) {
        double[] r = residuals(map(lens, widthPx, heightPx, h), canvas, camera);
        SimpleMatrix j = new SimpleMatrix(r.length, FREE);
        for (int k = 0; k < FREE; k++) {
            double[] moved = h.clone();
            moved[k] += STEP;
            double[] there = residuals(map(lens, widthPx, heightPx, moved), canvas, camera);
            for (int i = 0; i < r.length; i++)
                j.set(i, k, (r[i] - there[i]) / STEP);
        }
        SimpleMatrix d = j.transpose().mult(j).solve(j.transpose().mult(new SimpleMatrix(r.length, 1, true, r)));
        double[] next = h.clone();
        for (int k = 0; k < FREE; k++)
            next[k] += d.get(k);
        return next;
    }

    private static double[] residuals(ScreenMap map, List<double[]> canvas, List<double[]> camera) {
        double[] out = new double[2 * canvas.size()];
        double[] px = new double[2];
        for (int i = 0; i < canvas.size(); i++) {
            map.toCamera(canvas.get(i)[0], canvas.get(i)[1], px);
            out[2 * i] = camera.get(i)[0] - px[0];
            out[2 * i + 1] = camera.get(i)[1] - px[1];
        }
        return out;
    }
}
