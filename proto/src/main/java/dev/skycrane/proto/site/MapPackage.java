package dev.skycrane.proto.site;

import dev.skycrane.proto.InputException;

/**
 * A landing-site map in memory: what the folder holds. Rasters are row-major from the north-west. Immutable by agreement: arrays are
 * not written after construction.
 */
public final class MapPackage {
    public final SiteInfo site;
    /** Brightness, 0 to 255. */
    public final MapGrid appearanceGrid;
    public final byte[] appearance;
    /** Height above the sphere of {@link SiteInfo#areoidRadiusM}, m. */
    public final MapGrid elevationGrid;
    public final float[] elevationM;
    /** 0 (safe) to 255 (deadly), or null; the grid is null with it. */
    public final MapGrid hazardGrid;
    public final byte[] hazard;

    /** @throws InputException when the elevation does not cover the appearance */
    public MapPackage(SiteInfo site, MapGrid appearanceGrid, byte[] appearance, MapGrid elevationGrid,
            float[] elevationM, MapGrid hazardGrid, byte[] hazard) {
        this.site = site;
        this.appearanceGrid = appearanceGrid;
        this.appearance = appearance;
        this.elevationGrid = elevationGrid;
        this.elevationM = elevationM;
        this.hazardGrid = hazardGrid;
        this.hazard = hazard;
        require("appearance", appearanceGrid, appearance.length);
        require("elevation", elevationGrid, elevationM.length);
        if (hazard != null) require("hazard", hazardGrid, hazard.length);
        if (!elevationGrid.covers(appearanceGrid)) {
            throw InputException.of("map", "elevation", extent(elevationGrid),
                    "to cover the appearance, " + extent(appearanceGrid));
        }
    }

    private static void require(String what, MapGrid grid, int length) {
        if (grid.cells() != length) {
            throw new IllegalArgumentException(what + ": length=" + length + ", expected " + grid.cells());
        }
    }

    /** A grid's edges, for people: east and north ranges in metres. */
    static String extent(MapGrid g) {
        return String.format(java.util.Locale.ROOT, "east %.0f to %.0f m north %.0f to %.0f m", g.edgeWestM(),
                g.edgeEastM(), g.edgeSouthM(), g.edgeNorthM());
    }
}
