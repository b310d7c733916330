package dev.skycrane.hil.render;

/** The nearest thing that a ray has met so far: range, m, and colour, 0 to 255. */
final class Hit {
    double rangeM;
    double red;
    double green;
    double blue;

    void clear() {
        rangeM = Double.POSITIVE_INFINITY;
    }

    boolean found() {
        return rangeM < Double.POSITIVE_INFINITY;
    }

    /** Takes this place if it is nearer. */
    void offer(double range, double r, double g, double b) {
        if (!(range > 0 && range < rangeM)) return;
        rangeM = range;
        red = r;
        green = g;
        blue = b;
    }
}
