package dev.skycrane.hil.render;

/** A ray in some axes, and the nearest thing that it has met so far. One thread. */
final class Hit {
    /** Origin, m, and unit direction. */
    double ox;
    double oy;
    double oz;
    double dx;
    double dy;
    double dz;
    /** Range of the nearest thing, m; infinite for none. */
    double rangeM;
    /** Unit normal there, towards the ray's origin. */
    double nx;
    double ny;
    double nz;
    /** Colour in full sunlight, 0 to 255. */
    double red;
    double green;
    double blue;
    /** Share of the sun's light on the far side that comes through: cloth. */
    double through;
    /** Share of the colour that shines by itself. */
    double glow;

    /** Begins anew with a ray. */
    Hit aim(double originX, double originY, double originZ, double directionX, double directionY, double directionZ) {
        ox = originX;
        oy = originY;
        oz = originZ;
        dx = directionX;
        dy = directionY;
        dz = directionZ;
        rangeM = Double.POSITIVE_INFINITY;
        return this;
    }

    boolean found() {
        return rangeM < Double.POSITIVE_INFINITY;
    }

    /** Whether something at this range would be nearest. */
    boolean nearer(double range) {
        return range > 1e-6 && range < rangeM;
    }

    /** Takes a surface; the normal may have either sign. */
    void take(double range, double x, double y, double z, double[] colour, double factor) {
        rangeM = range;
        double side = x * dx + y * dy + z * dz > 0 ? -1 : 1;
        nx = side * x;
        ny = side * y;
        nz = side * z;
        red = factor * colour[0];
        green = factor * colour[1];
        blue = factor * colour[2];
        through = 0;
        glow = 0;
    }
}
