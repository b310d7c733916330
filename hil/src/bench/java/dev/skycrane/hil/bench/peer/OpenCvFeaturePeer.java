package dev.skycrane.hil.bench.peer;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.bench.TrnPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.CvType;
import org.opencv.core.DMatch;
import org.opencv.core.KeyPoint;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDMatch;
import org.opencv.core.MatOfKeyPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.features2d.Feature2D;
import org.opencv.imgproc.CLAHE;
import org.opencv.imgproc.Imgproc;

/**
 * Features with OpenCV: those of the map are found once; the frame is rectified with attitude and altitude at the scale of the map
 * picture, its features matched to those of the map by descriptor, matches outside the prior's reach and less than one to one dropped,
 * the rest filtered by a homography and solved for the pose by RANSAC. Both pictures are equalised (CLAHE) first.
 */
abstract class OpenCvFeaturePeer implements TrnPeer {
    static {
        OpenCvLibrary.load();
    }

    private static final int LEAST_INLIERS = 15;
    private static final double RATIO = 0.85;
    private static final double SEARCH_M = 3200;

    private final int halving;
    private SiteMap map;
    private OpenCvGround ground;
    private Feature2D features;
    private CLAHE equalise;
    private KeyPoint[] mapPoints;
    private double cellM;
    private final Mat frame = new Mat();
    private final Mat half = new Mat();
    private final Mat rectified = new Mat();
    private final Mat descriptors = new Mat();
    private final MatOfKeyPoint found = new MatOfKeyPoint();
    private final double[] centre = new double[3];

    /** @param halving of the map whose cells the pictures are compared at */
    OpenCvFeaturePeer(int halving) {
        this.halving = halving;
    }

    abstract Feature2D ofMap();

    abstract Feature2D ofFrame();

    /** Takes the map's descriptors, a row each. */
    abstract void train(Mat mapDescriptors);

    /** Two nearest of the map for each descriptor. */
    abstract List<MatOfDMatch> nearest(Mat frameDescriptors);

    @Override
    public void open(SiteMap site, CameraModel camera) {
        map = site;
        ground = new OpenCvGround(site, camera);
        Mat picture = new Mat(site.height, site.width, CvType.CV_8U);
        picture.put(0, 0, site.appearance);
        Imgproc.resize(picture, picture, new Size(site.width >> halving, site.height >> halving), 0, 0,
                Imgproc.INTER_AREA);
        cellM = site.pixelM * (1 << halving);
        equalise = Imgproc.createCLAHE(3, new Size(16, 16));
        equalise.apply(picture, picture);
        Mat all = new Mat();
        MatOfKeyPoint points = new MatOfKeyPoint();
        ofMap().detectAndCompute(picture, new Mat(), points, all);
        mapPoints = points.toArray();
        train(all);
        features = ofFrame();
    }

    @Override
    public boolean locate(byte[] grey, VisionRequest prior, Vec3 outMcmfM) {
        ground.set(prior);
        CameraModel camera = ground.camera;
        double levelM = map.elevationAtM(ground.eastM(ground.positionM), ground.northM(ground.positionM));
        if (!ground.centre(levelM, centre)) return false;
        frame.create(camera.height(), camera.width(), CvType.CV_8U);
        frame.put(0, 0, grey);
        int scale = cellM * camera.focalPx() / centre[2] > 1.5 ? 2 : 1;
        if (scale == 2) Imgproc.resize(frame, half, new Size(frame.cols() / 2, frame.rows() / 2), 0, 0, Imgproc.INTER_AREA);
        int size = (int) (1.2 * centre[2] * camera.width() / camera.focalPx() / cellM);
        double westM = centre[0] - 0.5 * (size - 1) * cellM;
        double northM = centre[1] + 0.5 * (size - 1) * cellM;
        ground.rectify(scale == 2 ? half : frame, scale, westM, northM, cellM, size, levelM, rectified);
        equalise.apply(rectified, rectified);
        features.detectAndCompute(rectified, new Mat(), found, descriptors);
        if (descriptors.rows() < LEAST_INLIERS) return false;
        KeyPoint[] framePoints = found.toArray();
        double reachM = prior.mode == VisionRequest.Mode.COARSE
                ? SEARCH_M + 3 * prior.sigmaAttitudeRad * centre[2] + 3 * prior.sigmaEnuM.z
                : 3 * prior.sigmaEnuM.x + 3 * prior.sigmaAttitudeRad * centre[2] + 30;
        if (!collect(framePoints, westM, northM, levelM, reachM)) return false;
        double reachPx = Math.max(1.5, 2 * cellM * camera.focalPx() / centre[2]);
        if (!ground.solve(reachPx, 300, LEAST_INLIERS)) return false;
        outMcmfM.set(ground.positionM);
        return true;
    }

    /** Matches that pass ratio, reach, one-to-one and homography become points of the solution. */
    private boolean collect(KeyPoint[] framePoints, double westM, double northM, double levelM, double reachM) {
        DMatch[] ofMapPoint = new DMatch[mapPoints.length];
        for (MatOfDMatch pair : nearest(descriptors)) {
            DMatch[] two = pair.toArray();
            if (two.length == 0 || two.length > 1 && two[0].distance > RATIO * two[1].distance) continue;
            if (!reachable(framePoints[two[0].queryIdx], mapPoints[two[0].trainIdx], westM, northM, reachM)) continue;
            DMatch before = ofMapPoint[two[0].trainIdx];
            if (before == null || two[0].distance < before.distance) ofMapPoint[two[0].trainIdx] = two[0];
        }
        List<DMatch> kept = new ArrayList<>(Arrays.stream(ofMapPoint).filter(m -> m != null).toList());
        if (kept.size() < LEAST_INLIERS) return false;
        MatOfPoint2f from = new MatOfPoint2f(
                kept.stream().map(m -> framePoints[m.queryIdx].pt).toArray(Point[]::new));
        MatOfPoint2f to = new MatOfPoint2f(kept.stream().map(m -> mapPoints[m.trainIdx].pt).toArray(Point[]::new));
        Mat good = new Mat();
        Mat homography = Calib3d.findHomography(from, to, Calib3d.RANSAC, 5, good, 2000, 0.995);
        if (homography.empty()) return false;
        ground.clearPoints();
        for (int i = 0; i < kept.size(); i++) {
            if (good.get(i, 0)[0] == 0) continue;
            Point f = framePoints[kept.get(i).queryIdx].pt;
            Point m = mapPoints[kept.get(i).trainIdx].pt;
            ground.addPoint(westM + f.x * cellM, northM - f.y * cellM, levelM, east(m), north(m));
        }
        return ground.points() >= LEAST_INLIERS;
    }

    private boolean reachable(KeyPoint f, KeyPoint m, double westM, double northM, double reachM) {
        return Math.abs(westM + f.pt.x * cellM - east(m.pt)) < reachM
                && Math.abs(northM - f.pt.y * cellM - north(m.pt)) < reachM;
    }

    private double east(Point m) {
        return map.westM + 0.5 * (cellM - map.pixelM) + m.x * cellM;
    }

    private double north(Point m) {
        return map.northM - 0.5 * (cellM - map.pixelM) - m.y * cellM;
    }
}
