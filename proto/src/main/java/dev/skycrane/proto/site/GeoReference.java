package dev.skycrane.proto.site;

/**
 * Where the cells of a raster lie on the planet: planetocentric latitude and longitude as linear functions of column and row, which is
 * what both the equirectangular projections and plain latitude-longitude grids are.
 *
 * @param lonOriginDeg longitude of the centre of cell (0, 0)
 * @param latOriginDeg latitude of the centre of cell (0, 0)
 * @param lonPerColumnDeg longitude step
 * @param latPerRowDeg latitude step, negative for north-up
 * @param radiusM radius of the projection's sphere; NaN for a latitude-longitude grid that names none
 */
public record GeoReference(double lonOriginDeg, double latOriginDeg, double lonPerColumnDeg, double latPerRowDeg,
        double radiusM) {
    public double columnOf(double lonDeg) {
        double d = lonDeg - lonOriginDeg;
        d -= 360 * Math.rint(d / 360);
        return d / lonPerColumnDeg;
    }

    public double rowOf(double latDeg) {
        return (latDeg - latOriginDeg) / latPerRowDeg;
    }

    public double lonDeg(double column) {
        return lonOriginDeg + column * lonPerColumnDeg;
    }

    public double latDeg(double row) {
        return latOriginDeg + row * latPerRowDeg;
    }

    /**
     * The reference of a raster in an equirectangular projection.
     *
     * @param projection standard parallel, centre and sphere
     * @param xM easting of the centre of cell (0, 0); {@code yM} northing
     * @param stepXM easting per column; {@code stepYM} northing per row
     */
    static GeoReference ofProjected(Equirectangular projection, double xM, double yM, double stepXM, double stepYM) {
        return new GeoReference(projection.lonDeg(xM), projection.latDeg(yM),
                projection.lonDeg(xM + stepXM) - projection.lonDeg(xM),
                projection.latDeg(yM + stepYM) - projection.latDeg(yM), projection.radiusM());
    }
}
