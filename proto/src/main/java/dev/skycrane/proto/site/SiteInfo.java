package dev.skycrane.proto.site;

/**
 * What {@code site.yaml} says. The projection is equirectangular on a sphere, planetocentric:
 * {@code east = referenceRadiusM * cos(centreLat) * (lon - centreLon)}, {@code north = referenceRadiusM * (lat - centreLat)}.
 *
 * @param centreLatDeg centre of the projection, also its standard parallel
 * @param referenceRadiusM sphere of the projection
 * @param areoidRadiusM radius of elevation zero at the site
 * @param targetLatDeg where to land
 * @param sunAzimuthDeg direction of the light in the appearance raster, clockwise from north; NaN when not known
 * @param sunElevationDeg height of that light above the horizon; NaN when not known
 * @param provenance where the data come from, for people
 */
public record SiteInfo(String name, double centreLatDeg, double centreLonDeg, double referenceRadiusM,
        double areoidRadiusM, double targetLatDeg, double targetLonDeg, double sunAzimuthDeg, double sunElevationDeg,
        String provenance) {
    /** Whether the light of the appearance raster is known. */
    public boolean sunKnown() {
        return !Double.isNaN(sunAzimuthDeg) && !Double.isNaN(sunElevationDeg);
    }
}
