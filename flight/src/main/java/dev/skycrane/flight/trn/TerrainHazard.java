package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterTable;

/** Slope, roughness and rocks of one hazard cell out of the elevation. Start-up only. */
final class TerrainHazard {
    private static final int MAX_SIDE = 21;

    private final SiteMap map;
    private final double slopeLimit;
    private final double roughLimitM;
    private final double rockLimitM;
    private final boolean rocksSeen;
    private final int side;
    private final double stepM;
    private final double[] z;

    TerrainHazard(ParameterTable p, SiteMap map, double cellM) {
        this.map = map;
        slopeLimit = StrictMath.tan(Math.toRadians(p.scalar("trn.hazard.slopeLimitDeg", "deg", 20, 1, 60,
                "slope that is deadly")));
        roughLimitM = p.scalar("trn.hazard.roughnessLimitM", "m", 1.5, 0.05, 50,
                "deviation of the ground from a plane through the cell that is deadly");
        rockLimitM = p.scalar("trn.hazard.rockLimitM", "m", 0.6, 0.05, 50,
                "height of a rock above the plane through the cell that is deadly");
        rocksSeen = map.demPostM <= p.scalar("trn.hazard.rockPostM", "m", 2, 0.01, 100,
                "spacing of the elevation's posts above which it shows no rocks");
        // a plane and a deviation from it need three posts each way
        int steps = Math.max(2, Math.min(MAX_SIDE - 1, (int) Math.rint(cellM / map.demPostM)));
        side = (steps | 1) == steps ? steps + 2 : steps + 1;
        stepM = Math.max(map.demPostM, cellM / (side - 1));
        z = new double[side * side];
    }

    /** 0 to 255 for the cell about a place of the map. */
    int at(double eastM, double northM) {
        int half = side / 2;
        double sum = 0;
        double sumEast = 0;
        double sumNorth = 0;
        double square = 0;
        for (int r = -half; r <= half; r++) {
            for (int c = -half; c <= half; c++) {
                double h = map.elevationAtM(eastM + c * stepM, northM + r * stepM);
                z[(r + half) * side + c + half] = h;
                sum += h;
                sumEast += c * h;
                sumNorth += r * h;
                square += c * c;
            }
        }
        int n = side * side;
        double mean = sum / n;
        double perEast = sumEast / square;
        double perNorth = sumNorth / square;
        double deviation = 0;
        double highest = 0;
        for (int r = -half; r <= half; r++) {
            for (int c = -half; c <= half; c++) {
                double above = z[(r + half) * side + c + half] - mean - c * perEast - r * perNorth;
                deviation += above * above;
                highest = Math.max(highest, above);
            }
        }
        double slope2 = (perEast * perEast + perNorth * perNorth) / (stepM * stepM * slopeLimit * slopeLimit);
        double rough2 = deviation / (n - 3) / (roughLimitM * roughLimitM);
        double rock2 = rocksSeen ? highest * highest / (rockLimitM * rockLimitM) : 0;
        return (int) Math.min(HazardMap.DEADLY, HazardMap.DEADLY * (slope2 + rough2 + rock2));
    }
}
