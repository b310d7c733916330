package dev.skycrane.hil.rig.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Views of a board by a known lens, with known noise. */
final class SyntheticViews {
    /** Of the rig's camera behind a 6 mm lens, camera-rig section 3. */
    static final CameraIntrinsics LENS = new CameraIntrinsics(1456, 1088, 1741, 1739, 735.2, 538.6, -0.12, 0.05, 4e-4,
            -3e-4,
            0);

    private SyntheticViews() {}

    static double[][] layout(int columns, int rows, double mm) {
        double[][] out = new double[columns * rows][];
        for (int i = 0; i < out.length; i++)
            out[i] = new double[]{(i % columns - (columns - 1) / 2.0) * mm, (i / columns - (rows - 1) / 2.0) * mm};
        return out;
    }

    static List<BoardView> views(int count, double[][] layoutMm, double sigmaPx, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<BoardView> views = new ArrayList<>();
        while (views.size() < count) {
            double[] pose = {random.nextDouble(-0.6, 0.6), random.nextDouble(-0.6, 0.6), random.nextDouble(-0.3, 0.3),
                random.nextDouble(-90, 90), random.nextDouble(-70, 70), random.nextDouble(450, 650)};
            BoardView view = new BoardView("view" + views.size(), new int[layoutMm.length], new double[layoutMm.length],
                    new double[layoutMm.length]);
            boolean inside = true;
            double[] px = new double[2];
            for (int i = 0; i < layoutMm.length; i++) {
                BoardPose.project(LENS, pose, layoutMm[i][0], layoutMm[i][1], px);
                inside &= px[0] > 0 && px[1] > 0 && px[0] < LENS.widthPx() - 1 && px[1] < LENS.heightPx() - 1;
                view.corner()[i] = i;
                view.columnPx()[i] = px[0] + sigmaPx * random.nextGaussian();
                view.rowPx()[i] = px[1] + sigmaPx * random.nextGaussian();
            }
            if (inside) views.add(view);
        }
        return views;
    }
}
