package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A fault that is asked for.
 *
 * @param timeS when it begins, s after tick 0 (entry interface)
 */
public record Fault(FaultKind kind, double timeS) {
    private static final double LATEST_S = 100_000;

    /**
     * Reads {@code NAME@TIME}.
     *
     * @throws InputException for an unknown name, naming the nearest, or a time that is none
     */
    public static Fault parse(String text) {
        int at = text.indexOf('@');
        String name = (at < 0 ? text : text.substring(0, at)).strip();
        FaultKind kind = null;
        for (FaultKind k : FaultKind.values())
            if (k.label().equals(name)) kind = k;
        if (kind == null) {
            throw InputException.of("fault", "name", name,
                    "one of " + String.join(", ", FaultKind.labels()) + "; nearest is "
                            + ParameterTable.nearest(name, FaultKind.labels()));
        }
        if (at < 0) throw InputException.of("fault", name, text, "NAME@TIME, such as " + name + "@300");
        return new Fault(kind, time(name, text.substring(at + 1).strip()));
    }

    private static double time(String name, String text) {
        double timeS;
        try {
            timeS = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            timeS = Double.NaN;
        }
        if (!(timeS >= 0 && timeS <= LATEST_S)) {
            throw InputException.of("fault " + name, "time", text,
                    "seconds after entry interface, 0 to " + (long) LATEST_S);
        }
        return timeS;
    }

    /** Reads a list separated by commas; blank is none. */
    public static List<Fault> parseList(String text) {
        List<Fault> faults = new ArrayList<>();
        if (text.isBlank()) return faults;
        for (String one : text.split(",", -1))
            faults.add(parse(one.strip()));
        return faults;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s@%s", kind.label(),
                timeS == Math.rint(timeS) ? Long.toString((long) timeS) : Double.toString(timeS));
    }
}
