package dev.skycrane.ground.sound;

/**
 * Exponential integral E1 of a positive number, by its power series up to 1 and Lentz's continued fraction beyond (Abramowitz and
 * Stegun 5.1.11 and 5.1.22); relative error below 1e-12.
 */
final class ExponentialIntegral {
    private static final double EULER = 0.57721566490153286;
    private static final double EPSILON = 1e-15;
    /** Beyond this E1 is less than the smallest change of a gain. */
    private static final double VANISHED = 50;

    private ExponentialIntegral() {}

    static double e1(double x) {
        if (x > VANISHED) return 0;
        return x <= 1 ? series(x) : fraction(x);
    }

    private static double series(double x) {
        double sum = -Math.log(x) - EULER;
        double term = -1;
        for (int n = 1; Math.abs(term) > EPSILON; n++) {
            term *= -x / n;
            sum += term / n;
        }
        return sum;
    }

    private static double fraction(double x) {
        double b = x + 1;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        double change = 0;
        for (int n = 1; Math.abs(change - 1) > EPSILON && n < 500; n++) {
            double a = -(double) n * n;
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            change = c * d;
            h *= change;
        }
        return h * Math.exp(-x);
    }
}
