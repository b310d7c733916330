package dev.skycrane.ground.analysis.trajectory;

/** East, north and up about a planet-fixed place, on the sphere through it. */
public final class LocalAxes {
    private final double[] origin;
    private final double[][] axes;

    /** @param originM planet-fixed, m */
    public LocalAxes(double[] originM) {
        origin = originM.clone();
        double lon = Math.atan2(origin[1], origin[0]);
        double lat = Math.atan2(origin[2], Math.hypot(origin[0], origin[1]));
        axes = new double[][]{{-Math.sin(lon), Math.cos(lon), 0},
            {-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(
                    lon),
                Math.cos(lat)},
            {Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)}};
    }

    /** East, north, up of a planet-fixed place, m. */
    public double[] of(double[] planetM) {
        double[] out = new double[3];
        for (int k = 0; k < 3; k++)
            for (int i = 0; i < 3; i++)
                out[k] += axes[k][i] * (planetM[i] - origin[i]);
        return out;
    }
}
