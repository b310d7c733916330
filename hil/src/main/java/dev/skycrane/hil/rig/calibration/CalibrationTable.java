package dev.skycrane.hil.rig.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A calibration in words and figures, line by line. */
public final class CalibrationTable {
    private CalibrationTable() {}

    /** The lens with its error bars, then residuals by view and by region. */
    public static List<String> of(IntrinsicCalibration c) {
        List<String> lines = new ArrayList<>();
        double[] p = c.intrinsics().parameters();
        lines.add("  parameter          value      1-sigma");
        for (int i = 0; i < p.length; i++) {
            String unit = i < 4 ? "px" : "";
            if (c.sigma()[i] == 0) {
                lines.add(format("  %-12s %12.5f         held %s", CameraIntrinsics.NAMES[i], p[i], unit));
            } else {
                lines.add(format("  %-12s %12.5f %12.5f %s", CameraIntrinsics.NAMES[i], p[i], c.sigma()[i], unit));
            }
        }
        lines.add("  view                        corners   rms px   max px   bias px");
        for (IntrinsicCalibration.View v : c.views()) {
            lines.add(format("  %-28s %6d %8.3f %8.3f  %6.3f %6.3f%s", v.name(), v.corners(), v.rmsPx(), v.maxPx(),
                    v.biasColumnPx(), v.biasRowPx(), v.heldOut() ? "  held out" : ""));
        }
        lines.add("  rms px by region of the picture");
        for (double[] row : c.regions()) {
            StringBuilder s = new StringBuilder("   ");
            for (double v : row)
                s.append(Double.isNaN(v) ? "        -" : format(" %8.3f", v));
            lines.add(s.toString());
        }
        long taking = c.views().stream().filter(v -> !v.heldOut()).count();
        lines.add(format("  reprojection rms %.3f px, max %.3f px over %d corners in %d views; held out %s", c.rmsPx(),
                c.maxPx(), c.points(), taking,
                Double.isNaN(c.heldOutRmsPx()) ? "none" : format("%.3f px rms", c.heldOutRmsPx())));
        return lines;
    }

    /** What the figures say about the calibration, in words. */
    public static String verdict(IntrinsicCalibration c) {
        boolean gaps = java.util.Arrays.stream(c.regions()).flatMapToDouble(java.util.Arrays::stream)
                .anyMatch(Double::isNaN);
        long taking = c.views().stream().filter(v -> !v.heldOut()).count();
        if (c.rmsPx() > 0.5)
            return "not usable: the residual is over 0.5 px; look for a bent board, motion or a wrong --board";
        if (c.heldOutRmsPx() > 2 * c.rmsPx()) return "overfitted: views held out are twice as bad; take more views";
        if (gaps) return "usable, but parts of the picture saw no board; take views there";
        if (taking < 12) return "usable; 15 or more views with tilts make it firmer";
        return c.rmsPx() <= 0.15 ? "good" : "usable; 0.15 px is what a sharp, still board gives";
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
