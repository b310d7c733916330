package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Where the camera is and how it looks, over a map: pixel of a map point and map point of a pixel. Mutable, one owner. */
final class CameraPose {
    private static final int GROUND_ITERATIONS = 6;
    /** Rays flatter than this do not reach the ground usefully: cosine of the angle to the nadir. */
    static final double MIN_DESCENT = 0.25;

    final CameraModel camera;
    final SiteFrame site;
    final SiteMap map;
    /** Centre of projection in frame L, m. */
    final Vec3 cM = new Vec3();
    final Quat qLFromCamera = new Quat();
    private final Vec3 scratch = new Vec3();

    CameraPose(CameraModel camera, SiteFrame site, SiteMap map) {
        this.camera = camera;
        this.site = site;
        this.map = map;
    }

    void set(CameraPose o) {
        cM.set(o.cM);
        qLFromCamera.set(o.qLFromCamera);
    }

    /** Pixel of the ground at (east, north). @return false when it has none */
    boolean pixelOf(double eastM, double northM, double[] uv) {
        return pixelOf(eastM, northM, map.elevationAtM(eastM, northM), uv);
    }

    boolean pixelOf(double eastM, double northM, double elevationM, double[] uv) {
        return camera.project(inCamera(eastM, northM, elevationM, scratch), uv);
    }

    /** @param out receives the point at (east, north, elevation), camera frame, m */
    Vec3 inCamera(double eastM, double northM, double elevationM, Vec3 out) {
        site.fromMap(eastM, northM, elevationM, out).subtract(cM);
        return qLFromCamera.rotateInverse(out, out);
    }

    /**
     * Ground seen by pixel (u, v), by fixed-count iteration on the elevation map.
     *
     * @param out receives east, north, elevation, m
     * @return false when the ray is too flat
     */
    boolean groundOf(double u, double v, Vec3 out) {
        double startM = map.elevationAtM(out.x, out.y);
        return groundFrom(u, v, startM, true, out);
    }

    /** As {@link #groundOf} on level ground of the given elevation. */
    boolean levelGroundOf(double u, double v, double elevationM, Vec3 out) {
        return groundFrom(u, v, elevationM, false, out);
    }

    private boolean groundFrom(double u, double v, double startElevationM, boolean relief, Vec3 out) {
        qLFromCamera.rotate(camera.unproject(u, v, scratch), scratch);
        return follow(scratch, startElevationM, relief, GROUND_ITERATIONS, out);
    }

    /**
     * Ground along a ray of the camera from its neighbour's in one step: well enough to choose landmarks by.
     *
     * @param rayCamera unit direction, camera frame
     * @param out ground of a neighbouring ray; receives east, north, elevation, m
     * @return false when the ray is too flat
     */
    boolean groundAlong(Vec3 rayCamera, Vec3 out) {
        qLFromCamera.rotate(rayCamera, scratch);
        return follow(scratch, out.z, true, 1, out);
    }

    private boolean follow(Vec3 ray, double startElevationM, boolean relief, int iterations, Vec3 out) {
        if (ray.z > -MIN_DESCENT) return false;
        double rx = ray.x;
        double ry = ray.y;
        double rz = ray.z;
        double elevationM = startElevationM;
        double t = (elevationM - cM.z) / rz;
        for (int i = 0; i < iterations; i++) {
            site.toMap(out.set(cM.x + t * rx, cM.y + t * ry, cM.z + t * rz), out);
            if (relief) elevationM = map.elevationAtM(out.x, out.y);
            t += (elevationM - out.z) / rz;
        }
        site.toMap(out.set(cM.x + t * rx, cM.y + t * ry, cM.z + t * rz), out);
        return t > 0;
    }
}
