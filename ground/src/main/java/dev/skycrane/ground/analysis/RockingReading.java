package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.motion.CameraTurns;
import dev.skycrane.ground.analysis.motion.Rocking;
import dev.skycrane.proto.InputException;
import georegression.geometry.ConvertRotation3D_F64;
import georegression.struct.so.Quaternion_F64;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.knowm.xchart.XYChart;

/** Rocking under the parachute from the frames of a down-look camera. */
final class RockingReading {
    private static final int LEAST_FRAMES = 30;
    /** From this part of all motion on the swinging has one frequency. */
    private static final double LINE = 0.5;

    private final FrameSeries series;
    private final AnalysisFolder folder;

    RockingReading(FrameSeries series, AnalysisFolder folder) {
        this.series = series;
        this.folder = folder;
    }

    /** @throws InputException when the ground cannot be followed for long enough */
    Reading read(Runnable progress) throws IOException {
        if (Double.isNaN(series.focalPx()))
            throw InputException.of("rocking", "field of view of " + series.camera(), "unknown", "--fov");
        CameraTurns turns = series.isEmpty() ? null : CameraTurns.of(series, progress);
        int n = turns == null ? 0 : turns.timeS().length;
        if (n < LEAST_FRAMES)
            throw InputException.of("rocking", "frames of " + series.camera() + " that follow each other", n,
                    "at least "
                            + LEAST_FRAMES + " in which the ground is seen");
        Rocking measured = Rocking.of(turns.timeS(), turns.tiltRad());
        if (measured == null)
            throw InputException.of("rocking", "seconds", turns.timeS()[n - 1] - turns.timeS()[0], "several swings");
        Rocking truth = series.tells("qW") ? Rocking.of(turns.timeS(), truth(turns)) : null;
        ObjectNode json = folder.node().put("camera", series.camera()).put("frames", n).put("breaks", turns.breaks())
                .put(
                        "fromS", turns.timeS()[0])
                .put("toS", turns.timeS()[n - 1]).put("corners", turns.corners()).put(
                        "cornerRmsPx", turns.rmsPx());
        put(json, measured);
        List<String> results = new ArrayList<>();
        results.add(String.format(Locale.ROOT,
                "Strongest swing at %.4f Hz (period %.1f s), standard error %.4f Hz, amplitude %.3f deg;"
                        + " all together %.3f deg RMS",
                measured.frequencyHz(), 1 / measured.frequencyHz(), measured.frequencySigmaHz(),
                Math.toDegrees(measured.amplitudeRad()), Math.toDegrees(measured.rmsRad())));
        results.add(String.format(Locale.ROOT, "%s: %.0f %% of the square of all motion is at this frequency",
                measured.share() > LINE
                        ? "A pendulum's line"
                        : "No line of a pendulum, the strongest of many",
                100 * measured.share()));
        results.add(String.format(Locale.ROOT, "%d frames of %s, %.1f to %.1f s; %d corners a frame, %.2f px left", n,
                series.camera(),
                turns.timeS()[0], turns.timeS()[n - 1], turns.corners(), turns.rmsPx()));
        if (truth != null) compare(measured, truth, json, results);
        return new Reading("rocking", "Rocking under the parachute", results,
                List.of(angles(turns, measured, truth), spectrum(
                        measured, truth), table(turns, measured, truth)),
                json);
    }

    private static void put(ObjectNode json, Rocking r) {
        json.put("frequencyHz", r.frequencyHz()).put("frequencySigmaHz", r.frequencySigmaHz()).put("amplitudeDeg", Math
                .toDegrees(r.amplitudeRad())).put("rmsDeg", Math.toDegrees(r.rmsRad())).put("shareOfMotion", r.share());
    }

    private void compare(Rocking measured, Rocking truth, ObjectNode json, List<String> results) {
        double off = measured.frequencyHz() / truth.frequencyHz() - 1;
        double square = 0;
        int n = measured.detrended()[0].length;
        for (int k = 0; k < 2; k++)
            for (int i = 0; i < n; i++) {
                double d = measured.detrended()[k][i] - truth.detrended()[k][i];
                square += d * d;
            }
        double rmsDeg = Math.toDegrees(Math.sqrt(square / n));
        put(json.putObject("truth"), truth);
        json.put("frequencyErrorShare", off).put("angleErrorRmsDeg", rmsDeg);
        results.add(String.format(Locale.ROOT,
                "True attitude by the same definition: %.4f Hz, amplitude %.3f deg; frequency %+.1f %%,"
                        + " angles %.3f deg RMS apart",
                truth.frequencyHz(), Math.toDegrees(truth.amplitudeRad()), 100 * off, rmsDeg));
    }

    /** Tilt of the true camera against the stretch's first frame. */
    private double[][] truth(CameraTurns turns) {
        DMatrixRMaj[] attitude = new DMatrixRMaj[turns.timeS().length];
        for (int i = 0; i < attitude.length; i++) {
            int k = turns.first() + i;
            Quaternion_F64 q = new Quaternion_F64(series.told(k, "qW"), series.told(k, "qX"), series.told(k, "qY"),
                    series
                            .told(k, "qZ"));
            q.normalize();
            attitude[i] = ConvertRotation3D_F64.quaternionToMatrix(q, null);
        }
        return CameraTurns.tiltRad(attitude);
    }

    private String angles(CameraTurns turns, Rocking measured, Rocking truth) throws IOException {
        XYChart chart = Charts.of("Line of sight of " + series.camera() + ", trend taken out", "time, s", "deg");
        if (truth != null) {
            Charts.line(chart, "truth, to the right", turns.timeS(), degrees(truth.detrended()[0]), Charts.TRUTH, 3);
            Charts.line(chart, "truth, downwards", turns.timeS(), degrees(truth.detrended()[1]), Charts.PALE, 3);
        }
        Charts.line(chart, "pictures, to the right", turns.timeS(), degrees(measured.detrended()[0]), Charts.MEASURED,
                1.4f);
        Charts.line(chart, "pictures, downwards", turns.timeS(), degrees(measured.detrended()[1]), Charts.SECOND, 1.4f);
        Charts.across(chart, turns.timeS()[0], turns.timeS()[turns.timeS().length - 1]);
        return folder.plot("rocking.png", chart);
    }

    private String spectrum(Rocking measured, Rocking truth) throws IOException {
        XYChart chart = Charts.of("Spectrum of both angles", "Hz", "deg^2");
        if (truth != null) Charts.line(chart, "truth", truth.hertz(), squareDegrees(truth.power()), Charts.TRUTH, 3);
        Charts.line(chart, "pictures", measured.hertz(), squareDegrees(measured.power()), Charts.MEASURED, 1.4f);
        Charts.across(chart, 0, Math.min(measured.hertz()[measured.hertz().length - 1], 6 * measured.frequencyHz()));
        chart.getStyler().setLegendPosition(org.knowm.xchart.style.Styler.LegendPosition.InsideNE);
        return folder.plot("rocking-spectrum.png", chart);
    }

    private String table(CameraTurns turns, Rocking measured, Rocking truth) throws IOException {
        double[][] tilt = turns.tiltRad();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < turns.timeS().length; i++)
            rows.add(String.format(
                    Locale.ROOT, "%s,%.6f,%.5f,%.5f,%.5f,%.5f,%s,%s", series.name(turns.first() + i), turns
                            .timeS()[i],
                    Math.toDegrees(tilt[0][i]), Math.toDegrees(tilt[1][i]), Math.toDegrees(measured
                            .detrended()[0][i]),
                    Math.toDegrees(measured.detrended()[1][i]), told(truth, 0, i), told(truth, 1, i)));
        return folder.table("rocking.csv", "file,timeS,rightDeg,downDeg,rightDetrendedDeg,downDetrendedDeg,"
                + "trueRightDetrendedDeg,trueDownDetrendedDeg", rows);
    }

    private static String told(Rocking truth, int row, int i) {
        return truth == null ? "" : AnalysisFolder.number("%.5f", Math.toDegrees(truth.detrended()[row][i]));
    }

    private static double[] degrees(double[] rad) {
        return Arrays.stream(rad).map(Math::toDegrees).toArray();
    }

    private static double[] squareDegrees(double[] rad2) {
        return Arrays.stream(rad2).map(v -> v * Math.toDegrees(1) * Math.toDegrees(1)).toArray();
    }
}
