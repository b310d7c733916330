package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Geometry of a camera: where a point of the camera frame (x right, y down, z forward along the optical axis, m) appears in the
 * image, and which way a pixel looks. Pixel centres are at whole coordinates, the origin is the upper left pixel. Stateless.
 */
public interface CameraModel {
    int width();

    int height();

    /**
     * @param pCameraM point in the camera frame, m
     * @param uv receives column and row; may lie outside the image
     * @return false when the camera model has no image of that direction; {@code uv} is then undefined
     */
    boolean project(Vec3 pCameraM, double[] uv);

    /** @param ray receives the unit direction, camera frame, in which pixel (u, v) looks @return ray */
    Vec3 unproject(double u, double v, Vec3 ray);

    /** Mean focal length near the axis, px/rad. */
    double focalPx();

    /** Whether (u, v) is at least {@code marginPx} inside the image. */
    default boolean inside(double u, double v, double marginPx) {
        return u >= marginPx && v >= marginPx && u <= width() - 1 - marginPx && v <= height() - 1 - marginPx;
    }
}
