package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.hil.terrain.Rows;

/** Which way every pixel of a camera looks, worked out once, and how much light it gets there. Immutable after construction. */
final class Lens {
    final CameraModel model;
    final int width;
    final int height;
    /** Unit directions per pixel, camera frame. */
    final float[] x;
    final float[] y;
    final float[] z;
    /** Angle that a pixel spans near the axis, rad. */
    final double pixelRad;
    private final float vignetting;

    /** @param vignetting light lost at 45 degrees off the axis; grows with the square of the angle's sine */
    Lens(CameraModel model, double vignetting, Rows rows) {
        this.model = model;
        this.vignetting = (float) vignetting;
        width = model.width();
        height = model.height();
        pixelRad = 1 / model.focalPx();
        x = new float[width * height];
        y = new float[width * height];
        z = new float[width * height];
        rows.run(height, (first, end) -> {
            Vec3 ray = new Vec3();
            for (int r = first; r < end; r++) {
                for (int c = 0; c < width; c++) {
                    model.unproject(c, r, ray);
                    int k = r * width + c;
                    x[k] = (float) ray.x;
                    y[k] = (float) ray.y;
                    z[k] = (float) ray.z;
                }
            }
        });
    }

    /** Relative sensitivity of a pixel. */
    float light(int k) {
        return light(x[k], y[k], vignetting);
    }

    private static float light(float right, float down, float vignetting) {
        return Math.max(0, 1 - 2 * vignetting * (right * right + down * down));
    }

    /** Directions of a row's pixels to the right and down. */
    void copyRow(int row, float[] right, float[] down) {
        System.arraycopy(x, row * width, right, 0, width);
        System.arraycopy(y, row * width, down, 0, width);
    }

    /** Multiplies a row of brightnesses by a gain and by {@link #light} in the directions of its pixels. */
    void develop(float[] right, float[] down, float gain, float[] dn) {
        float lost = vignetting;
        for (int c = 0; c < dn.length; c++)
            dn[c] *= gain * light(right[c], down[c], lost);
    }
}
