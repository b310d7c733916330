package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.hil.terrain.Rows;

/** Which way every pixel of a camera looks, worked out once, and how much light it gets. Immutable after construction. */
final class Lens {
    final CameraModel model;
    final int width;
    final int height;
    /** Unit directions per pixel, camera frame. */
    final float[] x;
    final float[] y;
    final float[] z;
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
        x = new float[width * height];
        y = new float[width * height];
        z = new float[width * height];
        light = new float[width * height];
        rows.run(height, (first, end) -> {
            Vec3 ray = new Vec3();
            for (int r = first; r < end; r++) {
                for (int c = 0; c < width; c++) {
                    model.unproject(c, r, ray);
                    int k = r * width + c;
                    x[k] = (float) ray.x;
                    y[k] = (float) ray.y;
                    z[k] = (float) ray.z;
                    double sin2 = ray.x * ray.x + ray.y * ray.y;
                    light[k] = (float) Math.max(0, 1 - 2 * vignetting * sin2);
                }
            }
        });
    }
}
