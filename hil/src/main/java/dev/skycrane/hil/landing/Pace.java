package dev.skycrane.hil.landing;

import dev.skycrane.proto.InputException;

/**
 * How fast simulated time runs.
 *
 * @param factor simulated seconds per second; 0 = as fast as it goes
 */
public record Pace(double factor) {
    public static final Pace REAL = new Pace(1);
    public static final Pace FAST = new Pace(0);
    private static final double MAX_FACTOR = 1000;

    /** {@code real}, {@code fast} or a factor. */
    public static Pace parse(String text) {
        if (text.equalsIgnoreCase("real")) return REAL;
        if (text.equalsIgnoreCase("fast")) return FAST;
        double factor;
        try {
            factor = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            factor = Double.NaN;
        }
        if (!(factor > 0 && factor <= MAX_FACTOR)) {
            throw InputException.of("usage", "--pace", text, "real, fast or a factor above 0 up to 1000");
        }
        return new Pace(factor);
    }

    public boolean isFast() {
        return factor == 0;
    }
}
