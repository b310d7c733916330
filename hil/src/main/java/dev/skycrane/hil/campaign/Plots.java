package dev.skycrane.hil.campaign;

import dev.skycrane.flight.trn.SiteMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** The plots of a campaign: where it landed, how it came down, how well it knew where it was. */
final class Plots {
    private static final int MAP_PX = 700;
    private static final double MAX_HALF_M = 20_000;
    private static final int MAX_LINES = 400;
    private static final int BINS = 40;
    private static final int ELLIPSE_POINTS = 73;
    private static final double[] BAND_SHARES = {0.01, 0.5, 0.99};

    private final CampaignSetup setup;
    private final List<CaseResult> results;
    private final Summary summary;
    private final String subtitle;

    Plots(CampaignSetup setup, List<CaseResult> results) {
        this.setup = setup;
        this.results = results;
        summary = new Summary(results);
        subtitle = String.format(Locale.ROOT, "%d cases, scenario %s, seed %d, vision: %s", results.size(),
                setup.scenario.name(), setup.seed, setup.vision == VisionMode.MODEL ? "error model" : "images");
    }

    /** First contacts on the map about the site's target, coloured by outcome, with their 99 % ellipse. */
    String dispersion() throws IOException {
        double halfM = 500;
        for (CaseResult r : results) {
            double e = Math.abs(r.value(Measure.TOUCHDOWN_EAST));
            double n = Math.abs(r.value(Measure.TOUCHDOWN_NORTH));
            if (!Double.isNaN(e + n)) halfM = Math.max(halfM, 1.1 * Math.max(e, n));
        }
        Map<String, Object> e99 = ellipse99();
        if (!e99.isEmpty()) {
            double centreM = Math.max(Math.abs((double) e99.get("centreEastM")),
                    Math.abs((double) e99.get("centreNorthM")));
            halfM = Math.max(halfM, centreM + 1.05 * (double) e99.get("semiMajorM"));
        }
        halfM = Math.min(halfM, MAX_HALF_M);
        Svg svg = new Svg(MAP_PX, MAP_PX, "Touchdown about the site's target", subtitle).limits(-halfM, halfM, -halfM,
                halfM);
        svg.image(background(halfM));
        for (CaseResult r : results) {
            double e = r.value(Measure.TOUCHDOWN_EAST);
            double n = r.value(Measure.TOUCHDOWN_NORTH);
            if (Double.isNaN(e + n) || Math.max(Math.abs(e), Math.abs(n)) > halfM) continue;
            boolean landed = r.outcome().equals(CaseResult.LANDED);
            svg.dot(e, n, 2.5, landed ? "fill=\"#ffd21f\" stroke=\"black\" stroke-width=\"0.4\"" : "fill=\"#ff2020\"");
        }
        ellipse(svg);
        double arm = halfM / 25;
        String cross = "stroke=\"#00d0ff\" stroke-width=\"2\"";
        svg.line(new double[]{-arm, arm}, new double[]{0, 0}, cross)
                .line(new double[]{0, 0}, new double[]{-arm, arm}, cross);
        double step = Svg.step(2 * halfM);
        return svg.axes("east of the site's target, m; cross: target; dots: landed, red: not; line: 99 % ellipse", step,
                "north, m", step).end();
    }

    private Map<String, Object> ellipse99() {
        return Summary.ellipse(summary.values(Measure.TOUCHDOWN_EAST), summary.values(Measure.TOUCHDOWN_NORTH));
    }

    private void ellipse(Svg svg) {
        Map<String, Object> e = ellipse99();
        if (e.isEmpty()) return;
        double azimuth = Math.toRadians((double) e.get("majorAxisAzimuthDeg"));
        double[] x = new double[ELLIPSE_POINTS];
        double[] y = new double[ELLIPSE_POINTS];
        for (int i = 0; i < ELLIPSE_POINTS; i++) {
            double angle = 2 * Math.PI * i / (ELLIPSE_POINTS - 1);
            double along = (double) e.get("semiMajorM") * StrictMath.cos(angle);
            double across = (double) e.get("semiMinorM") * StrictMath.sin(angle);
            x[i] = (double) e.get("centreEastM") + along * StrictMath.sin(azimuth) + across * StrictMath.cos(azimuth);
            y[i] = (double) e.get("centreNorthM") + along * StrictMath.cos(azimuth) - across * StrictMath.sin(azimuth);
        }
        svg.line(x, y, "stroke=\"#00d0ff\" stroke-width=\"1.5\"");
    }

    /** The map's appearance about the site's target. */
    private byte[] background(double halfM) throws IOException {
        SiteMap map = setup.map;
        double eastM = map.eastM(setup.siteLonRad);
        double northM = map.northM(setup.siteLatRad);
        BufferedImage image = new BufferedImage(MAP_PX, MAP_PX, BufferedImage.TYPE_BYTE_GRAY);
        for (int r = 0; r < MAP_PX; r++) {
            for (int c = 0; c < MAP_PX; c++) {
                double e = eastM + ((c + 0.5) / MAP_PX * 2 - 1) * halfM;
                double n = northM - ((r + 0.5) / MAP_PX * 2 - 1) * halfM;
                long column = Math.round((e - map.westM) / map.pixelM);
                long row = Math.round((map.northM - n) / map.pixelM);
                boolean inside = column >= 0 && row >= 0 && column < map.width && row < map.height;
                image.getRaster().setSample(c, r, 0,
                        inside ? map.appearance[(int) (row * map.width + column)] & 0xff : 255);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** Height over speed, case by case, with median and 1 and 99 percentiles. */
    String fan() {
        double[] speeds = Measure.PROFILE_MPS.stream().mapToDouble(v -> v).toArray();
        double topKm = 10
                * Math.ceil(0.1 * results.stream().mapToDouble(r -> r.values()[Measure.profileIndex(0)] / 1000)
                        .filter(v -> !Double.isNaN(v)).max().orElse(50));
        Svg svg = new Svg(900, 560, "Height against speed", subtitle).limits(5500, 0, -5, topKm);
        for (CaseResult r : results.subList(0, Math.min(MAX_LINES, results.size()))) {
            double[] km = new double[speeds.length];
            for (int i = 0; i < speeds.length; i++)
                km[i] = r.values()[Measure.profileIndex(i)] / 1000;
            svg.line(speeds, km, "stroke=\"#7090c0\" stroke-width=\"0.5\" opacity=\"0.5\"");
        }
        for (double share : BAND_SHARES) {
            double[] km = new double[speeds.length];
            for (int i = 0; i < speeds.length; i++)
                km[i] = heightKm(i, share);
            svg.line(speeds, km, share == 0.5
                    ? "stroke=\"black\" stroke-width=\"1.6\""
                    : "stroke=\"#c03020\" stroke-width=\"1\" stroke-dasharray=\"5 3\"");
        }
        return svg.axes("speed relative to the planet, m/s; black: median, red: 1 and 99 percentiles", 500,
                "height above the areoid, km", 10).end();
    }

    private double heightKm(int speed, double share) {
        double[] sorted = results.stream().mapToDouble(r -> r.values()[Measure.profileIndex(speed)])
                .filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : Summary.percentile(sorted, share) / 1000;
    }

    /** Histogram of navigation's horizontal error when the target was chosen. */
    String selectionError() {
        double[] errors = summary.values(Measure.SELECTION_ERROR);
        Arrays.sort(errors);
        double top = errors.length == 0 ? 1 : Math.max(0.1, 1.05 * errors[errors.length - 1]);
        int[] counts = new int[BINS];
        for (double e : errors)
            counts[Math.min(BINS - 1, (int) (e / top * BINS))]++;
        double most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        Svg svg = new Svg(900, 480, "Horizontal error of navigation at target selection", subtitle).limits(0, top, 0,
                1.1 * most);
        for (int i = 0; i < BINS; i++)
            svg.bar(top * i / BINS, top * (i + 1) / BINS, counts[i], "fill=\"#7090c0\" stroke=\"white\"");
        if (errors.length > 0) {
            for (double share : new double[]{0.5, 0.99}) {
                double at = Summary.percentile(errors, share);
                svg.line(new double[]{at, at}, new double[]{0, 1.05 * most}, "stroke=\"#c03020\"");
                svg.text(at, 1.05 * most, String.format(Locale.ROOT, " %.0f %%: %.2f m", 100 * share, at),
                        share > 0.5 ? "text-anchor=\"end\" fill=\"#c03020\"" : "fill=\"#c03020\"");
            }
        }
        return svg.axes("error, m", Svg.step(top), "cases", Math.max(1, Svg.step(most))).end();
    }
}
