package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.ground.analysis.canopy.CanopyFinder;
import dev.skycrane.ground.analysis.canopy.GrowthLaw;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** The parachute's inflation from the frames of one up-look camera. */
final class InflationReading {
    private static final double[] SHOWN = {-0.1, 0.25, 0.5, 0.75, 1.0, 1.6};
    private static final int LEAST_FRAMES = 10;
    /**
     * Lines and riser of 45 m are that much longer under the peak load: 152 kN (dossier section 2.3) at 30 kN/m, the stiffness of the plant's.
     */
    private static final double STRETCH = 0.11;

    private final FrameSeries series;
    private final AnalysisFolder folder;
    private final CanopyFinder finder;

    InflationReading(FrameSeries series, AnalysisFolder folder) {
        this.series = series;
        this.folder = folder;
        finder = new CanopyFinder(series.width(), series.height(), series.focalPx());
    }

    /** @throws InputException when the frames show no inflation */
    Reading read(List<String> notes, Runnable progress) throws IOException {
        int n = series.size();
        if (n < LEAST_FRAMES)
            throw InputException.of("inflation", "frames of " + series.camera(), n, "at least " + LEAST_FRAMES);
        double[] time = series.timesS();
        CanopyFinder.Sight[] sights = new CanopyFinder.Sight[n];
        double[] size = new double[n];
        int damaged = 0;
        int cut = 0;
        for (int i = 0; i < n; i++) {
            try {
                sights[i] = finder.find(series.bands(i));
            } catch (IOException e) {
                damaged++;
            }
            boolean good = sights[i] != null && !sights[i].cut() && sights[i].areaPx() > 0;
            if (sights[i] != null && sights[i].cut()) cut++;
            size[i] = good ? sights[i].size() : Double.NaN;
            progress.run();
        }
        if (damaged > 0)
            notes.add(series.camera() + ": damaged pictures=" + damaged + ", expected 0; they are left out");
        GrowthLaw.Inflation measured = GrowthLaw.of(time, size, STRETCH);
        String table = table(time, sights, size, measured);
        if (measured == null)
            throw InputException.of("inflation", "growth in " + series.camera(), "none",
                    "a canopy that grows and stays; areas are in " + table);
        GrowthLaw.Inflation truth = series.tells("canopyInflation") ? GrowthLaw.of(time, truth(n), 0) : null;
        return reading(measured, truth, time, size, cut, table);
    }

    private static double part(double size, GrowthLaw.Inflation full) {
        return GrowthLaw.unstretched(size / full.fullSize(), STRETCH);
    }

    private double[] truth(int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++)
            out[i] = series.told(i, "canopyInflation");
        return out;
    }

    private String table(double[] time, CanopyFinder.Sight[] sights, double[] size, GrowthLaw.Inflation measured)
            throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < time.length; i++) {
            CanopyFinder.Sight s = sights[i];
            double part = measured == null ? Double.NaN : part(size[i], measured);
            rows.add(String.format(Locale.ROOT, "%s,%.6f,%s,%s,%s,%s,%s", series.name(i), time[i], s == null
                    ? ""
                    : AnalysisFolder.number("%.0f", s.areaPx()),
                    s == null ? "" : AnalysisFolder.number("%.6f", s.share()), s == null
                            ? ""
                            : AnalysisFolder.number("%.6f", s.solidAngleSr()),
                    AnalysisFolder.number("%.4f", part),
                    s != null && s.cut() ? 1 : 0));
        }
        return folder.table("inflation.csv", "file,timeS,areaPx,shareOfPicture,solidAngleSr,partOfFull,cutByEdge",
                rows);
    }

    private Reading reading(GrowthLaw.Inflation m, GrowthLaw.Inflation truth, double[] time, double[] size, int cut,
            String table) throws IOException {
        List<String> results = new ArrayList<>();
        results.add(String.format(Locale.ROOT, "Line stretch to full inflation: %.3f s, standard error %.3f s", m
                .durationS(), m.durationSigmaS()));
        results.add(String.format(Locale.ROOT,
                "Line stretch at %.3f s, full at %.3f s; %d frames of %s in the growth,"
                        + " radii %.1f %% off an even one",
                m.startS(), m.fullS(), m.points(), series.camera(), 100 * m.roughness()));
        ObjectNode json = folder.node().put("camera", series.camera()).put("frames", series.size())
                .put("framesCutByEdge",
                        cut)
                .put("lineStretchS", m.startS()).put("lineStretchSigmaS", m.startSigmaS()).put("fullS", m.fullS())
                .put("durationS", m.durationS()).put("durationSigmaS", m.durationSigmaS())
                .put("roughness", m.roughness())
                .put("framesInGrowth", m.points());
        if (truth != null) {
            json.putObject("truth").put("lineStretchS", truth.startS()).put("fullS", truth.fullS()).put("durationS",
                    truth.durationS());
            json.put("errorS", m.durationS() - truth.durationS());
            results.add(String.format(Locale.ROOT,
                    "Truth by the same definition: %.3f s (%.3f to %.3f s); measured less true %+.3f s",
                    truth.durationS(), truth.startS(), truth.fullS(), m.durationS() - truth.durationS()));
        }
        return new Reading("inflation", "Parachute inflation", results, List.of(plot(m, time, size), frames(m, time),
                table), json);
    }

    private String plot(GrowthLaw.Inflation m, double[] time, double[] size) throws IOException {
        XYChart chart = Charts.of("Projected area of the canopy", "time, s", "part of the full area");
        double[] part = new double[size.length];
        double[] fit = new double[size.length];
        for (int i = 0; i < size.length; i++) {
            part[i] = part(size[i], m);
            fit[i] = m.part(time[i]);
        }
        if (series.tells("canopyInflation"))
            Charts.line(chart, "truth", time, truth(size.length), Charts.TRUTH, 3);
        Charts.line(chart, "fit", time, fit, Charts.FIT, 1.6f);
        Charts.points(chart, series.camera(), time, part, Charts.MEASURED);
        chart.getStyler().setXAxisMin(Math.max(time[0], m.startS() - 0.6));
        chart.getStyler().setXAxisMax(Math.min(time[time.length - 1], m.fullS() + 1.2));
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.2);
        return folder.plot("inflation.png", chart);
    }

    private String frames(GrowthLaw.Inflation m, double[] time) throws IOException {
        List<BufferedImage> pictures = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (double part : SHOWN) {
            double wanted = m.startS() + part * m.durationS();
            int best = 0;
            for (int i = 1; i < time.length; i++)
                if (Math.abs(time[i] - wanted) < Math.abs(time[best] - wanted)) best = i;
            pictures.add(outlined(best));
            words.add(String.format(Locale.ROOT, "%.3f s, %+.3f s after line stretch", time[best], time[best] - m
                    .startS()));
        }
        return folder.picture("inflation-frames.png", Sheet.of(pictures, words, 350, 3));
    }

    /** A frame with the canopy's outline drawn in. */
    private BufferedImage outlined(int i) throws IOException {
        BufferedImage image = series.image(i);
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        out.createGraphics().drawImage(image, 0, 0, null);
        boolean[] canopy = finder.outline(series.bands(i));
        if (canopy == null) return out;
        int w = out.getWidth();
        for (int y = 1; y < out.getHeight() - 1; y++)
            for (int x = 1; x < w - 1; x++) {
                int k = y * w + x;
                boolean edge = canopy[k] && !(canopy[k - 1] && canopy[k + 1] && canopy[k - w] && canopy[k + w]);
                if (edge) {
                    out.setRGB(x, y, 0x10ff60);
                    out.setRGB(x, y - 1, 0x10ff60);
                }
            }
        return out;
    }
}
