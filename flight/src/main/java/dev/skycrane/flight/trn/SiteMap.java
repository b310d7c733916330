package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Trig;

/**
 * Map of a landing site in memory: appearance and elevation on north-up square grids of a local equirectangular projection,
 * {@code east = referenceRadiusM * cos(centreLatRad) * (lon - centreLonRad)}, {@code north = referenceRadiusM * (lat - centreLatRad)},
 * planetocentric. Pixel (column 0, row 0) is the north-west corner's; grid coordinates are of pixel centres.
 * Elevation is above the sphere of {@link #areoidRadiusM}. Immutable by agreement: arrays are not written after loading.
 */
public final class SiteMap {
    /** Windows begin and end at multiples of so many cells: two to the number of halvings. */
    private static final int WINDOW_CELLS = 8;
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

    /**
     * The part of the map within {@code halfM} of a place, east and north each, as a map of its own; this one when all of it is. The
     * picture is cut at whole multiples of {@value #WINDOW_CELLS} cells, so that its halvings are those of the whole.
     *
     * @param halfM 0 for the whole map
     */
    public SiteMap window(double middleEastM, double middleNorthM, double halfM) {
        Grid image = cut(new Grid(width, height, pixelM, westM, northM), middleEastM, middleNorthM, halfM, 0);
        if (halfM <= 0 || image.width() == width && image.height() == height) return this;
        // posts beyond the picture's edge, for rays and slopes there
        Grid dem = cut(new Grid(demWidth, demHeight, demPostM, demWestM, demNorthM), middleEastM, middleNorthM, halfM,
                2 * WINDOW_CELLS * Math.max(pixelM, demPostM));
        Grid hazards = hazard == null
                ? null
                : cut(new Grid(hazardWidth, hazardHeight, hazardCellM, hazardWestM,
                        hazardNorthM), middleEastM, middleNorthM, halfM, 0);
        byte[] grey = new byte[image.width() * image.height()];
        copy(appearance, width, firstColumn(image, westM), firstRow(image, northM), grey, image);
        float[] heights = new float[dem.width() * dem.height()];
        copy(elevationM, demWidth, firstColumn(dem, demWestM), firstRow(dem, demNorthM), heights, dem);
        byte[] layer = hazard == null ? null : new byte[hazards.width() * hazards.height()];
        if (hazard != null) {
            copy(hazard, hazardWidth, firstColumn(hazards, hazardWestM), firstRow(hazards, hazardNorthM), layer,
                    hazards);
        }
        return new SiteMap(referenceRadiusM, areoidRadiusM, centreLatRad, centreLonRad, image, grey, dem, heights,
                hazards,
                layer);
    }

    private static Grid cut(Grid g, double middleEastM, double middleNorthM, double halfM, double marginM) {
        double reachM = halfM + marginM;
        int c0 = Math.max(0,
                (int) Math.floor((middleEastM - reachM - g.westM) / g.cellM / WINDOW_CELLS) * WINDOW_CELLS);
        int r0 = Math.max(0,
                (int) Math.floor((g.northM - middleNorthM - reachM) / g.cellM / WINDOW_CELLS) * WINDOW_CELLS);
        int c1 = Math.min(g.width,
                (int) Math.ceil((middleEastM + reachM - g.westM) / g.cellM / WINDOW_CELLS) * WINDOW_CELLS);
        int r1 = Math.min(g.height,
                (int) Math.ceil((g.northM - middleNorthM + reachM) / g.cellM / WINDOW_CELLS) * WINDOW_CELLS);
        if (halfM > 0 && (c1 - c0 < 2 || r1 - r0 < 2)) {
            throw new IllegalArgumentException(
                    "map: window=" + middleEastM + " " + middleNorthM + ", expected a place on the map");
        }
        return new Grid(c1 - c0, r1 - r0, g.cellM, g.westM + c0 * g.cellM, g.northM - r0 * g.cellM);
    }

    private static int firstColumn(Grid g, double fromWestM) {
        return (int) Math.rint((g.westM - fromWestM) / g.cellM);
    }

    private static int firstRow(Grid g, double fromNorthM) {
        return (int) Math.rint((fromNorthM - g.northM) / g.cellM);
    }

    /** @param from array of rows of {@code fromWidth} cells, {@code to} array of the same kind with the cells of {@code g} */
    private static void copy(Object from, int fromWidth, int column, int row, Object to, Grid g) {
        for (int r = 0; r < g.height; r++)
            System.arraycopy(from, (row + r) * fromWidth + column, to, r * g.width, g.width);
    }
}
