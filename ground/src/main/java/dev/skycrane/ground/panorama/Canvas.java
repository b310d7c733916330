package dev.skycrane.ground.panorama;

import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cylinder that frames are laid on, unrolled: columns go by azimuth, rows by elevation, both evenly, as in the cylindrical mosaics of
 * JPL's operations.
 *
 * @param pxPerRad columns a radian, and rows
 * @param leftRad azimuth of the middle of the first column; azimuths grow to the right
 * @param topRad elevation of the middle of the first row
 * @param full true when it goes round and its last column meets its first
 */
record Canvas(int width, int height, double pxPerRad, double leftRad, double topRad, boolean full) {
    /** Widths and heights are multiples of this, so that every level of a blend has whole pixels. */
    static final int GRID = 64;
    private static final int LARGEST = 32_768;
    private static final double ROUND = 2 * Math.PI;
    private static final int BORDER_POINTS = 24;

    /** The least cylinder that holds all frames. @param pxPerRad resolution, or 0: that of the frames */
    static Canvas around(Alignment alignment, double pxPerRad) {
        double scale = pxPerRad > 0 ? pxPerRad : alignment.lens().focalPx();
        double top = -ROUND;
        double bottom = ROUND;
        List<double[]> spans = new ArrayList<>();
        for (Frame f : alignment.frames()) {
            double[] extent = extent(f, alignment.lens());
            spans.add(new double[]{extent[0], extent[1]});
            bottom = Math.min(bottom, extent[2]);
            top = Math.max(top, extent[3]);
        }
        double[] arc = arc(spans);
        boolean full = arc[1] - arc[0] >= ROUND - 1e-9;
        int height = grid((top - bottom) * scale);
        if (full) {
            int width = grid(ROUND * scale);
            scale = width / ROUND;
            check(width, height);
            return new Canvas(width, height, scale, arc[0], top, true);
        }
        int width = grid((arc[1] - arc[0]) * scale);
        check(width, height);
        return new Canvas(width, height, scale, arc[0], top, false);
    }

    private static void check(int width, int height) {
        if (width > LARGEST || height > LARGEST) {
            throw InputException.of("panorama", "size", width + " x " + height,
                    "at most " + LARGEST + " each way; use --scale");
        }
    }

    private static int grid(double px) {
        return GRID * (int) Math.max(1, Math.ceil((px + 1) / GRID));
    }

    // azimuth from, to (unwrapped about the frame's own), elevation from, to
    private static double[] extent(Frame f, Lens lens) {
        Camera camera = new Camera(f.pointing(), lens, f.width(), f.height());
        double middle = f.pointing().azimuthRad();
        double[] e = {middle, middle, f.pointing().elevationRad(), f.pointing().elevationRad()};
        for (int i = 0; i <= BORDER_POINTS; i++) {
            double x = (f.width() - 1.0) * i / BORDER_POINTS;
            double y = (f.height() - 1.0) * i / BORDER_POINTS;
            include(e, camera, x, 0, middle);
            include(e, camera, x, f.height() - 1, middle);
            include(e, camera, 0, y, middle);
            include(e, camera, f.width() - 1, y, middle);
        }
        // a pole in the picture is seen from all sides
        if (seesPole(camera, f, 1)) e = new double[]{middle - Math.PI, middle + Math.PI, e[2], Math.PI / 2};
        if (seesPole(camera, f, -1)) e = new double[]{middle - Math.PI, middle + Math.PI, -Math.PI / 2, e[3]};
        return e;
    }

    private static boolean seesPole(Camera camera, Frame f, int up) {
        return camera.project(0, 0, up) && camera.x >= 0 && camera.x <= f.width() - 1 && camera.y >= 0
                && camera.y <= f.height() - 1;
    }

    private static void include(double[] e, Camera camera, double x, double y, double middle) {
        camera.ray(x, y);
        double azimuth = middle + Math.IEEEremainder(Math.atan2(camera.ray[1], camera.ray[0]) - middle, ROUND);
        double elevation = Math.asin(Math.max(-1, Math.min(1, camera.ray[2])));
        e[0] = Math.min(e[0], azimuth);
        e[1] = Math.max(e[1], azimuth);
        e[2] = Math.min(e[2], elevation);
        e[3] = Math.max(e[3], elevation);
    }

    // the shortest arc that holds all spans: it begins behind the widest gap
    private static double[] arc(List<double[]> spans) {
        List<double[]> sorted = new ArrayList<>();
        for (double[] s : spans) {
            double from = s[0] - ROUND * Math.floor(s[0] / ROUND);
            sorted.add(new double[]{from, from + s[1] - s[0]});
        }
        sorted.sort(Comparator.comparingDouble(s -> s[0]));
        double reached = Double.NEGATIVE_INFINITY;
        for (double[] s : sorted)
            reached = Math.max(reached, s[1] - ROUND);
        double gap = 0;
        double begin = sorted.get(0)[0];
        double end = begin;
        for (double[] s : sorted) {
            if (s[0] - reached > gap) {
                gap = s[0] - reached;
                begin = s[0];
                end = reached + ROUND;
            }
            reached = Math.max(reached, s[1]);
        }
        return gap == 0 ? new double[]{begin, begin + ROUND} : new double[]{begin, end};
    }

    /** Column of an azimuth: between 0 and a whole round of columns. */
    double column(double azimuthRad) {
        double d = azimuthRad - leftRad;
        return (d - ROUND * Math.floor(d / ROUND)) * pxPerRad;
    }

    double azimuthRad(int column) {
        return leftRad + column / pxPerRad;
    }

    double elevationRad(int row) {
        return topRad - row / pxPerRad;
    }
}
