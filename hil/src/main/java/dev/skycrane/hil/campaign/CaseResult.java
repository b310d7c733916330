package dev.skycrane.hil.campaign;

import dev.skycrane.proto.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a case came to.
 *
 * @param seed the case's, from the campaign's
 * @param outcome {@code landed}, {@code outside} (landed beyond a limit), {@code crashed}, {@code aborted} or {@code broken} (a fault of the program)
 * @param reason why it is not {@code landed}; {@code -} if it is
 * @param digest the flight software's after the last tick, 16 hexadecimal digits
 * @param values by {@link Measure#columns()}; not written after construction
 */
record CaseResult(int number, long seed, String outcome, String reason, String digest, double[] values) {
    static final String LANDED = "landed";
    static final String OUTSIDE = "outside";
    static final String CRASHED = "crashed";
    static final String ABORTED = "aborted";
    static final String BROKEN = "broken";
    private static final int TEXTS = 5;

    double value(Measure m) {
        return values[m.ordinal()];
    }

    /** As one line of comma-separated text, numbers so that they read back to the same bits. */
    String row() {
        StringBuilder s = new StringBuilder(1024);
        s.append(number).append(',').append(String.format(Locale.ROOT, "%016x", seed)).append(',').append(outcome)
                .append(',').append(reason).append(',').append(digest);
        for (double v : values)
            s.append(',').append(v);
        return s.toString();
    }

    /** @throws InputException if the line is none of {@link #row} */
    static CaseResult parse(String row) {
        List<String> parts = Arrays.asList(row.split(",", -1));
        if (parts.size() != TEXTS + Measure.columns().size()) {
            throw InputException.of("results", "columns", parts.size(), TEXTS + Measure.columns().size() + " columns");
        }
        try {
            double[] values = parts.stream().skip(TEXTS).mapToDouble(Double::parseDouble).toArray();
            return new CaseResult(Integer.parseInt(parts.get(0)), Long.parseUnsignedLong(parts.get(1), 16),
                    parts.get(2), parts.get(3), parts.get(4), values);
        } catch (NumberFormatException e) {
            throw InputException.of("results", "row", parts.get(0), "numbers");
        }
    }
}
