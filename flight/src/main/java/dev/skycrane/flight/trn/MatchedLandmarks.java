package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * The landmarks of the last frame, for people: where each was seen in the frame, where the pose of the fix puts it, where it is on the
 * map, and whether the fix rests on it. Filled by {@link VisionComputer#process}, fixed capacity, no part of any result.
 */
public final class MatchedLandmarks {
    public static final int CAPACITY = LandmarkMatcher.CAPACITY;

    /** Number of landmarks; 0 when the frame did not come to landmarks. */
    public int size;
    /** Where the map's content was seen, px. */
    public final float[] u = new float[CAPACITY];
    public final float[] v = new float[CAPACITY];
    /** Where the last pose of the solution puts it, px; NaN when outside the camera's field. */
    public final float[] predictedU = new float[CAPACITY];
    public final float[] predictedV = new float[CAPACITY];
    /** Map coordinates, m. */
    public final double[] eastM = new double[CAPACITY];
    public final double[] northM = new double[CAPACITY];
    /** Whether it agrees with the pose. */
    public final boolean[] kept = new boolean[CAPACITY];

    private final Vec3 point = new Vec3();
    private final double[] uv = new double[2];

    void clear() {
        size = 0;
    }

    void set(CameraPose pose, Matches m) {
        size = m.size;
        for (int k = 0; k < m.size; k++) {
            boolean seen = pose.camera.project(point.set(m.rayX[k], m.rayY[k], m.rayZ[k]), uv);
            u[k] = seen ? (float) uv[0] : Float.NaN;
            v[k] = seen ? (float) uv[1] : Float.NaN;
            point.set(m.pointX[k], m.pointY[k], m.pointZ[k]).subtract(pose.cM);
            boolean expected = pose.camera.project(pose.qLFromCamera.rotateInverse(point, point), uv);
            predictedU[k] = expected ? (float) uv[0] : Float.NaN;
            predictedV[k] = expected ? (float) uv[1] : Float.NaN;
            pose.site.toMap(point.set(m.pointX[k], m.pointY[k], m.pointZ[k]), point);
            eastM[k] = point.x;
            northM[k] = point.y;
            kept[k] = m.inlier[k];
        }
    }
}
