package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.campaign.Svg;
import dev.skycrane.hil.landing.RigLanding;
import dev.skycrane.hil.rig.calibration.Ramp;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.calibration.ScreenResidual;
import dev.skycrane.hil.rig.stimulus.Canvas;
import java.util.List;
import java.util.Locale;

/** A rig report as one page that needs nothing else: goals, navigation beside the pure simulation, residual map, ramp, latencies. */
final class RigPage {
    private static final int PLOT_PX = 480;
    /** Length of the longest arrow of the residual map, px of LCAM. */
    private static final double LONGEST_ARROW_PX = 48;

    private final RigReport report;
    private final RigCalibration calibration;
    private final RigLanding.Flown flown;
    private final RigLanding.Flown pure;

    /** @param pure null if it was not flown */
    RigPage(RigReport report, RigCalibration calibration, RigLanding.Flown flown, RigLanding.Flown pure) {
        this.report = report;
        this.calibration = calibration;
        this.flown = flown;
        this.pure = pure;
    }

    String html() {
        StringBuilder s = new StringBuilder();
        s.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Rig run</title><style>"
                + "body{font:15px sans-serif;margin:24px;max-width:1280px;color:#222}table{border-collapse:collapse;margin:12px 0}"
                + "td,th{padding:3px 12px;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}"
                + ".met{color:#167a2e}.missed{color:#b3261e;font-weight:bold}.plots{display:flex;flex-wrap:wrap;gap:16px}"
                + "</style></head><body>");
        s.append(format("<h1>Landing through the rig, %s, %s bench</h1>", report.identity().mode(),
                report.identity().bench()));
        s.append(format(
                "<p>%s, scenario %s, seed %d, digest %s, %.0f s flown in %.0f s. Java %s on %s. Calibration %s.</p>",
                flown.report().outcome(), escaped(flown.report().scenario()), flown.report().seed(),
                flown.report().digest(),
                flown.report().ticks() / 64.0, flown.report().wallSeconds(), escaped(report.identity().java()),
                escaped(report.identity().host()), report.identity().calibrationSha256().substring(0, 16)));
        for (String warning : report.warnings())
            s.append("<p class=\"missed\">").append(escaped(warning)).append("</p>");
        for (String reason : report.invalid())
            s.append("<p class=\"missed\">invalid: ").append(escaped(reason)).append("</p>");
        goals(s);
        s.append("<div class=\"plots\">").append(navigation()).append(residuals()).append(ramp()).append("</div>");
        latencies(s);
        frames(s);
        return s.append("</body></html>\n").toString();
    }

    private void goals(StringBuilder s) {
        s.append("<table><tr><th>goal</th><th>measured</th><th>at most</th><th></th></tr>");
        for (RigReport.Goal g : report.goals())
            s.append(format("<tr><td>%s</td><td>%.4g %s</td><td>%.4g</td><td class=\"%s\">%s</td></tr>",
                    escaped(g.name()),
                    g.value(), g.unit(), g.limit(), g.met() ? "met" : "missed", g.met() ? "met" : "missed"));
        s.append("</table>");
    }

    private String navigation() {
        double[] t = array(flown.errorTimeS());
        double[] e = array(flown.errorM());
        double from = t.length == 0 ? 0 : t[0];
        double until = t.length == 0 ? 1 : t[t.length - 1];
        double top = 1;
        for (double v : e)
            top = Math.max(top, v);
        if (pure != null) for (double v : pure.errorM())
            top = Math.max(top, v);
        top = Math.min(top, 20);
        Svg svg = new Svg(PLOT_PX, 320, "Navigation's horizontal error",
                "blue: through the rig; grey: pure simulation, same seed")
                .limits(from, until, 0, top);
        if (pure != null)
            svg.line(array(pure.errorTimeS()), clipped(pure.errorM(), top), "stroke=\"#999999\" stroke-width=\"2\"");
        return svg.line(t, clipped(flown.errorM(), top), "stroke=\"#1f5fbf\" stroke-width=\"2\"")
                .axes("time, s", Svg.step(until - from), "error, m", Svg.step(top)).end();
    }

    private String residuals() {
        double scale = Svg.step(5 * LONGEST_ARROW_PX / Math.max(1e-3, calibration.check().maxPx()));
        Svg svg = new Svg(PLOT_PX, PLOT_PX, "Where the camera sees LCAM's pixels",
                format("another board, %.0f times enlarged: %.3f px rms, %.3f at most", scale,
                        calibration.check().rmsPx(), calibration.check().maxPx()))
                .limits(0, Canvas.LCAM_PX, Canvas.LCAM_PX, 0);
        for (ScreenResidual.Point p : calibration.check().points()) {
            double x = p.xPx() - Canvas.LCAM_X;
            double y = p.yPx() - Canvas.LCAM_Y;
            svg.line(new double[]{x, x + scale * p.offXPx()}, new double[]{y, y + scale * p.offYPx()},
                    "stroke=\"#b3261e\" stroke-width=\"1.2\"").dot(x, y, 1.6, "fill=\"#222222\"");
        }
        return svg.axes("LCAM column", 128, "LCAM row", 128).end();
    }

    private String ramp() {
        Ramp r = calibration.ramp();
        double[] x = new double[r.shownDn().length];
        for (int i = 0; i < x.length; i++)
            x[i] = r.shownDn()[i];
        byte[] shown = r.shownFor();
        double[] level = new double[256];
        double[] what = new double[256];
        for (int i = 0; i < 256; i++) {
            level[i] = i;
            what[i] = shown[i] & 0xFF;
        }
        return new Svg(PLOT_PX, 320, "Brightness",
                "black: camera value over value shown; blue: value shown for a level of LCAM")
                .limits(0, 255, 0, 255).line(level, what, "stroke=\"#1f5fbf\" stroke-width=\"2\"")
                .line(x, r.cameraDn(), "stroke=\"black\" stroke-width=\"2\"").axes("value shown, or level of LCAM", 32,
                        "camera value, or value shown", 32)
                .end();
    }

    private void latencies(StringBuilder s) {
        RigReport.Latency l = report.latency();
        s.append(
                "<table><tr><th>milliseconds</th><th>least</th><th>50 %</th><th>95 %</th><th>99 %</th><th>longest</th></tr>");
        row(s, "readout to last byte", l.sensorToArrival());
        row(s, "shown to mid-exposure", l.showToMidExposure());
        row(s, "mid-exposure to vision computer", l.midExposureToInjection());
        row(s, "trigger to vision computer", l.commandToInjection());
        row(s, "remap", l.remap());
        row(s, "sensor step", l.sensorStep());
        row(s, "arrival step", l.arrivalStep());
        s.append(format("</table><p>Screen latency %.2f &plusmn; %.2f ms.</p>", l.screenLatencyMs(),
                l.screenLatencyUncertaintyMs()));
    }

    private static void row(StringBuilder s, String what, RigLog.Spread r) {
        s.append(format("<tr><td>%s</td><td>%.2f</td><td>%.2f</td><td>%.2f</td><td>%.2f</td><td>%.2f</td></tr>", what,
                r.minMs(),
                r.p50Ms(), r.p95Ms(), r.p99Ms(), r.maxMs()));
    }

    private void frames(StringBuilder s) {
        RigReport.Frames f = report.frames();
        s.append(format(
                "<p>%d pictures in the stream, %d looked at, %d to the vision computer, %d exposures without one; %d stale, "
                        + "%d torn; times: %d proven, %d possible, %d contradicted and refused.</p>",
                f.stream().pictures(), f.lookedAt(),
                f.injected(), f.missing(), f.stale(), f.torn(), f.timeProven(), f.timePossible(),
                f.timeContradicted()));
        s.append("<p>Flagged: ").append(escaped(f.stream().flagged().toString())).append("</p>");
        if (report.eventCounts().isEmpty()) return;
        s.append("<p>Events: ").append(escaped(report.eventCounts().toString())).append(
                "; what goes on is told more and more seldom.</p><table><tr><th>s after the begin</th><th>event</th>"
                        + "<th>row</th><th style=\"text-align:left\">what</th></tr>");
        for (RigReport.Event e : report.events())
            s.append(format("<tr><td>%.1f</td><td>%s</td><td>%s</td><td style=\"text-align:left\">%s%s</td></tr>",
                    e.timeS(),
                    e.kind(), e.row() == 0 ? "" : "" + e.row(), escaped(e.detail()),
                    e.unsaid() == 0 ? "" : ", and " + e.unsaid() + " times before"));
        s.append("</table>");
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] clipped(List<Double> values, double top) {
        return values.stream().mapToDouble(v -> Math.min(v, top)).toArray();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
