package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterTable;

/**
 * Landing hazard in square cells around a point of the map, 0 (safe) to 255 (deadly): the worse of the map's own hazard layer, where it
 * has one, and what the elevation shows (dossier section 5.7: cells of 10 m out of a finer model). A plane is laid through the posts of
 * a cell and its edge: its slope, the deviation of the posts from it, and the highest post above it, each relative to a limit,
 * add as squares, so that small ones stay small. A post above the plane is a rock only where the posts are fine enough to show
 * one. Immutable after construction, so that flights may share it.
 */
public final class HazardMap {
    static final int DEADLY = 255;
    /** Default of {@code trn.hazard.safeBelow}. */
    public static final int SAFE_BELOW = 128;

    final double cellM;
    final int size;
    final double westM;
    final double northM;
    private final int safeBelow;
    private final byte[] hazard;

    /** @param eastM @param northM middle of the grid in map coordinates */
    public HazardMap(ParameterTable p, SiteMap map, double eastM, double northM) {
        cellM = p.scalar("trn.hazard.cellM", "m", 10, 2, 100, "cell of the hazard grid (dossier section 5.7)");
        double halfM = p.scalar("trn.hazard.halfExtentM", "m", 5000, 500, 20000,
                "half width of the hazard grid about the site's target");
        safeBelow = p.integer("trn.hazard.safeBelow", "1", SAFE_BELOW, 1, DEADLY,
                "hazard below which a cell counts as safe, for the choice of the target and in the report");
        size = 2 * (int) (halfM / cellM) + 1;
        westM = eastM - (size / 2) * cellM;
        this.northM = northM + (size / 2) * cellM;
        hazard = new byte[size * size];
        TerrainHazard terrain = new TerrainHazard(p, map, cellM);
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                int h = mapped(map, c, r) ? terrain.at(eastM(c), northM(r)) : DEADLY;
                if (map.hazard != null && h < DEADLY) h = Math.max(h, layer(map, eastM(c), northM(r)));
                hazard[r * size + c] = (byte) h;
            }
        }
    }

    double eastM(int column) {
        return westM + column * cellM;
    }

    double northM(int row) {
        return northM - row * cellM;
    }

    int column(double eastM) {
        return (int) Math.floor((eastM - westM) / cellM + 0.5);
    }

    int row(double north) {
        return (int) Math.floor((northM - north) / cellM + 0.5);
    }

    /** Hazard of a cell; outside the grid everything is deadly. */
    int at(int column, int row) {
        if (column < 0 || row < 0 || column >= size || row >= size) return DEADLY;
        return hazard[row * size + column] & 0xff;
    }

    boolean isSafe(int column, int row) {
        return at(column, row) < safeBelow;
    }

    /** Hazard at a place of the map. */
    public int hazardAt(double eastM, double north) {
        return at(column(eastM), row(north));
    }

    /** Whether the cell at a place of the map counts as safe. */
    public boolean isSafeAt(double eastM, double north) {
        return isSafe(column(eastM), row(north));
    }

    private boolean mapped(SiteMap map, int column, int row) {
        double c = (eastM(column) - map.demWestM) / map.demPostM;
        double r = (map.demNorthM - northM(row)) / map.demPostM;
        return c >= 0 && r >= 0 && c <= map.demWidth - 1 && r <= map.demHeight - 1;
    }

    /** The worst of the layer's cells whose middles lie in the cell, or the nearest one. */
    private int layer(SiteMap map, double eastM, double north) {
        double reach = 0.5 * cellM / map.hazardCellM;
        double c = (eastM - map.hazardWestM) / map.hazardCellM;
        double r = (map.hazardNorthM - north) / map.hazardCellM;
        int worst = layerCell(map, (int) Math.floor(c + 0.5), (int) Math.floor(r + 0.5));
        for (int y = (int) Math.ceil(r - reach); y <= (int) Math.floor(r + reach); y++)
            for (int x = (int) Math.ceil(c - reach); x <= (int) Math.floor(c + reach); x++)
                worst = Math.max(worst, layerCell(map, x, y));
        return worst;
    }

    private static int layerCell(SiteMap map, int column, int row) {
        if (column < 0 || row < 0 || column >= map.hazardWidth || row >= map.hazardHeight) return DEADLY;
        return map.hazard[row * map.hazardWidth + column] & 0xff;
    }
}
