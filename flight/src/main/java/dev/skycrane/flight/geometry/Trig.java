package dev.skycrane.flight.geometry;

/**
 * Sine and cosine for the tick. {@link StrictMath} makes a small array in every call on newer JDKs, which the flight thread must not; these
 * do not, and are as reproducible, being made of additions and multiplications. The argument is reduced to within pi/4 by
 * the two-part constant of Cody and Waite (Software Manual for the Elementary Functions, 1980, chapter 8); there the Taylor series
 * up to the 17th and 18th power err by less than 1e-18. Within 2 ulp of 1 of StrictMath.
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
}
