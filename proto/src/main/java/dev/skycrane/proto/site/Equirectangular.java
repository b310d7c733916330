package dev.skycrane.proto.site;

/**
 * The equirectangular projection on a sphere (Snyder, Map projections: a working manual, USGS PP 1395, chapter 12):
 * {@code x = R cos(standardParallel) (lon - centreLon) + falseEasting}, {@code y = R (lat - centreLat) + falseNorthing}.
 */
public record Equirectangular(double radiusM, double standardParallelDeg, double centreLonDeg, double centreLatDeg,
        double falseEastingM, double falseNorthingM) {
    public double lonDeg(double xM) {
        double k = radiusM * StrictMath.cos(StrictMath.toRadians(standardParallelDeg));
        return centreLonDeg + StrictMath.toDegrees((xM - falseEastingM) / k);
    }

    public double latDeg(double yM) {
        return centreLatDeg + StrictMath.toDegrees((yM - falseNorthingM) / radiusM);
    }
}
