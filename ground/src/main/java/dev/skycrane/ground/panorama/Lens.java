package dev.skycrane.ground.panorama;

/**
 * Lens that all frames of a panorama were taken with: perspective about the middle of the frame, with one coefficient of radial
 * distortion (Brown, Photogrammetric Engineering 37, 1971).
 *
 * @param focalPx focal length, px
 * @param radial a ray at the tangent r off axis lands at r (1 + {@code radial} r^2)
 */
record Lens(double focalPx, double radial) {
    /** Focal length of frames {@code widthPx} wide that see {@code fieldDeg}, px. */
    static double focalPx(double widthPx, double fieldDeg) {
        return 0.5 * widthPx / Math.tan(Math.toRadians(0.5 * fieldDeg));
    }

    /** Factor from a tangent r off axis to where it lands; rays beyond the turning point of the distortion land nowhere: NaN. */
    double stretch(double rr) {
        return 1 + 3 * radial * rr <= 0 ? Double.NaN : 1 + radial * rr;
    }

    /** Factor from a place on the sensor, tangent r after distortion, back to the tangent of its ray (five rounds of Newton). */
    double unstretch(double rr) {
        double distorted = Math.sqrt(rr);
        double r = distorted;
        for (int i = 0; i < 5; i++)
            r -= (r * (1 + radial * r * r) - distorted) / (1 + 3 * radial * r * r);
        return distorted == 0 ? 1 : r / distorted;
    }
}
