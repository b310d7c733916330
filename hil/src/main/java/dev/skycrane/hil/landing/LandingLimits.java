package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import java.util.ArrayList;
import java.util.List;

/** What counts as a landing. Defaults: allocation of 60 m to the target, touchdown requirements (dossier section 9, rows 31 and 34). */
public final class LandingLimits {
    private final double verticalMps;
    private final double horizontalMps;
    private final double errorToTargetM;

    public LandingLimits(ParameterTable p) {
        verticalMps = p.scalar("scenario.limitVerticalMps", "m/s", 1.0, 0, 100,
                "largest vertical speed at touchdown that counts as a landing");
        horizontalMps = p.scalar("scenario.limitHorizontalMps", "m/s", 0.5, 0, 100,
                "largest horizontal speed at touchdown that counts as a landing");
        errorToTargetM = p.scalar("scenario.limitErrorToTargetM", "m", 60, 0, 1e6,
                "largest distance from the selected target that counts as a landing");
    }

    /** Whether a landing is inside the limits. */
    public boolean hold(LandingReport report) {
        LandingReport.Touchdown t = report.touchdown();
        return report.outcome().equals("landed") && t != null && broken(t).isEmpty();
    }

    /** The names of the limits that a touchdown breaks, as in the scenario; empty if none. */
    public List<String> broken(LandingReport.Touchdown t) {
        List<String> broken = new ArrayList<>();
        if (!(t.verticalMps() <= verticalMps)) broken.add("limitVerticalMps");
        if (!(t.horizontalMps() <= horizontalMps)) broken.add("limitHorizontalMps");
        if (!(t.errorToTargetM() <= errorToTargetM)) broken.add("limitErrorToTargetM");
        return broken;
    }
}
