package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Trig;

/**
 * Map of a landing site in memory: appearance and elevation on north-up square grids of a local equirectangular projection,
 * {@code east = referenceRadiusM * cos(centreLatRad) * (lon - centreLonRad)}, {@code north = referenceRadiusM * (lat - centreLatRad)},
 * planetocentric. Pixel (column 0, row 0) is the north-west corner's; grid coordinates are of pixel centres.
 * Elevation is above the sphere of {@link #areoidRadiusM}. Immutable by agreement: arrays are not written after loading.
 */
public final class SiteMap {
    /** Radius of the map projection's sphere, m. */
    public final double referenceRadiusM;
    /** Radius of zero elevation at the site, m. */
    public final double areoidRadiusM;
    public final double centreLatRad;
    public final double centreLonRad;

    /** Appearance, 8 bit, row-major, {@link #width} x {@link #height}. */
    public final byte[] appearance;
    public final int width;
    public final int height;
    /** Pixel size, m. */
    public final double pixelM;
    /** East and north of the centre of pixel (0, 0), m. */
    public final double westM;
    public final double northM;

    /** Elevation, m, row-major, {@link #demWidth} x {@link #demHeight}; covers the appearance grid. */
    public final float[] elevationM;
    public final int demWidth;
    public final int demHeight;
    public final double demPostM;
    public final double demWestM;
    public final double demNorthM;
    private final double demPostsPerM;
    /** Highest elevation, m. */
    public final double highestM;

    /** Hazard 0 (safe) to 255 (deadly) on its own grid, or null. */
    public final byte[] hazard;
    public final int hazardWidth;
    public final int hazardHeight;
    public final double hazardCellM;
    public final double hazardWestM;
    public final double hazardNorthM;

    /** A georeferenced grid: size, cell and the centre of cell (0, 0). */
    public record Grid(int width, int height, double cellM, double westM, double northM) {}

    public SiteMap(double referenceRadiusM, double areoidRadiusM, double centreLatRad, double centreLonRad, Grid image,
            byte[] appearance, Grid dem, float[] elevationM, Grid hazardGrid, byte[] hazard) {
        this.referenceRadiusM = referenceRadiusM;
        this.areoidRadiusM = areoidRadiusM;
        this.centreLatRad = centreLatRad;
        this.centreLonRad = centreLonRad;
        this.appearance = appearance;
        this.width = image.width();
        this.height = image.height();
        this.pixelM = image.cellM();
        this.westM = image.westM();
        this.northM = image.northM();
        this.elevationM = elevationM;
        this.demWidth = dem.width();
        this.demHeight = dem.height();
        this.demPostM = dem.cellM();
        demPostsPerM = 1 / demPostM;
        this.demWestM = dem.westM();
        this.demNorthM = dem.northM();
        this.hazard = hazard;
        this.hazardWidth = hazardGrid == null ? 0 : hazardGrid.width();
        this.hazardHeight = hazardGrid == null ? 0 : hazardGrid.height();
        this.hazardCellM = hazardGrid == null ? 0 : hazardGrid.cellM();
        this.hazardWestM = hazardGrid == null ? 0 : hazardGrid.westM();
        this.hazardNorthM = hazardGrid == null ? 0 : hazardGrid.northM();
        highestM = highest(elevationM);
        require("appearance", appearance.length, width, height);
        require("elevation", elevationM.length, demWidth, demHeight);
        if (hazard != null) require("hazard", hazard.length, hazardWidth, hazardHeight);
    }

    private static float highest(float[] elevationM) {
        float most = Float.NEGATIVE_INFINITY;
        for (float e : elevationM)
            most = Math.max(most, e);
        return most;
    }

    private static void require(String what, int length, int width, int height) {
        if (length != (long) width * height) {
            throw new IllegalArgumentException(
                    what + " grid: length=" + length + ", expected " + width + " x " + height);
        }
    }

    /** Bilinear elevation above the areoid radius at (east, north), m; clamped to the edge outside. */
    public double elevationAtM(double eastM, double northM) {
        double c = clamp((eastM - demWestM) * demPostsPerM, demWidth - 1);
        double r = clamp((demNorthM - northM) * demPostsPerM, demHeight - 1);
        int c0 = Math.min((int) c, demWidth - 2);
        int r0 = Math.min((int) r, demHeight - 2);
        double fc = c - c0;
        double fr = r - r0;
        int k = r0 * demWidth + c0;
        double top = elevationM[k] + fc * (elevationM[k + 1] - elevationM[k]);
        double bottom = elevationM[k + demWidth] + fc * (elevationM[k + demWidth + 1] - elevationM[k + demWidth]);
        return top + fr * (bottom - top);
    }

    private static double clamp(double v, int max) {
        return v < 0 ? 0 : Math.min(v, max);
    }

    public double eastM(double lonRad) {
        double d = lonRad - centreLonRad;
        if (d > Math.PI) d -= 2 * Math.PI;
        if (d < -Math.PI) d += 2 * Math.PI;
        return referenceRadiusM * Trig.cos(centreLatRad) * d;
    }

    public double northM(double latRad) {
        return referenceRadiusM * (latRad - centreLatRad);
    }

    public double lonRad(double eastM) {
        return centreLonRad + eastM / (referenceRadiusM * Trig.cos(centreLatRad));
    }

    public double latRad(double northM) {
        return centreLatRad + northM / referenceRadiusM;
    }
}
