package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.hil.terrain.Rows;

/** Which way every pixel of a camera looks, worked out once, and how much light it gets. Immutable after construction. */
final class Lens {
    final CameraModel model;
    final int width;
    final int height;
    /** Unit directions, camera frame, x y z per pixel. */
    final float[] rays;
    /** Relative sensitivity per pixel. */
    final float[] light;
    /** Angle that a pixel spans near the axis, rad. */
    final double pixelRad;

    /** @param vignetting light lost at 45 degrees off the axis; grows with the square of the angle's sine */
    Lens(CameraModel model, double vignetting, Rows rows) {
        this.model = model;
        width = model.width();
        height = model.height();
        pixelRad = 1 / model.focalPx();
        rays = new float[3 * width * height];
        light = new float[width * height];
        rows.run(height, (first, end) -> {
            Vec3 ray = new Vec3();
            for (int r = first; r < end; r++) {
                for (int c = 0; c < width; c++) {
                    model.unproject(c, r, ray);
                    int k = r * width + c;
                    rays[3 * k] = (float) ray.x;
                    rays[3 * k + 1] = (float) ray.y;
                    rays[3 * k + 2] = (float) ray.z;
                    double sin2 = ray.x * ray.x + ray.y * ray.y;
                    light[k] = (float) Math.max(0, 1 - 2 * vignetting * sin2);
                }
            }
        });
    }
}
