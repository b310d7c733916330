package dev.skycrane.hil.landing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What happened, beside what Perseverance did (dossier sections 3.1 and 9; the numbers below are the flown ones). */
final class ResultTable {
    /** Event, label, flown time after entry interface, s. */
    private record FlownTime(String event, String label, double timeS) {}

    private static final List<FlownTime> TIMES = List.of(new FlownTime("bankReversal", "first bank reversal", 81.83),
            new FlownTime("sufr", "straighten up and fly right", 223.79),
            new FlownTime("parachuteDeploy", "parachute mortar", 240.63),
            new FlownTime("heatShieldSeparation", "heat shield away", 263.26),
            new FlownTime("lvsCoarseStart", "lander vision starts", 334.8),
            new FlownTime("backshellSeparation", "backshell away", 357.30),
            new FlownTime("poweredDescentStart", "engines lit", 358.34),
            new FlownTime("constantVelocity", "constant velocity", 389.57),
            new FlownTime("skyCraneStart", "sky crane", 399.73),
            new FlownTime("roverSeparation", "rover on the bridle", 402.38),
            new FlownTime("bridleFull", "bridle at full length", 407.88), new FlownTime("contact", "contact", 418.07),
            new FlownTime("touchdown", "touchdown declared", 419.57));

    private final List<String> lines = new ArrayList<>();

    private ResultTable() {}

    /** The table, line by line. */
    static List<String> of(LandingReport report) {
        ResultTable table = new ResultTable();
        table.rule();
        table.line("", "this landing", "Perseverance", "");
        table.rule();
        double entryS = timeS(report, "entryInterface");
        for (FlownTime flown : TIMES) {
            table.row(flown.label(), timeS(report, flown.event()) - entryS, flown.timeS(), "%.2f", "s after entry");
        }
        table.rule();
        table.conditions(report);
        table.rule();
        return table.lines;
    }

    private void conditions(LandingReport r) {
        row("peak deceleration", r.peak().decelerationG(), 10.69, "%.2f", "g");
        row("parachute at Mach", value(r.parachute(), LandingReport.Parachute::mach), 1.82, "%.2f", "");
        row("  dynamic pressure", value(r.parachute(), LandingReport.Parachute::dynamicPressurePa), 518, "%.0f", "Pa");
        row("  peak load", r.peak().parachuteLoadN() / 1000, 152, "%.0f", "kN");
        row("heat shield away at", speed(r, "heatShieldSeparation"), 145, "%.0f", "m/s");
        row("lander vision from height", altitude(r, "lvsCoarseStart"), 4150, "%.0f", "m");
        row("  error when choosing target", value(r.trn(), t -> orNan(t.errorAtTargetSelectionM())), 3, "%.1f", "m");
        row("backshell away at height", altitude(r, "backshellSeparation"), 2190, "%.0f", "m");
        row("touchdown, vertical", value(r.touchdown(), LandingReport.Touchdown::verticalMps), 0.75, "%.2f", "m/s");
        row("  horizontal, at most", value(r.touchdown(), LandingReport.Touchdown::horizontalMps), 0.1, "%.2f", "m/s");
        row("  from the chosen target", value(r.touchdown(), LandingReport.Touchdown::errorToTargetM), 5, "%.1f", "m");
        row("  propellant left", value(r.touchdown(), LandingReport.Touchdown::propellantKg), 95.7, "%.1f", "kg");
    }

    private void row(String label, double ours, double flown, String format, String unit) {
        line(label, text(ours, format), text(flown, format), unit);
    }

    private void line(String label, String ours, String flown, String unit) {
        lines.add(String.format(Locale.ROOT, "  %-28s %14s %14s  %s", label, ours, flown, unit).stripTrailing());
    }

    private void rule() {
        lines.add("  " + "-".repeat(74));
    }

    private static String text(double value, String format) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static <T> double value(T part, ToDoubleFunction<T> of) {
        return part == null ? Double.NaN : of.applyAsDouble(part);
    }

    private static double orNan(Double value) {
        return value == null ? Double.NaN : value;
    }

    private static LandingReport.Event event(LandingReport report, String name) {
        return report.events().stream().filter(e -> e.name().equals(name)).findFirst().orElse(null);
    }

    private static double timeS(LandingReport report, String name) {
        return value(event(report, name), LandingReport.Event::timeS);
    }

    private static double altitude(LandingReport report, String name) {
        return value(event(report, name), LandingReport.Event::altitudeAglM);
    }

    private static double speed(LandingReport report, String name) {
        return value(event(report, name), LandingReport.Event::speedMps);
    }
}
