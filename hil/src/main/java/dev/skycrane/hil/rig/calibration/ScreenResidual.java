package dev.skycrane.hil.rig.calibration;

import java.util.List;

/**
 * How far points of the canvas are seen from where the calibration expects them, px of LCAM.
 *
 * @param rmsPx root mean square distance
 * @param maxPx largest
 * @param points each: place on the canvas, and by how much it was seen further right and down
 */
public record ScreenResidual(double rmsPx, double maxPx, List<Point> points) {
    /** One point of the canvas. */
    public record Point(double xPx, double yPx, double offXPx, double offYPx) {}

    /** Looks where points are seen. @param canvas places on the canvas @param camera where the camera saw them */
    public static ScreenResidual of(ScreenMap map, List<double[]> canvas, List<double[]> camera) {
        List<Point> points = new java.util.ArrayList<>();
        double squares = 0;
        double max = 0;
        double[] at = new double[2];
        for (int i = 0; i < canvas.size(); i++) {
            map.toCanvas(camera.get(i)[0], camera.get(i)[1], at);
            Point p = new Point(canvas.get(i)[0], canvas.get(i)[1], at[0] - canvas.get(i)[0], at[1] - canvas.get(i)[1]);
            double square = p.offXPx * p.offXPx + p.offYPx * p.offYPx;
            squares += square;
            max = Math.max(max, square);
            points.add(p);
        }
        return new ScreenResidual(Math.sqrt(squares / points.size()), Math.sqrt(max), List.copyOf(points));
    }
}
