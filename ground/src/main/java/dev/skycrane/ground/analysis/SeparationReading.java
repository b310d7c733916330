package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.ground.analysis.debris.Separation;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.motion.CameraTurns;
import dev.skycrane.proto.InputException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** What fell away with the heat shield, from the frames of a down-look camera. */
final class SeparationReading {
    /** Heat shield of Mars 2020, m (dossier section 2.1). */
    private static final double SHIELD_M = 4.5;
    private static final int LEAST_FRAMES = 12;
    private static final int CROPS = 6;
    private static final int CROP_PX = 64;
    /** A flag is right when most of it lies on what came off, px. */
    private static final double ON_IT_PX = 8;

    private final FrameSeries series;
    private final double releaseS;
    private final AnalysisFolder folder;

    /** @param releaseS of the shield, on-board time, s */
    SeparationReading(FrameSeries series, double releaseS, AnalysisFolder folder) {
        this.series = series;
        this.releaseS = releaseS;
        this.folder = folder;
    }

    /** @throws InputException when the ground cannot be followed */
    Reading read(Runnable progress) throws IOException {
        if (series.size() < LEAST_FRAMES)
            throw InputException.of("heat shield", "frames of " + series.camera(), series.size(),
                    "at least " + LEAST_FRAMES);
        if (Double.isNaN(series.focalPx()))
            throw InputException.of("heat shield", "field of view of " + series.camera(), "unknown", "--fov");
        CameraTurns turns = CameraTurns.of(series, () -> {});
        if (turns.timeS().length < LEAST_FRAMES)
            throw InputException.of("heat shield", "frames that follow each other", turns.timeS().length, "at least "
                    + LEAST_FRAMES + " in which the ground is seen");
        Separation s = Separation.of(series, turns, releaseS, SHIELD_M, progress);
        ObjectNode json = folder.node().put("camera", series.camera()).put("frames", series.size()).put("releaseS",
                releaseS).put("framesWithGround", turns.timeS().length);
        List<String> results = new ArrayList<>();
        List<String> files = new ArrayList<>();
        results.add(s.things().isEmpty()
                ? "Nothing left the shield on its own"
                : s.things().size() + (s.things().size() == 1 ? " thing" : " things") + " left the shield on "
                        + (s.things().size() == 1 ? "its" : "their") + " own");
        things(s, json.putArray("things"), results, files);
        shield(s, json, results, files);
        files.add(table(s));
        return new Reading("heatShield", "Heat shield", results, files, json);
    }

    private void things(Separation s, ArrayNode json, List<String> results, List<String> files) throws IOException {
        for (int k = 0; k < s.things().size(); k++) {
            Separation.Thing t = s.things().get(k);
            Separation.Place first = t.places().get(0);
            Separation.Place last = t.places().get(t.places().size() - 1);
            results.add(String.format(Locale.ROOT,
                    "Thing %d: %d frames, %s to %s, %.2f to %.2f s after release, parting from the"
                            + " shield at %.2f m/s across the line of sight",
                    k + 1, t.places().size(), series.name(first.frame()),
                    series.name(last.frame()), first.timeS() - releaseS, last.timeS() - releaseS, t.speedMps()));
            ObjectNode node = json.addObject().put("frames", t.places().size()).put("firstS", first.timeS())
                    .put("lastS", last
                            .timeS())
                    .put("firstFile", series.name(first.frame())).put("lastFile", series.name(last.frame())).put(
                            "partingMps", t.speedMps());
            int on = onSpring(t);
            if (on >= 0) {
                node.put("framesOnTheSpring", on);
                results.add(String.format(Locale.ROOT, "Truth: in %d of %d frames thing %d is the spring", on,
                        t.places().size(),
                        k + 1));
            }
            files.add(marked(s, t, k + 1));
            files.add(crops(t, k + 1));
        }
    }

    /** Frames in which a thing lies where the footage's table has the spring; -1 when it has none. */
    private int onSpring(Separation.Thing t) {
        if (!series.tells("springU")) return -1;
        int on = 0;
        for (Separation.Place p : t.places()) {
            double d = Math.hypot(series.told(p.frame(), "springU") - p.x(), series.told(p.frame(), "springV") - p.y());
            if (d < ON_IT_PX * series.width() / 640.0) on++;
        }
        return on;
    }

    private void shield(Separation s, ObjectNode json, List<String> results, List<String> files) throws IOException {
        List<Separation.Sight> seen = s.shield().stream().filter(v -> v != null).toList();
        json.put("framesWithShield", seen.size());
        if (seen.isEmpty()) return;
        Separation.Sight last = seen.get(seen.size() - 1);
        results.add(String.format(Locale.ROOT,
                "Shield followed in %d of %d frames; %.0f m away %.1f s after release, by its"
                        + " diameter of %.1f m",
                seen.size(), s.shield().size(), last.rangeM(), last.timeS() - releaseS, SHIELD_M));
        double[] time = new double[seen.size()];
        double[] range = new double[seen.size()];
        double[] told = new double[seen.size()];
        List<Double> off = new ArrayList<>();
        List<Double> ratio = new ArrayList<>();
        for (int i = 0; i < time.length; i++) {
            Separation.Sight v = seen.get(i);
            time[i] = v.timeS() - releaseS;
            range[i] = v.rangeM();
            told[i] = series.told(v.frame(), "shieldRangeM");
            if (Double.isNaN(told[i])) continue;
            off.add(Math.hypot(series.told(v.frame(), "shieldU") - v.x(), series.told(v.frame(), "shieldV") - v.y()));
            ratio.add(Math.abs(range[i] / told[i] - 1));
        }
        if (!off.isEmpty()) {
            off.sort(null);
            ratio.sort(null);
            results.add(String.format(Locale.ROOT,
                    "Truth: place of the shield %.1f px off in the median, range %.1f %%", off.get(off
                            .size() / 2),
                    100 * ratio.get(ratio.size() / 2)));
            json.putObject("truth").put("medianPlacePx", off.get(off.size() / 2)).put("medianRangeShare",
                    ratio.get(ratio
                            .size() / 2));
        }
        XYChart chart = Charts.of("Range of the heat shield by its apparent diameter", "time since release, s", "m");
        Charts.line(chart, "truth", time, told, Charts.TRUTH, 3);
        Charts.points(chart, series.camera(), time, range, Charts.MEASURED);
        for (int k = 0; k < s.things().size(); k++) {
            List<Separation.Place> p = s.things().get(k).places();
            Charts.points(chart, "thing " + (k + 1) + " from the shield, x 10", p.stream().mapToDouble(v -> v.timeS()
                    - releaseS).toArray(), p.stream().mapToDouble(v -> 10 * v.fromShieldM()).toArray(), Charts.SECOND);
        }
        Charts.across(chart, 0, time[time.length - 1]);
        files.add(folder.plot("heat-shield.png", chart));
    }

    private String table(Separation s) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Separation.Sight v : s.shield())
            if (v != null)
                rows.add(String.format(Locale.ROOT, "shield,%s,%.6f,%.2f,%.2f,%.2f,%.2f", series.name(v.frame()), v
                        .timeS(), v.x(), v.y(), v.diameterPx(), v.rangeM()));
        for (int k = 0; k < s.things().size(); k++)
            for (Separation.Place p : s.things().get(k).places())
                rows.add(String.format(Locale.ROOT, "thing %d,%s,%.6f,%.2f,%.2f,%.2f,", k + 1, series.name(p.frame()),
                        p.timeS(), p
                                .x(),
                        p.y(), p.sizePx()));
        return folder.table("heat-shield.csv", "what,file,timeS,xPx,yPx,sizePx,rangeM", rows);
    }

    /** A whole frame with shield and thing marked. */
    private String marked(Separation s, Separation.Thing t, int number) throws IOException {
        return folder.picture("thing-" + number + "-frame.png", marked(s, t.places().get(t.places().size() / 3)));
    }

    /** Crops about the thing over its time. */
    private String crops(Separation.Thing t, int number) throws IOException {
        List<BufferedImage> pictures = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int n = t.places().size();
        for (int c = 0; c < CROPS; c++) {
            Separation.Place p = t.places().get(Math.min(n - 1, (int) Math.round((n - 1.0) * c / (CROPS - 1))));
            pictures.add(crop(series.image(p.frame()), p));
            words.add(String.format(Locale.ROOT, "%+.2f s after release, %d of %d", p.timeS() - releaseS, p.frame() + 1,
                    series.size()));
        }
        return folder.picture("thing-" + number + ".png", Sheet.of(pictures, words, 340, 3));
    }

    private BufferedImage crop(BufferedImage image, Separation.Place p) {
        int side = Math.min(Math.min(image.getWidth(), image.getHeight()), CROP_PX * series.width() / 640);
        int x = (int) Math.max(0, Math.min(image.getWidth() - side, Math.round(p.x() - side / 2.0)));
        int y = (int) Math.max(0, Math.min(image.getHeight() - side, Math.round(p.y() - side / 2.0)));
        return image.getSubimage(x, y, side, side);
    }

    private BufferedImage marked(Separation s, Separation.Place p) throws IOException {
        BufferedImage image = series.image(p.frame());
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setStroke(new BasicStroke(2));
        g.setColor(new Color(0x10ff60));
        double r = Math.max(12, 0.8 * p.sizePx());
        g.draw(new Ellipse2D.Double(p.x() - r, p.y() - r, 2 * r, 2 * r));
        for (Separation.Sight v : s.shield()) {
            if (v == null || v.frame() != p.frame()) continue;
            g.setColor(new Color(0x30c8ff));
            double d = v.diameterPx();
            g.draw(new Ellipse2D.Double(v.x() - d / 2, v.y() - d / 2, d, d));
        }
        g.dispose();
        return out;
    }
}
