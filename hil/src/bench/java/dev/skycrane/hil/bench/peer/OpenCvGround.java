package dev.skycrane.hil.bench.peer;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;
import java.util.ArrayList;
import java.util.List;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.MatOfPoint3f;
import org.opencv.core.Point;
import org.opencv.core.Point3;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Geometry that the OpenCV pipelines share: pose, projection of the ground, rectification of the frame onto a north-up grid by remap, and
 * the pose from matched points by solvePnPRansac and solvePnPRefineLM on the directions that the camera model gives.
 */
final class OpenCvGround {
    private static final int NODE = 16;
    private static final int MIN_POINTS = 8;

    final SiteMap map;
    final CameraModel camera;
    final Vec3 positionM = new Vec3();
    final Quat qMcmfFromCamera = new Quat();
    private final Vec3 p = new Vec3();
    private final Vec3 origin = new Vec3();
    private final double[] uv = new double[2];
    private final Vec3 ray = new Vec3();
    private final Mat k = Mat.eye(3, 3, CvType.CV_64F);
    private final MatOfDouble noDistortion = new MatOfDouble();
    private final List<Point3> object = new ArrayList<>();
    private final List<Point> image = new ArrayList<>();
    int inliers;

    OpenCvGround(SiteMap map, CameraModel camera) {
        this.map = map;
        this.camera = camera;
        k.put(0, 0, camera.focalPx());
        k.put(1, 1, camera.focalPx());
        toMcmf(0, 0, map.elevationAtM(0, 0), origin);
    }

    void set(VisionRequest prior) {
        positionM.set(prior.rMcmfM);
        qMcmfFromCamera.set(prior.qMcmfFromBody);
    }

    Vec3 toMcmf(double eastM, double northM, double elevationM, Vec3 out) {
        double lat = map.latRad(northM);
        double lon = map.lonRad(eastM);
        double r = map.areoidRadiusM + elevationM;
        double c = Math.cos(lat);
        return out.set(r * c * Math.cos(lon), r * c * Math.sin(lon), r * Math.sin(lat));
    }

    double eastM(Vec3 rM) {
        return map.eastM(Math.atan2(rM.y, rM.x));
    }

    double northM(Vec3 rM) {
        return map.northM(Math.asin(rM.z / rM.norm()));
    }

    double heightM() {
        return positionM.norm() - map.areoidRadiusM - map.elevationAtM(eastM(positionM), northM(positionM));
    }

    boolean pixelOf(double eastM, double northM, double elevationM, double[] out) {
        toMcmf(eastM, northM, elevationM, p).subtract(positionM);
        return camera.project(qMcmfFromCamera.rotateInverse(p, p), out);
    }

    /** Where the middle of the frame meets level ground; false when it does not. */
    boolean centre(double elevationM, double[] eastNorth) {
        qMcmfFromCamera.rotate(camera.unproject(0.5 * camera.width(), 0.5 * camera.height(), ray), ray);
        Vec3 at = new Vec3().set(positionM);
        double radiusM = map.areoidRadiusM + elevationM;
        double up = positionM.norm();
        double down = -ray.dot(positionM) / up;
        if (down < 0.2) return false;
        double t = (up - radiusM) / down;
        for (int i = 0; i < 4; i++) {
            at.set(positionM).addScaled(t, ray);
            t += (at.norm() - radiusM) / down;
        }
        at.set(positionM).addScaled(t, ray);
        eastNorth[0] = eastM(at);
        eastNorth[1] = northM(at);
        eastNorth[2] = t;
        return true;
    }

    /**
     * The frame on a ground grid.
     *
     * @param reduced the frame at 1/scale of its size
     * @param levelM elevation of level ground, NaN to follow the elevation map
     * @param out receives size x size cells, 0 outside the frame
     */
    void rectify(Mat reduced, int scale, double westM, double northM, double cellM, int size, double levelM, Mat out) {
        int n = (size + NODE - 1) / NODE + 2;
        float[] x = new float[n * n];
        float[] y = new float[n * n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                double e = westM + (NODE * (c - 0.5) - 0.5) * cellM;
                double s = northM - (NODE * (r - 0.5) - 0.5) * cellM;
                boolean ok = pixelOf(e, s, Double.isNaN(levelM) ? map.elevationAtM(e, s) : levelM, uv);
                x[r * n + c] = ok ? (float) ((uv[0] + 0.5) / scale - 0.5) : -1e5f;
                y[r * n + c] = ok ? (float) ((uv[1] + 0.5) / scale - 0.5) : -1e5f;
            }
        }
        Mat mapX = spread(x, n, size);
        Mat mapY = spread(y, n, size);
        Imgproc.remap(reduced, out, mapX, mapY, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT);
        mapX.release();
        mapY.release();
    }

    private static Mat spread(float[] nodes, int n, int size) {
        Mat small = new Mat(n, n, CvType.CV_32F);
        small.put(0, 0, nodes);
        Mat large = new Mat();
        Imgproc.resize(small, large, new Size(n * NODE, n * NODE), 0, 0, Imgproc.INTER_LINEAR);
        small.release();
        return large.submat(new Rect(NODE, NODE, size, size));
    }

    void clearPoints() {
        object.clear();
        image.clear();
    }

    int points() {
        return object.size();
    }

    /** The pixel that shows (fromEast, fromNorth) under the present pose shows (east, north) of the map. */
    void addPoint(double fromEastM, double fromNorthM, double fromElevationM, double eastM, double northM) {
        if (!pixelOf(fromEastM, fromNorthM, fromElevationM, uv) || !camera.inside(uv[0], uv[1], 0)) return;
        addPixel(uv[0], uv[1], eastM, northM);
    }

    void addPixel(double u, double v, double eastM, double northM) {
        camera.unproject(u, v, ray);
        if (ray.z < 0.2) return;
        double f = camera.focalPx();
        image.add(new Point(f * ray.x / ray.z, f * ray.y / ray.z));
        toMcmf(eastM, northM, map.elevationAtM(eastM, northM), p).subtract(origin);
        object.add(new Point3(p.x, p.y, p.z));
    }

    /** Pose from the points. @return false when too few of them agree */
    boolean solve(double reachPx, int iterations, int leastInliers) {
        inliers = 0;
        if (object.size() < MIN_POINTS) return false;
        MatOfPoint3f objectMat = new MatOfPoint3f();
        objectMat.fromList(object);
        MatOfPoint2f imageMat = new MatOfPoint2f();
        imageMat.fromList(image);
        Mat rotation = new Mat(3, 1, CvType.CV_64F);
        Mat translation = new Mat(3, 1, CvType.CV_64F);
        guess(rotation, translation);
        Mat kept = new Mat();
        boolean ok = Calib3d.solvePnPRansac(objectMat, imageMat, k, noDistortion, rotation, translation, true,
                iterations, (float) reachPx, 0.999, kept, Calib3d.SOLVEPNP_EPNP);
        inliers = ok ? kept.rows() : 0;
        if (inliers < leastInliers) return false;
        List<Point3> o = new ArrayList<>();
        List<Point> i = new ArrayList<>();
        int[] index = new int[kept.rows()];
        kept.get(0, 0, index);
        for (int j : index) {
            o.add(object.get(j));
            i.add(image.get(j));
        }
        objectMat.fromList(o);
        imageMat.fromList(i);
        Calib3d.solvePnPRefineLM(objectMat, imageMat, k, noDistortion, rotation, translation);
        take(rotation, translation);
        for (Mat m : List.of(objectMat, imageMat, rotation, translation, kept))
            m.release();
        return true;
    }

    private void guess(Mat rotation, Mat translation) {
        Vec3 turn = new Quat().inverse(qMcmfFromCamera).toRotationVector(new Vec3());
        rotation.put(0, 0, turn.x, turn.y, turn.z);
        Vec3 t = qMcmfFromCamera.rotateInverse(new Vec3().difference(origin, positionM), new Vec3());
        translation.put(0, 0, t.x, t.y, t.z);
    }

    private void take(Mat rotation, Mat translation) {
        double[] r = new double[3];
        double[] t = new double[3];
        rotation.get(0, 0, r);
        translation.get(0, 0, t);
        qMcmfFromCamera.inverse(new Quat().fromRotationVector(r[0], r[1], r[2]));
        qMcmfFromCamera.rotate(new Vec3(-t[0], -t[1], -t[2]), positionM).add(origin);
    }
}
