package dev.skycrane.hil.rig.calibration;

import boofcv.abst.fiducial.FiducialDetector;
import boofcv.abst.geo.calibration.DetectSingleFiducialCalibration;
import boofcv.alg.fiducial.calib.ConfigCalibrationTarget;
import boofcv.alg.geo.calibration.CalibrationObservation;
import boofcv.factory.fiducial.ConfigHammingGrid;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.factory.fiducial.FactoryFiducialCalibration;
import boofcv.struct.geo.PointIndex2D_F64;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import georegression.struct.point.Point2D_F64;
import georegression.struct.shapes.Polygon2D_F64;
import java.util.ArrayList;
import java.util.List;

/** Finds the corners of a board in pictures; one thread at a time. */
public abstract class BoardFinder {
    /** BoofCV gives whole numbers to the edge between two pixels, OpenCV, ROS and this project to the centre of one. */
    private static final double EDGE_TO_CENTRE_PX = 0.5;

    /** Corners of the board in its plane: x, y in mm, by number of the corner. */
    public abstract double[][] layoutMm();

    /**
     * Looks for the board.
     *
     * @param luma row by row
     * @return null if it is not there
     */
    public BoardView find(String name, byte[] luma, int widthPx, int heightPx) {
        List<PointIndex2D_F64> points = points(luma, widthPx, heightPx);
        if (points.isEmpty()) return null;
        int n = points.size();
        BoardView view = new BoardView(name, new int[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            view.corner()[i] = points.get(i).index;
            view.columnPx()[i] = points.get(i).p.x - EDGE_TO_CENTRE_PX;
            view.rowPx()[i] = points.get(i).p.y - EDGE_TO_CENTRE_PX;
        }
        return view;
    }

    abstract List<PointIndex2D_F64> points(byte[] luma, int widthPx, int heightPx);

    /** Chessboards, plain or with numbers in their squares. */
    static final class Chess extends BoardFinder {
        private final DetectSingleFiducialCalibration detector;

        Chess(ConfigCalibrationTarget target) {
            detector = FactoryFiducialCalibration.genericSingle(target);
        }

        @Override
        public double[][] layoutMm() {
            List<Point2D_F64> layout = detector.getLayout();
            double[][] mm = new double[layout.size()][];
            for (int i = 0; i < mm.length; i++)
                mm[i] = new double[]{layout.get(i).x, layout.get(i).y};
            return mm;
        }

        @Override
        List<PointIndex2D_F64> points(byte[] luma, int widthPx, int heightPx) {
            GrayF32 grey = new GrayF32(widthPx, heightPx);
            for (int i = 0; i < grey.data.length; i++)
                grey.data[i] = luma[i] & 0xFF;
            if (!detector.process(grey)) return List.of();
            CalibrationObservation seen = detector.getDetectedPoints();
            return seen.points;
        }
    }

    /** A grid of tags; each tag seen gives its four corners, clockwise from its upper left. */
    static final class Tags extends BoardFinder {
        private final ConfigHammingGrid grid;
        private final FiducialDetector<GrayU8> detector;

        Tags(ConfigHammingGrid grid) {
            this.grid = grid;
            detector = FactoryFiducial.squareHamming(grid.markers, null, GrayU8.class);
        }

        @Override
        public double[][] layoutMm() {
            double size = grid.squareSize;
            double pitch = size * (1 + grid.spaceToSquare);
            double[][] mm = new double[4 * grid.numRows * grid.numCols][];
            for (int tag = 0; tag < mm.length / 4; tag++) {
                double x = tag % grid.numCols * pitch;
                double y = tag / grid.numCols * pitch;
                mm[4 * tag] = new double[]{x, y};
                mm[4 * tag + 1] = new double[]{x + size, y};
                mm[4 * tag + 2] = new double[]{x + size, y + size};
                mm[4 * tag + 3] = new double[]{x, y + size};
            }
            return mm;
        }

        @Override
        List<PointIndex2D_F64> points(byte[] luma, int widthPx, int heightPx) {
            GrayU8 grey = new GrayU8(widthPx, heightPx);
            System.arraycopy(luma, 0, grey.data, 0, grey.data.length);
            detector.detect(grey);
            List<PointIndex2D_F64> points = new ArrayList<>();
            boolean[] seen = new boolean[grid.numRows * grid.numCols];
            for (int i = 0; i < detector.totalFound(); i++) {
                long tag = detector.getId(i);
                if (tag < 0 || tag >= seen.length || seen[(int) tag]) continue;
                seen[(int) tag] = true;
                Polygon2D_F64 bounds = detector.getBounds(i, new Polygon2D_F64());
                for (int corner = 0; corner < 4; corner++)
                    points.add(new PointIndex2D_F64(bounds.get(corner), (int) (4 * tag + corner)));
            }
            return points;
        }
    }
}
