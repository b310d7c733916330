package dev.skycrane.hil.campaign;

import java.util.Locale;

/** A picture as SVG text, with the axes of a plot. Numbers in the plot's own units. */
public final class Svg {
    private static final int LEFT = 80;
    private static final int TOP = 50;
    private final StringBuilder s = new StringBuilder();
    private final int width;
    private final int height;
    private double x0;
    private double x1 = 1;
    private double y0;
    private double y1 = 1;

    /** @param width of the plot's area, px */
    public Svg(int width, int height, String title, String subtitle) {
        this.width = width;
        this.height = height;
        int w = width + LEFT + 30;
        int h = height + TOP + 60;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%d\" height=\"%d\" "
                + "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n", w, h, w, h);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", w, h);
        add("<text x=\"%d\" y=\"22\" font-size=\"17\">%s</text>%n", LEFT, escaped(title));
        add("<text x=\"%d\" y=\"40\" fill=\"#555555\">%s</text>%n", LEFT, escaped(subtitle));
    }

    /** Limits of the axes; the first may be the larger. */
    public Svg limits(double fromX, double toX, double fromY, double toY) {
        x0 = fromX;
        x1 = toX;
        y0 = fromY;
        y1 = toY;
        return this;
    }

    private double px(double x) {
        return LEFT + (x - x0) / (x1 - x0) * width;
    }

    private double py(double y) {
        return TOP + height - (y - y0) / (y1 - y0) * height;
    }

    /** Frame, ticks and labels. */
    public Svg axes(String xLabel, double xStep, String yLabel, double yStep) {
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"black\"/>%n", LEFT, TOP, width,
                height);
        for (double x = Math.ceil(Math.min(x0, x1) / xStep) * xStep; x <= Math.max(x0, x1) + 1e-9; x += xStep) {
            add("<path d=\"M%.2f %d v6\" stroke=\"black\"/><text x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    px(x), TOP + height, px(x), TOP + height + 20, number(x));
        }
        for (double y = Math.ceil(Math.min(y0, y1) / yStep) * yStep; y <= Math.max(y0, y1) + 1e-9; y += yStep) {
            add("<path d=\"M%d %.2f h-6\" stroke=\"black\"/><text x=\"%d\" y=\"%.2f\" text-anchor=\"end\">%s</text>%n",
                    LEFT, py(y), LEFT - 9, py(y) + 4, number(y));
        }
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", LEFT + width / 2, TOP + height + 44,
                escaped(xLabel));
        add("<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n", TOP + height / 2,
                escaped(yLabel));
        return this;
    }

    /** A line through points; not-a-number points are left out. @param style stroke, width, opacity as SVG attributes */
    public Svg line(double[] x, double[] y, String style) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i]) || Double.isNaN(y[i])) continue;
            d.append(String.format(Locale.ROOT, "%s%.1f %.1f", d.length() == 0 ? "M" : "L", px(x[i]), py(y[i])));
        }
        add("<path d=\"%s\" fill=\"none\" %s/>%n", d, style);
        return this;
    }

    /** @param radius px */
    public Svg dot(double x, double y, double radius, String style) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>%n", px(x), py(y), radius, style);
        return this;
    }

    /** A bar from zero up. */
    public Svg bar(double left, double right, double top, String style) {
        add("<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" %s/>%n", px(left), py(top),
                px(right) - px(left), py(0) - py(top), style);
        return this;
    }

    /** Words at a place. */
    public Svg text(double x, double y, String text, String style) {
        add("<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>%n", px(x), py(y), style, escaped(text));
        return this;
    }

    /** A PNG over the whole of the plot's area. */
    public Svg image(byte[] png) {
        String data = java.util.Base64.getEncoder().encodeToString(png);
        add("<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,%s\"/>%n",
                LEFT, TOP, width, height, data);
        return this;
    }

    /** The whole text. */
    public String end() {
        return s + "</svg>\n";
    }

    private void add(String format, Object... args) {
        s.append(String.format(Locale.ROOT, format, args));
    }

    private static String number(double v) {
        return Math.abs(v - Math.rint(v)) < 1e-9
                ? Long.toString(Math.round(v))
                : String.format(Locale.ROOT, "%.4g", v).replaceAll("0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A round step that divides a range into five to ten. */
    public static double step(double range) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(Math.max(range, 1e-9) / 5)));
        double of = range / 5 / power;
        return power * (of >= 5 ? 5 : of >= 2 ? 2 : 1);
    }
}
