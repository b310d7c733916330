package dev.skycrane.ground.analysis.trajectory;

import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.proto.InputException;
import georegression.struct.so.Quaternion_F64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Way and attitude from the fixes of a series of pictures.
 *
 * @param points one for every picture that was found, in order
 * @param missing pictures that were not found
 * @param leftOut fixes that contradict their neighbours
 * @param originM planet-fixed place of the axes' origin, the last fix
 */
public record Trajectory(List<Point> points, int missing, int leftOut, double[] originM) {
    private static final int LEAST = 4;

    /**
     * One picture.
     *
     * @param frame index in the series
     * @param fixM east, north, up of the fix, m
     * @param placeM the same, smoothed
     * @param velocityMps east, north, up
     * @param sigmaM of the smoothed place
     * @param attitude planet-fixed from camera axes, as fixed
     * @param used whether the fix took part
     */
    public record Point(int frame, double timeS, double[] fixM, double[] placeM, double[] velocityMps, double[] sigmaM,
            Quaternion_F64 attitude, boolean used) {}

    /** @param areoidRadiusM radius of height zero at the site, m */
    public static Trajectory of(FrameSeries series, Map<String, FixFile.Fix> fixes, double areoidRadiusM) {
        List<Integer> frames = new ArrayList<>();
        for (int i = 0; i < series.size(); i++)
            if (fixes.get(series.name(i)) != null) frames.add(i);
        int n = frames.size();
        if (n < LEAST)
            throw InputException.of("trajectory", "pictures with a fix", n,
                    "at least " + LEAST + " of " + series.size());
        double[][] planet = new double[n][];
        for (int i = 0; i < n; i++)
            planet[i] = planetFixed(fixes.get(series.name(frames.get(i))), areoidRadiusM);
        LocalAxes axes = new LocalAxes(planet[n - 1]);
        double[] time = new double[n];
        double[][] value = new double[3][n];
        double[][] sigma = new double[3][n];
        for (int i = 0; i < n; i++) {
            time[i] = series.timeS(frames.get(i));
            double[] enu = axes.of(planet[i]);
            for (int k = 0; k < 3; k++) {
                value[k][i] = enu[k];
                sigma[k][i] = Math.max(0.05, fixes.get(series.name(frames.get(i))).sigmaM()[k]);
            }
        }
        FixSmoother.Smooth[] s = new FixSmoother.Smooth[3];
        for (int k = 0; k < 3; k++)
            s[k] = FixSmoother.of(time, value[k], sigma[k]);
        List<Point> points = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < n; i++) {
            boolean used = !(s[0].leftOut()[i] || s[1].leftOut()[i] || s[2].leftOut()[i]);
            if (!used) leftOut++;
            points.add(new Point(frames.get(i), time[i], new double[]{value[0][i], value[1][i], value[2][i]},
                    new double[]{s[0].position()[i], s[1].position()[i], s[2].position()[i]},
                    new double[]{s[0].velocity()[i],
                        s[1].velocity()[i], s[2].velocity()[i]},
                    new double[]{s[0].sigmaM()[i], s[1].sigmaM()[i], s[2].sigmaM()[i]},
                    fixes.get(series.name(frames.get(i)))
                            .attitude(),
                    used));
        }
        return new Trajectory(points, series.size() - n, leftOut, planet[n - 1]);
    }

    private static double[] planetFixed(FixFile.Fix fix, double areoidRadiusM) {
        double lat = Math.toRadians(fix.latDeg());
        double lon = Math.toRadians(fix.lonDeg());
        double r = areoidRadiusM + fix.heightM();
        return new double[]{r * Math.cos(lat) * Math.cos(lon), r * Math.cos(lat) * Math.sin(lon), r * Math.sin(lat)};
    }
}
