package dev.skycrane.ground.panorama;

/** A frame's camera: from directions to pixels and back. Not for several threads. */
final class Camera {
    private final double[] axes;
    private final Lens lens;
    private final double middleX;
    private final double middleY;
    /** Column and row of the last {@link #project}. */
    double x;
    double y;
    /** Direction of the last {@link #ray}, north, east, up, unit length. */
    final double[] ray = new double[3];

    Camera(Pointing pointing, Lens lens, int width, int height) {
        this(axes(pointing), lens, width, height);
    }

    /** @param axes as {@link Pointing#axes}; not copied */
    Camera(double[] axes, Lens lens, int width, int height) {
        this.axes = axes;
        this.lens = lens;
        middleX = 0.5 * (width - 1);
        middleY = 0.5 * (height - 1);
    }

    private static double[] axes(Pointing pointing) {
        double[] axes = new double[9];
        pointing.axes(axes);
        return axes;
    }

    /** Where the direction north, east, up (any length) lands: {@link #x} and {@link #y}. @return false when behind the camera */
    boolean project(double n, double e, double u) {
        double depth = axes[0] * n + axes[1] * e + axes[2] * u;
        if (depth <= 0) return false;
        double right = (axes[3] * n + axes[4] * e + axes[5] * u) / depth;
        double up = (axes[6] * n + axes[7] * e + axes[8] * u) / depth;
        double s = lens.focalPx() * lens.stretch(right * right + up * up);
        x = middleX + s * right;
        y = middleY - s * up;
        return !Double.isNaN(x);
    }

    /** Direction that a pixel sees: {@link #ray}. */
    void ray(double column, double row) {
        double right = (column - middleX) / lens.focalPx();
        double up = (middleY - row) / lens.focalPx();
        double s = lens.unstretch(right * right + up * up);
        right *= s;
        up *= s;
        double scale = 1 / Math.sqrt(1 + right * right + up * up);
        for (int i = 0; i < 3; i++)
            ray[i] = scale * (axes[i] + right * axes[3 + i] + up * axes[6 + i]);
    }
}
