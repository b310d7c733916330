package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterTable;

/**
 * Landing hazard in square cells around a point of the map, 0 (safe) to 255 (deadly): the map's own hazard layer where it has one, else
 * slope and roughness of its elevation (dossier section 5.7: cells of 10 m). Immutable after construction, so that flights may share it.
 */
public final class HazardMap {
    static final int DEADLY = 255;

    final double cellM;
    final int size;
    final double westM;
    final double northM;
    private final byte[] hazard;

    /** @param eastM @param northM middle of the grid in map coordinates */
    public HazardMap(ParameterTable p, SiteMap map, double eastM, double northM) {
        cellM = p.scalar("trn.hazard.cellM", "m", 10, 2, 100, "cell of the hazard grid (dossier section 5.7)");
        double halfM = p.scalar("trn.hazard.halfExtentM", "m", 5000, 500, 20000,
                "half width of the hazard grid about the site's target");
        double slopeLimit = StrictMath.tan(Math.toRadians(p.scalar("trn.hazard.slopeLimitDeg", "deg", 20, 1, 60,
                "slope that is deadly")));
        double roughLimitM = p.scalar("trn.hazard.roughnessLimitM", "m", 1.5, 0.05, 50,
                "departure of the ground from a plane through its neighbours that is deadly");
        size = 2 * (int) (halfM / cellM) + 1;
        westM = eastM - (size / 2) * cellM;
        this.northM = northM + (size / 2) * cellM;
        hazard = new byte[size * size];
        float[] height = map.hazard == null ? heights(map) : null;
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                int h = !mapped(map, c, r)
                        ? DEADLY
                        : height == null ? layer(map, c, r) : terrain(height, c, r, slopeLimit, roughLimitM);
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

    private boolean mapped(SiteMap map, int column, int row) {
        double c = (eastM(column) - map.demWestM) / map.demPostM;
        double r = (map.demNorthM - northM(row)) / map.demPostM;
        return c >= 0 && r >= 0 && c <= map.demWidth - 1 && r <= map.demHeight - 1;
    }

    private int layer(SiteMap map, int column, int row) {
        int c = (int) Math.floor((eastM(column) - map.hazardWestM) / map.hazardCellM + 0.5);
        int r = (int) Math.floor((map.hazardNorthM - northM(row)) / map.hazardCellM + 0.5);
        if (c < 0 || r < 0 || c >= map.hazardWidth || r >= map.hazardHeight) return DEADLY;
        return map.hazard[r * map.hazardWidth + c] & 0xff;
    }

    private float[] heights(SiteMap map) {
        float[] h = new float[size * size];
        for (int r = 0; r < size; r++)
            for (int c = 0; c < size; c++)
                h[r * size + c] = (float) map.elevationAtM(eastM(c), northM(r));
        return h;
    }

    /** Slope over two cells and the height of the cell above the mean of its neighbours; squares add, so that small ones stay small. */
    private int terrain(float[] h, int column, int row, double slopeLimit, double roughLimitM) {
        if (column == 0 || row == 0 || column == size - 1 || row == size - 1) return DEADLY;
        int k = row * size + column;
        double dx = (h[k + 1] - h[k - 1]) / (2 * cellM);
        double dy = (h[k + size] - h[k - size]) / (2 * cellM);
        double slope = (dx * dx + dy * dy) / (slopeLimit * slopeLimit);
        double bump = (h[k] - 0.25 * ((double) h[k - 1] + h[k + 1] + h[k - size] + h[k + size])) / roughLimitM;
        return (int) Math.min(DEADLY, DEADLY * (slope + bump * bump));
    }
}
