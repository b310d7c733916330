package dev.skycrane.hil.terrain;

/** The large forms of the site: delta plateau with its front, crater-rim hills in the west, the valley that fed the delta. */
final class SiteShape {
    /** Mean distance of the delta front west of the target, m. */
    private static final double FRONT_M = 1900;
    /** The front runs from south-west to north-east: it comes this much nearer per metre north. */
    private static final double FRONT_LEAN = 0.25;
    private static final double LOBE_M = 620;
    private static final double LOBE_LENGTH_M = 2100;
    private static final double SCARP_WIDTH_M = 190;
    private static final double SCARP_HEIGHT_M = 55;
    private static final double REMNANTS_M = 2600;
    private static final double REMNANT_HEIGHT_M = 38;
    private static final double PLATEAU_SLOPE = 0.009;
    /** Where the rim hills begin, m west. */
    private static final double HILLS_M = 7800;
    private static final double HILL_HEIGHT_M = 260;
    private static final double HILL_LENGTH_M = 1500;
    private static final double VALLEY_WIDTH_M = 350;
    private static final double VALLEY_DEPTH_M = 60;
    /** Fall of the floor towards the east, where the crater's lowest ground is. */
    private static final double FLOOR_SLOPE = 0.0025;

    private static final double DELTA_ROUGHNESS = 1.6;

    private final long seed;

    SiteShape(long seed) {
        this.seed = Noise.mix(seed + 20);
    }

    /** Adds to rows first to end of a square grid centred on the target; {@code roughM} is what makes the highland rough. */
    void addTo(float[] heightM, float[] roughM, int size, double cellM, int first, int end) {
        double origin = -0.5 * (size - 1) * cellM;
        for (int r = first; r < end; r++) {
            double north = -(origin + r * cellM);
            double lobes = LOBE_M * (Noise.smooth(seed, north / LOBE_LENGTH_M, 0.5)
                    + 0.75 * Noise.smooth(seed + 1, north / (0.31 * LOBE_LENGTH_M), 0.5));
            double front = -FRONT_M + FRONT_LEAN * north + lobes;
            for (int c = 0; c < size; c++) {
                double east = origin + c * cellM;
                double delta = DELTA_ROUGHNESS * highland(east, north);
                heightM[r * size + c] += (float) (at(east, north, front) + delta * roughM[r * size + c]);
            }
        }
    }

    private double at(double east, double north, double front) {
        double height = -FLOOR_SLOPE * Math.max(0, east);
        double ragged = front + 170 * Noise.smooth(seed + 2, east / 620, north / 620)
                + 75 * Noise.smooth(seed + 7, east / 210, north / 210);
        double inside = ragged - east;
        if (inside > 0) height += SCARP_HEIGHT_M * scarp(inside) + PLATEAU_SLOPE * inside;
        else if (inside > -REMNANTS_M) height += remnant(east, north) * ease((inside + REMNANTS_M) / REMNANTS_M);
        double west = -HILLS_M - east + 900 * Noise.smooth(seed + 3, north / 3000, 0.5);
        if (west > 0) height += hills(east, north, west);
        if (inside > 0) height -= valley(east, north, inside);
        return height;
    }

    /** Two benches, as hard layers make them. */
    private static double scarp(double inside) {
        return 0.6 * ease(inside / (0.5 * SCARP_WIDTH_M)) + 0.4 * ease((inside - 0.7 * SCARP_WIDTH_M) / SCARP_WIDTH_M);
    }

    /** Mounds left of an older, larger delta. */
    private double remnant(double east, double north) {
        double n = Noise.smooth(seed + 8, east / 700, north / 700)
                + 0.3 * Noise.smooth(seed + 9, east / 190, north / 190);
        return REMNANT_HEIGHT_M * ease((n - 0.62) / 0.22);
    }

    /** 0 on the floor to 1 well inside the delta or the hills. */
    double highland(double east, double north) {
        double front = -FRONT_M + FRONT_LEAN * north + LOBE_M * Noise.smooth(seed, north / LOBE_LENGTH_M, 0.5);
        return ease((front - east) / 900);
    }

    private double hills(double east, double north, double west) {
        double shape = 0.6 + 0.4 * Noise.smooth(seed + 4, east / HILL_LENGTH_M, north / HILL_LENGTH_M)
                + 0.22 * Noise.smooth(seed + 5, 2.3 * east / HILL_LENGTH_M, 2.3 * north / HILL_LENGTH_M);
        return HILL_HEIGHT_M * ease(west / 3500) * shape;
    }

    private double valley(double east, double north, double inside) {
        double course = 900 + 800 * Noise.smooth(seed + 6, east / 2600, 0.5);
        double across = (north - course) / VALLEY_WIDTH_M;
        return VALLEY_DEPTH_M * ease(inside / 2500) / (1 + across * across * across * across);
    }

    private static double ease(double x) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        return x * x * (3 - 2 * x);
    }
}
