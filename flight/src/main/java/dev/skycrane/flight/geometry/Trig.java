package dev.skycrane.flight.geometry;

/**
 * Transcendental functions for the tick. {@link StrictMath} makes a small array in every sine on newer JDKs, which the flight thread must
 * not, and leaves Java for its arc functions on older ones, which takes ten times as long; these do neither, and are as
 * reproducible, being made of additions, multiplications, divisions and square roots.
 *
 * <p>Sine and cosine: the argument is reduced to within pi/4 by the two-part constant of Cody and Waite (Software Manual for the
 * Elementary Functions, 1980, chapter 8); there the Taylor series up to the 17th and 18th power err by less than 1e-18. Within 2 ulp of
 * 1 of StrictMath. Arc tangent and exponential: a table of exact values (Gal and Bachelis 1991, doi 10.1145/103147.103151, for the way of
 * it) and a short Taylor series for the rest of the argument, which is at most 1/32 and ln 2 / 64; within 3 ulp of StrictMath.
 */
public final class Trig {
    private static final double TWO_OVER_PI = 2 / Math.PI;
    /** First 33 bits of pi/2, so that its product with the quadrant is exact, and the rest. */
    private static final double HALF_PI_HIGH = 0x1.921fb544p0;
    private static final double HALF_PI_LOW = 0x1.0b4611a626331p-34;
    /** Beyond this the product would round; nothing in flight turns so far. */
    private static final double LARGEST = 1e5;
    /** Reciprocal factorials with the series' signs: of 17, 15, ... 3 and of 18, 16, ... 2. */
    private static final double[] SINE = {1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0,
        -1 / 39916800.0,
        1 / 362880.0, -1 / 5040.0, 1 / 120.0, -1 / 6.0};
    private static final double[] COSINE = {-1 / 6402373705728000.0, 1 / 20922789888000.0, -1 / 87178291200.0,
        1 / 479001600.0, -1 / 3628800.0, 1 / 40320.0, -1 / 720.0, 1 / 24.0};

    private static final int ARC_STEPS = 16;
    /** Arc tangents of 0, 1/16, ... 1. */
    private static final double[] ARC = new double[ARC_STEPS + 1];
    private static final int POWER_STEPS = 32;
    /** Powers of 2 with exponents 0, 1/32, ... 31/32. */
    private static final double[] POWER = new double[POWER_STEPS];
    private static final double STEPS_PER_LN2 = POWER_STEPS / 0.6931471805599453;
    /** ln 2 / 32: its first 32 bits, so that the product with a count of steps is exact, and the rest. */
    private static final double STEP_HIGH = 0x1.62e42feep-1 / POWER_STEPS;
    private static final double STEP_LOW = 0x1.a39ef35793c76p-33 / POWER_STEPS;
    /** Beyond this the result, or its reciprocal, would leave the range of normal numbers. */
    private static final double LARGEST_EXPONENT = 700;

    static {
        for (int i = 0; i <= ARC_STEPS; i++)
            ARC[i] = StrictMath.atan((double) i / ARC_STEPS);
        for (int i = 0; i < POWER_STEPS; i++)
            POWER[i] = StrictMath.pow(2, (double) i / POWER_STEPS);
    }

    private Trig() {}

    /** Sine of an angle, rad. */
    public static double sin(double x) {
        if (!(Math.abs(x) < LARGEST)) return StrictMath.sin(x);
        double quadrant = Math.rint(x * TWO_OVER_PI);
        return ofQuadrant((int) quadrant, remainder(x, quadrant));
    }

    /** Cosine of an angle, rad. */
    public static double cos(double x) {
        if (!(Math.abs(x) < LARGEST)) return StrictMath.cos(x);
        double quadrant = Math.rint(x * TWO_OVER_PI);
        return ofQuadrant((int) quadrant + 1, remainder(x, quadrant));
    }

    private static double remainder(double x, double quadrant) {
        return x - quadrant * HALF_PI_HIGH - quadrant * HALF_PI_LOW;
    }

    /** Sine of quadrant * pi/2 + r. */
    private static double ofQuadrant(int quadrant, double r) {
        double value = (quadrant & 1) == 0 ? sine(r) : cosine(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static double sine(double r) {
        double z = r * r;
        double s = SINE[0];
        for (int i = 1; i < SINE.length; i++)
            s = s * z + SINE[i];
        return r + r * z * s;
    }

    private static double cosine(double r) {
        double z = r * r;
        double c = COSINE[0];
        for (int i = 1; i < COSINE.length; i++)
            c = c * z + COSINE[i];
        return 1 - 0.5 * z + z * z * c;
    }

    /** Angle of the point (x, y) from the x axis, -pi to pi, rad; special values as {@link StrictMath#atan2}. */
    public static double atan2(double y, double x) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double high = Math.max(ax, ay);
        if (!(high > 0 && high < Double.POSITIVE_INFINITY)) return StrictMath.atan2(y, x);
        double low = Math.min(ax, ay);
        int i = (int) (low / high * ARC_STEPS + 0.5);
        double base = (double) i / ARC_STEPS;
        // atan(low / high) - atan(base), by the tangent of a difference.
        double t = (low - base * high) / (high + base * low);
        double u = t * t;
        double angle = ARC[i] + t * (1 - u * (1 / 3.0 - u * (1 / 5.0 - u * (1 / 7.0 - u * (1 / 9.0 - u / 11)))));
        if (ay > ax) angle = 0.5 * Math.PI - angle;
        if (x < 0) angle = Math.PI - angle;
        return Math.copySign(angle, y);
    }

    /** Angle with this sine, -pi/2 to pi/2, rad; not a number beyond -1 to 1. */
    public static double asin(double x) {
        return atan2(x, Math.sqrt((1 - x) * (1 + x)));
    }

    /** Angle with this cosine, 0 to pi, rad; not a number beyond -1 to 1. */
    public static double acos(double x) {
        return atan2(Math.sqrt((1 - x) * (1 + x)), x);
    }

    /** e to the power of x. */
    public static double exp(double x) {
        if (!(Math.abs(x) < LARGEST_EXPONENT)) return StrictMath.exp(x);
        double steps = Math.rint(x * STEPS_PER_LN2);
        double r = x - steps * STEP_HIGH - steps * STEP_LOW;
        int n = (int) steps;
        double s = r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r / 720)))));
        double p = POWER[n & POWER_STEPS - 1];
        // n >> 5 is the whole part of the exponent of 2; within the limit above it gives a normal number.
        return (p + p * s) * Double.longBitsToDouble((n >> 5) + 1023L << 52);
    }
}
