package dev.skycrane.hil.bench.peer;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.bench.TrnPeer;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Template matching with OpenCV, tuned in earnest: the frame is rectified with attitude and altitude; 3 x 3 tiles are searched in the
 * map by normalised correlation, spread by a dilation and summed; then 36 patches at a middle scale and 121 at the finest, each with a
 * sub-pixel peak; pose by RANSAC after each. Map halvings and cell sizes were chosen for speed at full success on the nominal set.
 */
public class OpenCvTemplatePeer implements TrnPeer {
    static {
        OpenCvLibrary.load();
    }

    private static final int HALVINGS = 4;
    private static final int PATCH = 31;
    private static final double SEARCH_M = 3400;
    private static final double MIN_PEAK = 0.3;
    private static final int MID_SIDE = 6;
    private static final int FINE_SIDE = 11;

    private final double coarseCellM;
    private SiteMap map;
    private OpenCvGround ground;
    private final Mat[] levels = new Mat[HALVINGS];
    private Mat coarseMap;
    private final Mat frame = new Mat();
    private final Mat[] reduced = new Mat[HALVINGS];
    private final Mat rectified = new Mat();
    private final Mat result = new Mat();
    private final double[] centre = new double[3];

    public OpenCvTemplatePeer() {
        this(40);
    }

    OpenCvTemplatePeer(double coarseCellM) {
        this.coarseCellM = coarseCellM;
    }

    @Override
    public String name() {
        return "OpenCV template";
    }

    @Override
    public void open(SiteMap site, CameraModel camera) {
        map = site;
        ground = new OpenCvGround(site, camera);
        levels[0] = new Mat(site.height, site.width, CvType.CV_8U);
        levels[0].put(0, 0, site.appearance);
        for (int l = 1; l < HALVINGS; l++) {
            levels[l] = new Mat();
            Imgproc.resize(levels[l - 1], levels[l], new Size(site.width >> l, site.height >> l), 0, 0,
                    Imgproc.INTER_AREA);
        }
        coarseMap = new Mat();
        double scale = site.pixelM / coarseCellM;
        Imgproc.resize(levels[0], coarseMap, new Size((int) (site.width * scale), (int) (site.height * scale)), 0, 0,
                Imgproc.INTER_AREA);
        frame.create(camera.height(), camera.width(), CvType.CV_8U);
        for (int l = 1; l < HALVINGS; l++)
            reduced[l] = new Mat();
        reduced[0] = frame;
    }

    @Override
    public boolean locate(byte[] grey, VisionRequest prior, Vec3 outMcmfM) {
        ground.set(prior);
        frame.put(0, 0, grey);
        for (int l = 1; l < HALVINGS; l++)
            Imgproc.resize(reduced[l - 1], reduced[l], new Size(frame.cols() >> l, frame.rows() >> l), 0, 0,
                    Imgproc.INTER_AREA);
        boolean coarse = prior.mode == VisionRequest.Mode.COARSE;
        if (coarse && !coarse(prior)) return false;
        double heightM = ground.heightM();
        double spreadM = coarse
                ? 60 + heightM * Math.min(0.1, 2.5 * prior.sigmaAttitudeRad) + 1.2 * prior.sigmaEnuM.z
                : 3 * prior.sigmaEnuM.x + 3 * prior.sigmaAttitudeRad * heightM;
        if (!match(1, MID_SIDE, (int) Math.ceil(spreadM / (2 * map.pixelM)) + 2, 8)) return false;
        if (!match(0, FINE_SIDE, 5, 15)) return false;
        outMcmfM.set(ground.positionM);
        return true;
    }

    /** Shifts the position to where the tiles fit best together. */
    private boolean coarse(VisionRequest prior) {
        double levelM = map.elevationAtM(ground.eastM(ground.positionM), ground.northM(ground.positionM));
        if (!ground.centre(levelM, centre)) return false;
        double cellM = map.pixelM * map.width / coarseMap.cols();
        double sideM = 1.2 * centre[2] * ground.camera.width() / ground.camera.focalPx();
        int tile = (int) (sideM / 3 / cellM);
        int size = 3 * tile;
        double westM = centre[0] - 0.5 * (size - 1) * cellM;
        double northM = centre[1] + 0.5 * (size - 1) * cellM;
        ground.rectify(reduced[2], 4, westM, northM, cellM, size, levelM, rectified);
        int search = (int) (SEARCH_M / cellM);
        int column = (int) Math.round((westM - map.westM) / cellM);
        int row = (int) Math.round((map.northM - northM) / cellM);
        Mat sum = Mat.zeros(2 * search + 1, 2 * search + 1, CvType.CV_32F);
        double rho = tile * cellM;
        double offM = rho * Math.hypot(prior.sigmaEnuM.z / heightOr(centre[2]), 1.4 * prior.sigmaAttitudeRad);
        int reach = Math.max(1, Math.min(8, (int) Math.ceil(2 * offM / cellM)));
        Mat kernel = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * reach + 1, 2 * reach + 1));
        for (int k = 0; k < 9; k++)
            addTile(k, tile, search, column, row, kernel, sum);
        Core.MinMaxLocResult best = Core.minMaxLoc(sum);
        sum.release();
        kernel.release();
        if (best.maxVal <= 0) return false;
        double eastM = (best.maxLoc.x - search + column) * cellM + map.westM - westM;
        double upM = (search - best.maxLoc.y - row) * cellM + map.northM - northM;
        Vec3 from = ground.toMcmf(0, 0, 0, new Vec3());
        Vec3 to = ground.toMcmf(eastM, upM, 0, new Vec3());
        ground.positionM.add(to.subtract(from));
        return true;
    }

    private static double heightOr(double slantM) {
        return Math.max(1, slantM);
    }

    private void addTile(int k, int tile, int search, int column, int row, Mat kernel, Mat sum) {
        Mat patch = rectified.submat(new Rect(k % 3 * tile, k / 3 * tile, tile, tile));
        int x0 = column + k % 3 * tile - search;
        int y0 = row + k / 3 * tile - search;
        Rect wanted = new Rect(x0, y0, tile + 2 * search, tile + 2 * search);
        Rect inside = clip(wanted, coarseMap);
        if (Core.countNonZero(patch) < tile * tile / 2 || inside.width < tile + 2 || inside.height < tile + 2) return;
        Imgproc.matchTemplate(coarseMap.submat(inside), patch, result, Imgproc.TM_CCOEFF_NORMED);
        Imgproc.dilate(result, result, kernel);
        Rect at = new Rect(inside.x - x0, inside.y - y0, result.cols(), result.rows());
        Mat part = sum.submat(at);
        Core.add(part, result, part);
    }

    private static Rect clip(Rect r, Mat in) {
        int x = Math.max(0, r.x);
        int y = Math.max(0, r.y);
        return new Rect(x, y, Math.max(0, Math.min(in.cols(), r.x + r.width) - x),
                Math.max(0, Math.min(in.rows(), r.y + r.height) - y));
    }

    /** Patches at a halving of the map, then the pose. */
    private boolean match(int level, int side, int search, int leastInliers) {
        double cellM = map.pixelM * (1 << level);
        double groundM = map.elevationAtM(ground.eastM(ground.positionM), ground.northM(ground.positionM));
        if (!ground.centre(groundM, centre)) return false;
        double sideM = 1.1 * centre[2] * ground.camera.width() / ground.camera.focalPx();
        int size = (int) (sideM / cellM);
        double inset = 0.5 * (cellM - map.pixelM);
        int column = (int) Math.round((centre[0] - 0.5 * size * cellM - map.westM - inset) / cellM);
        int row = (int) Math.round((map.northM - inset - centre[1] - 0.5 * size * cellM) / cellM);
        double westM = map.westM + inset + column * cellM;
        double northM = map.northM - inset - row * cellM;
        int halving = Math.max(0, Math.min(2, (int) Math.floor(Math.log(cellM * ground.camera.focalPx() / centre[2])
                / Math.log(2) + 0.3)));
        ground.rectify(reduced[halving], 1 << halving, westM, northM, cellM, size, Double.NaN, rectified);
        ground.clearPoints();
        for (int k = 0; k < side * side; k++) {
            int x = (int) ((k % side + 0.5) * size / side) - PATCH / 2;
            int y = (int) ((k / side + 0.5) * size / side) - PATCH / 2;
            matchPatch(level, x, y, column, row, westM, northM, cellM, search);
        }
        double reachPx = 1.5 * cellM * ground.camera.focalPx() / centre[2];
        return ground.solve(Math.max(1.5, reachPx), 200, leastInliers) && ground.inliers * 2 > ground.points();
    }

    private void matchPatch(int level, int x, int y, int column, int row, double westM, double northM, double cellM,
            int search) {
        if (x < 0 || y < 0 || x + PATCH > rectified.cols() || y + PATCH > rectified.rows()) return;
        Mat patch = rectified.submat(new Rect(x, y, PATCH, PATCH));
        Rect window = new Rect(column + x - search, row + y - search, PATCH + 2 * search, PATCH + 2 * search);
        if (window.x < 0 || window.y < 0 || window.x + window.width > levels[level].cols()
                || window.y + window.height > levels[level].rows() || Core.countNonZero(patch) < PATCH * PATCH) return;
        Imgproc.matchTemplate(levels[level].submat(window), patch, result, Imgproc.TM_CCOEFF_NORMED);
        Core.MinMaxLocResult best = Core.minMaxLoc(result);
        int bx = (int) best.maxLoc.x;
        int by = (int) best.maxLoc.y;
        if (best.maxVal < MIN_PEAK || bx == 0 || by == 0 || bx == 2 * search || by == 2 * search) return;
        float[] n = new float[9];
        result.submat(new Rect(bx - 1, by - 1, 3, 3)).get(0, 0, n);
        double dx = bx - search + fraction(n[3], n[4], n[5]);
        double dy = by - search + fraction(n[1], n[4], n[7]);
        double e = westM + (x + PATCH / 2) * cellM;
        double s = northM - (y + PATCH / 2) * cellM;
        ground.addPoint(e, s, map.elevationAtM(e, s), e + dx * cellM, s - dy * cellM);
    }

    private static double fraction(double a, double b, double c) {
        double bend = 2 * b - a - c;
        return bend > 1e-6 ? 0.5 * (c - a) / bend : 0;
    }
}
