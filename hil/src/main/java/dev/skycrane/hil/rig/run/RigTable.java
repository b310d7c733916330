package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.landing.RigLanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rig report in words and figures, line by line. */
final class RigTable {
    private RigTable() {}

    static List<String> of(RigReport r, RigLanding.Flown flown) {
        List<String> lines = new ArrayList<>();
        lines.add(format("  rig, %s on the %s bench: %s, digest %s, %.0f s flown in %.1f s", r.identity().mode(),
                r.identity().bench(), flown.report().outcome(), flown.report().digest(), flown.report().ticks() / 64.0,
                flown.report().wallSeconds()));
        lines.add("  milliseconds                         min      50 %      95 %      99 %   longest");
        spread(lines, "readout to last byte", r.latency().sensorToArrival());
        spread(lines, "shown to mid-exposure", r.latency().showToMidExposure());
        spread(lines, "mid-exposure to vision", r.latency().midExposureToInjection());
        spread(lines, "trigger to vision", r.latency().commandToInjection());
        spread(lines, "remap", r.latency().remap());
        RigReport.Frames f = r.frames();
        lines.add(format("  pictures: %d in the stream, %d looked at, %d injected, %d missing; %d stale, %d torn",
                f.stream().pictures(), f.lookedAt(), f.injected(), f.missing(), f.stale(), f.torn()));
        lines.add(format("  times: %d proven, %d possible, %d beats unreadable, %d contradicted", f.timeProven(),
                f.timePossible(), f.beatUnreadable(), f.timeContradicted()));
        if (!f.stream().flagged().isEmpty()) lines.add("  flagged: " + f.stream().flagged());
        RigReport.Loop l = r.loop();
        lines.add(format("  navigation %.2f m rms horizontally; landing %.1f m from the target", l.navigationRmsM(),
                nan(l.landingErrorM())));
        if (!Double.isNaN(l.pureNavigationRmsM())) {
            lines.add(format("  pure simulation %.2f m rms; landing %.1f m", l.pureNavigationRmsM(),
                    nan(l.pureLandingErrorM())));
        }
        for (RigReport.Goal g : r.goals())
            lines.add(format("  %-52s %9.4f, goal %g %s%s", g.name(), g.value(), g.limit(), g.unit(),
                    g.met() ? "" : "  MISSED"));
        if (!r.eventCounts().isEmpty()) lines.add("  events: " + r.eventCounts());
        r.warnings().forEach(w -> lines.add("  warning: " + w));
        r.invalid().forEach(w -> lines.add("  INVALID: " + w));
        return lines;
    }

    private static double nan(Double v) {
        return v == null ? Double.NaN : v;
    }

    private static void spread(List<String> lines, String what, RigLog.Spread s) {
        lines.add(format("  %-28s %9.2f %9.2f %9.2f %9.2f %9.2f", what, s.minMs(), s.p50Ms(), s.p95Ms(), s.p99Ms(),
                s.maxMs()));
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
