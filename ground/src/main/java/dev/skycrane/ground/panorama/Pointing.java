package dev.skycrane.ground.panorama;

/**
 * Where a frame looks, rad: azimuth clockwise from north, elevation up from the horizon, roll clockwise about the line of sight.
 *
 * @param known false when nobody said; the three numbers are then a first guess
 */
record Pointing(double azimuthRad, double elevationRad, double rollRad, boolean known) {
    /**
     * Axes of the camera in north, east, up: line of sight, to the right, to the top of the frame.
     *
     * @param axes nine numbers, three per axis
     */
    void axes(double[] axes) {
        double ca = Math.cos(azimuthRad);
        double sa = Math.sin(azimuthRad);
        double ce = Math.cos(elevationRad);
        double se = Math.sin(elevationRad);
        double cr = Math.cos(rollRad);
        double sr = Math.sin(rollRad);
        axes[0] = ce * ca;
        axes[1] = ce * sa;
        axes[2] = se;
        // level axes: right is east of the line of sight, top is a quarter turn above it
        double rightN = -sa;
        double rightE = ca;
        double topN = -se * ca;
        double topE = -se * sa;
        axes[3] = cr * rightN - sr * topN;
        axes[4] = cr * rightE - sr * topE;
        axes[5] = -sr * ce;
        axes[6] = sr * rightN + cr * topN;
        axes[7] = sr * rightE + cr * topE;
        axes[8] = cr * ce;
    }

    /** The pointing of a camera whose axes are {@code axes}, as {@link #axes(double[])} lays them out. */
    static Pointing of(double[] axes, boolean known) {
        double elevation = Math.asin(Math.max(-1, Math.min(1, axes[2])));
        double azimuth = Math.atan2(axes[1], axes[0]);
        if (azimuth < 0) azimuth += 2 * Math.PI;
        return new Pointing(azimuth, elevation, Math.atan2(-axes[5], axes[8]), known);
    }
}
