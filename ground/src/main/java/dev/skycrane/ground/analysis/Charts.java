package dev.skycrane.ground.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots of one look: measured in colour, truth as a dark line behind. */
final class Charts {
    static final Color MEASURED = new Color(0xc4, 0x4e, 0x1c);
    static final Color SECOND = new Color(0x1c, 0x6e, 0x8c);
    static final Color TRUTH = new Color(0x30, 0x30, 0x30);
    static final Color PALE = new Color(0x90, 0x90, 0x90);
    static final Color FIT = new Color(0x4a, 0x7d, 0x2c);
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 460;

    private Charts() {}

    static XYChart of(String title, String x, String y) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y)
                .build();
        var style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xe4, 0xe0, 0xd8));
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        style.setLegendPosition(Styler.LegendPosition.InsideSE);
        style.setLegendBorderColor(new Color(0xe4, 0xe0, 0xd8));
        style.setMarkerSize(5);
        return chart;
    }

    /** The axis from left to right, with ends that give round marks. */
    static void across(XYChart chart, double from, double to) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, to - from)))) / 5;
        chart.getStyler().setXAxisMin(Math.floor(from / step + 1e-9) * step);
        chart.getStyler().setXAxisMax(Math.ceil(to / step - 1e-9) * step);
    }

    /** Points without a line. */
    static void points(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries s = add(chart, name, x, y, colour);
        if (s == null) return;
        s.setLineStyle(SeriesLines.NONE);
        s.setMarker(SeriesMarkers.CIRCLE);
        s.setMarkerColor(colour);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, Color colour, float width) {
        XYSeries s = add(chart, name, x, y, colour);
        if (s == null) return;
        s.setLineStyle(new BasicStroke(width));
        s.setMarker(SeriesMarkers.NONE);
    }

    /** Only where both are numbers; a plot without any is not drawn. */
    private static XYSeries add(XYChart chart, String name, double[] x, double[] y, Color colour) {
        double[] kx = new double[x.length];
        double[] ky = new double[x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) continue;
            kx[n] = x[i];
            ky[n++] = y[i];
        }
        if (n == 0) return null;
        XYSeries s = chart.addSeries(name, Arrays.copyOf(kx, n), Arrays.copyOf(ky, n));
        s.setLineColor(colour);
        return s;
    }
}
