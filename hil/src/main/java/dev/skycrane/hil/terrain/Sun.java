package dev.skycrane.hil.terrain;

/** Direction of the sunlight at the site. */
public final class Sun {
    /**
     * The flown local true solar time 15:15 at Ls 5.5 degrees (dossier section 1.2) and 18.44 N, by the altitude-azimuth formulas:
     * azimuth 257.3 degrees, elevation 39.6 degrees.
     */
    public static final double FLOWN_AZIMUTH_DEG = 257.3;
    public static final double FLOWN_ELEVATION_DEG = 39.6;

    /** Unit vector towards the sun, east, north, up. */
    public final double east;
    public final double north;
    public final double up;

    /** @param azimuthDeg clockwise from north */
    public Sun(double azimuthDeg, double elevationDeg) {
        double azimuth = StrictMath.toRadians(azimuthDeg);
        double elevation = StrictMath.toRadians(elevationDeg);
        up = StrictMath.sin(elevation);
        east = StrictMath.cos(elevation) * StrictMath.sin(azimuth);
        north = StrictMath.cos(elevation) * StrictMath.cos(azimuth);
    }
}
