package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.trajectory.FixFile;
import dev.skycrane.ground.analysis.trajectory.LocalAxes;
import dev.skycrane.ground.analysis.trajectory.Trajectory;
import georegression.struct.so.Quaternion_F64;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** Way and attitude from LCAM alone: the fixes of {@code hil locate}, smoothed, against the truth. */
final class TrajectoryReading {
    private final FrameSeries series;
    private final Map<String, FixFile.Fix> fixes;
    private final double areoidRadiusM;
    private final AnalysisFolder folder;

    TrajectoryReading(FrameSeries series, Map<String, FixFile.Fix> fixes, double areoidRadiusM, AnalysisFolder folder) {
        this.series = series;
        this.fixes = fixes;
        this.areoidRadiusM = areoidRadiusM;
        this.folder = folder;
    }

    /** @throws dev.skycrane.proto.InputException when too few pictures were found on the map */
    Reading read() throws IOException {
        Trajectory t = Trajectory.of(series, fixes, areoidRadiusM);
        Trajectory.Point first = t.points().get(0);
        Trajectory.Point last = t.points().get(t.points().size() - 1);
        List<String> results = new ArrayList<>();
        results.add(String.format(Locale.ROOT,
                "%d of %d pictures found on the map, %.1f to %.1f s, %.0f to %.0f m above the last one",
                t.points().size(), series.size(), first.timeS(), last.timeS(), first.placeM()[2], last.placeM()[2]));
        results.add(String.format(Locale.ROOT,
                "%d fixes contradict their neighbours and are left out of the smooth way", t.leftOut()));
        ObjectNode json = folder.node().put("pictures", series.size()).put("fixes", t.points().size()).put("leftOut", t
                .leftOut()).put("fromS", first.timeS()).put("toS", last.timeS());
        double[][] truth = series.tells("rXM") ? truth(t) : null;
        if (truth != null) compare(t, truth, json, results);
        List<String> files = new ArrayList<>(List.of(profile(t, truth), ground(t, truth)));
        if (truth != null) files.add(errors(t, truth));
        files.add(table(t, truth));
        return new Reading("trajectory", "Way and attitude from LCAM alone", results, files, json);
    }

    /** Rows: east, north, up m, error of the attitude deg. */
    private double[][] truth(Trajectory t) {
        LocalAxes axes = new LocalAxes(t.originM());
        double[][] out = new double[t.points().size()][4];
        for (int i = 0; i < out.length; i++) {
            Trajectory.Point p = t.points().get(i);
            double[] enu = axes.of(new double[]{told(p, "rXM"), told(p, "rYM"), told(p, "rZM")});
            System.arraycopy(enu, 0, out[i], 0, 3);
            Quaternion_F64 q = p.attitude();
            double dot = q.w * told(p, "qW") + q.x * told(p, "qX") + q.y * told(p, "qY") + q.z * told(p, "qZ");
            out[i][3] = Math.toDegrees(2 * Math.acos(Math.min(1, Math.abs(dot))));
        }
        return out;
    }

    private double told(Trajectory.Point p, String column) {
        return series.told(p.frame(), column);
    }

    private static double off(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private void compare(Trajectory t, double[][] truth, ObjectNode json, List<String> results) {
        int n = truth.length;
        double[] fixed = new double[n];
        double[] smooth = new double[n];
        double[] attitude = new double[n];
        for (int i = 0; i < n; i++) {
            fixed[i] = off(t.points().get(i).fixM(), truth[i]);
            smooth[i] = off(t.points().get(i).placeM(), truth[i]);
            attitude[i] = truth[i][3];
        }
        results.add(String.format(Locale.ROOT,
                "Truth: single fixes %.2f m off in the median, %.2f m at most; smoothed %.2f m and %.2f m",
                median(fixed), most(fixed), median(smooth), most(smooth)));
        results.add(String.format(Locale.ROOT, "Truth: attitude %.3f deg off in the median, %.3f deg at most",
                median(attitude), most(
                        attitude)));
        json.putObject("truth").put("fixMedianM", median(fixed)).put("fixMostM", most(fixed))
                .put("smoothMedianM", median(
                        smooth))
                .put("smoothMostM", most(smooth)).put("attitudeMedianDeg", median(attitude))
                .put("attitudeMostDeg", most(
                        attitude));
    }

    private static double median(double[] v) {
        double[] sorted = v.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double most(double[] v) {
        return java.util.Arrays.stream(v).max().orElse(Double.NaN);
    }

    private static double[] column(Trajectory t, java.util.function.ToDoubleFunction<Trajectory.Point> of) {
        return t.points().stream().mapToDouble(of).toArray();
    }

    private static double[] column(double[][] rows, int k) {
        return java.util.Arrays.stream(rows).mapToDouble(r -> r[k]).toArray();
    }

    private String profile(Trajectory t, double[][] truth) throws IOException {
        XYChart chart = Charts.of("Height over the last fix", "time, s", "m");
        double[] time = column(t, Trajectory.Point::timeS);
        if (truth != null) Charts.line(chart, "truth", time, column(truth, 2), Charts.TRUTH, 3);
        Charts.line(chart, "smoothed", time, column(t, p -> p.placeM()[2]), Charts.FIT, 1.4f);
        Charts.points(chart, "fixes", time, column(t, p -> p.fixM()[2]), Charts.MEASURED);
        Charts.across(chart, time[0], time[time.length - 1]);
        chart.getStyler().setLegendPosition(org.knowm.xchart.style.Styler.LegendPosition.InsideNE);
        return folder.plot("trajectory-height.png", chart);
    }

    private String ground(Trajectory t, double[][] truth) throws IOException {
        XYChart chart = Charts.of("Way over the ground", "east of the last fix, m", "north, m");
        if (truth != null) Charts.line(chart, "truth", column(truth, 0), column(truth, 1), Charts.TRUTH, 3);
        Charts.line(chart, "smoothed", column(t, p -> p.placeM()[0]), column(t, p -> p.placeM()[1]), Charts.FIT, 1.4f);
        Charts.points(chart, "fixes", column(t, p -> p.fixM()[0]), column(t, p -> p.fixM()[1]), Charts.MEASURED);
        return folder.plot("trajectory-ground.png", chart);
    }

    private String errors(Trajectory t, double[][] truth) throws IOException {
        XYChart chart = Charts.of("Distance from the truth", "time, s", "m");
        double[] time = column(t, Trajectory.Point::timeS);
        double[] fixed = new double[time.length];
        double[] smooth = new double[time.length];
        for (int i = 0; i < time.length; i++) {
            fixed[i] = off(t.points().get(i).fixM(), truth[i]);
            smooth[i] = off(t.points().get(i).placeM(), truth[i]);
        }
        Charts.points(chart, "fixes", time, fixed, Charts.MEASURED);
        Charts.line(chart, "smoothed", time, smooth, Charts.FIT, 1.6f);
        Charts.across(chart, time[0], time[time.length - 1]);
        chart.getStyler().setLegendPosition(org.knowm.xchart.style.Styler.LegendPosition.InsideNE);
        return folder.plot("trajectory-error.png", chart);
    }

    private String table(Trajectory t, double[][] truth) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < t.points().size(); i++) {
            Trajectory.Point p = t.points().get(i);
            rows.add(
                    String.format(Locale.ROOT, "%s,%.6f,%d,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,"
                            + "%.7f %.7f %.7f %.7f,%s,%s,%s,%s", series.name(p.frame()), p.timeS(), p.used() ? 1 : 0,
                            p.fixM()[0], p
                                    .fixM()[1],
                            p.fixM()[2], p.placeM()[0], p.placeM()[1], p.placeM()[2], p.velocityMps()[0], p
                                    .velocityMps()[1],
                            p.velocityMps()[2], p.sigmaM()[0], p.sigmaM()[1], p.sigmaM()[2], p
                                    .attitude().w,
                            p.attitude().x, p.attitude().y, p.attitude().z, told(truth, i, 0), told(
                                    truth, i, 1),
                            told(truth, i, 2), told(truth, i, 3)));
        }
        return folder.table("trajectory.csv",
                "file,timeS,used,fixEastM,fixNorthM,fixUpM,eastM,northM,upM,velocityEastMps,"
                        + "velocityNorthMps,velocityUpMps,sigmaEastM,sigmaNorthM,sigmaUpM,quaternion,trueEastM,trueNorthM,trueUpM,"
                        + "attitudeErrorDeg",
                rows);
    }

    private static String told(double[][] truth, int i, int k) {
        return truth == null ? "" : AnalysisFolder.number("%.4f", truth[i][k]);
    }
}
