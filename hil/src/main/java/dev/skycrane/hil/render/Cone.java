package dev.skycrane.hil.render;

/** The directions of a tile of a picture: all rays from the camera within an angle about one. Axes as those of {@link Thing}. Immutable. */
final class Cone {
    private final double x;
    private final double y;
    private final double z;
    private final double cos;
    private final double sin;

    /**
     * @param x unit direction of the middle, with y and z
     * @param cos of the angle about it, at most a right one
     */
    Cone(double x, double y, double z, double cos) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.cos = cos;
        sin = Math.sqrt(Math.max(0, 1 - cos * cos));
    }

    /** Whether a ray of it may meet a ball; the middle from the camera, m. */
    boolean sees(double cx, double cy, double cz, double radius) {
        double far2 = cx * cx + cy * cy + cz * cz;
        double r2 = radius * radius;
        if (far2 <= r2) return true;
        // angle to the middle against that of the cone and that which the ball spans: c >= d (cos a cos b - sin a sin b)
        double ahead = cx * x + cy * y + cz * z;
        return ahead >= cos * Math.sqrt(far2 - r2) - sin * radius;
    }

    /** Whether a ray of it may meet something that lies along a segment, as {@link #sees} for balls strung along it. */
    boolean seesAlong(double fx, double fy, double fz, double tx, double ty, double tz, double fromRadius,
            double toRadius, int balls) {
        double length = Math.sqrt((tx - fx) * (tx - fx) + (ty - fy) * (ty - fy) + (tz - fz) * (tz - fz));
        double half = 0.5 * length / balls;
        for (int i = 0; i < balls; i++) {
            double s = (i + 0.5) / balls;
            double widest = Math.max(fromRadius + i * (toRadius - fromRadius) / balls,
                    fromRadius + (i + 1) * (toRadius - fromRadius) / balls);
            if (sees(fx + s * (tx - fx), fy + s * (ty - fy), fz + s * (tz - fz), half + widest)) return true;
        }
        return false;
    }
}
