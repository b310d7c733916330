package dev.skycrane.proto.site;

/**
 * A north-up grid of square cells on the package's projection plane.
 *
 * @param cellM cell size, m
 * @param westM east coordinate of the centre of the north-west cell, m
 * @param northM north coordinate of the centre of the north-west cell, m
 */
public record MapGrid(int width, int height, double cellM, double westM, double northM) {
    /** A grid of the given size with its middle at (0, 0). */
    public static MapGrid centred(int width, int height, double cellM) {
        return new MapGrid(width, height, cellM, -0.5 * (width - 1) * cellM, 0.5 * (height - 1) * cellM);
    }

    public double eastM(double column) {
        return westM + column * cellM;
    }

    public double northM(double row) {
        return northM - row * cellM;
    }

    /** Whether the cells of this grid lie over every cell of the other, give or take half of the larger cell. */
    public boolean covers(MapGrid o) {
        double slackM = 0.5 * Math.max(cellM, o.cellM);
        return edgeWestM() <= o.edgeWestM() + slackM && edgeEastM() >= o.edgeEastM() - slackM
                && edgeNorthM() >= o.edgeNorthM() - slackM && edgeSouthM() <= o.edgeSouthM() + slackM;
    }

    public double edgeWestM() {
        return westM - 0.5 * cellM;
    }

    public double edgeEastM() {
        return westM + (width - 0.5) * cellM;
    }

    public double edgeNorthM() {
        return northM + 0.5 * cellM;
    }

    public double edgeSouthM() {
        return northM - (height - 0.5) * cellM;
    }

    public long cells() {
        return (long) width * height;
    }
}
