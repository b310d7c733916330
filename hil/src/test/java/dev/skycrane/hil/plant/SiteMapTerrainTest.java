package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiteMapTerrainTest {
    private static final int CELLS = 400;
    private static final double CELL_M = 1000;

    /** A slope, so that the elevation tells the place; 400 km wide, so that both ways to the angle are taken. */
    private static SiteMap slope(double latRad, double lonRad) {
        double edgeM = CELL_M * (CELLS - 1) / 2;
        SiteMap.Grid grid = new SiteMap.Grid(CELLS, CELLS, CELL_M, -edgeM, edgeM);
        float[] elevationM = new float[CELLS * CELLS];
        for (int r = 0; r < CELLS; r++)
            for (int c = 0; c < CELLS; c++)
                elevationM[r * CELLS + c] = 4 * c - 8 * r;
        return new SiteMap(3396190, 3394507, latRad, lonRad, grid, new byte[CELLS * CELLS], grid, elevationM, null,
                null);
    }

    @Test
    void groundIsWhereLatitudeAndLongitudeSay() {
        SplittableRandom random = new SplittableRandom(11);
        for (double lonDeg : new double[]{77.45, 179.99, -179.99, 0}) {
            SiteMap map = slope(Math.toRadians(18.44), Math.toRadians(lonDeg));
            SiteMapTerrain terrain = new SiteMapTerrain(map);
            for (int i = 0; i < 2000; i++) {
                double reach = i % 2 == 0 ? 0.05 : 0.003;
                double lat = map.centreLatRad + reach * (2 * random.nextDouble() - 1);
                double lon = map.centreLonRad + reach * (2 * random.nextDouble() - 1);
                double radius = 3.39e6 + 1e5 * random.nextDouble();
                Vec3 r = new Vec3(radius * StrictMath.cos(lat) * StrictMath.cos(lon),
                        radius * StrictMath.cos(lat) * StrictMath.sin(lon), radius * StrictMath.sin(lat));
                double expected = map.areoidRadiusM + map.elevationAtM(map.eastM(lon), map.northM(lat));
                assertEquals(expected, terrain.groundRadiusM(r), 1e-8, "seed 11, case " + i + ", lon " + lonDeg);
            }
        }
    }
}
