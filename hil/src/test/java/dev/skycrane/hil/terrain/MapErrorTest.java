package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MapErrorTest {
    private static final int N = 601;
    private static final double CELL_M = 10;

    /** Grey grows to the east, height to the north, by known amounts; hazard marks one cell. */
    private static MapPackage truth() {
        MapGrid g = MapGrid.centred(N, N, CELL_M);
        byte[] grey = new byte[N * N];
        float[] height = new float[N * N];
        byte[] hazard = new byte[N * N];
        for (int r = 0; r < N; r++) {
            for (int c = 0; c < N; c++) {
                grey[r * N + c] = (byte) (20 + c / 3);
                height[r * N + c] = (float) (0.1 * g.northM(r));
            }
        }
        hazard[(N / 2) * N + N / 2] = (byte) 200;
        return new MapPackage(new SiteInfo("test", 18, 77, 3396190, 3394507, 18, 77, Double.NaN, Double.NaN, "test"), g,
                grey, g, height, g, hazard);
    }

    private static MapError placed(double eastM, double northM, double scale, double turnRad) {
        return new MapError(new MapError.Placement(eastM, northM, scale, turnRad, 0, 0), MapError.Heights.EXACT,
                MapError.Picture.SAME, 1);
    }

    private static MapError heights(double biasM, double slopeEast, double slopeNorth, double sigmaM) {
        return new MapError(MapError.Placement.EXACT, new MapError.Heights(biasM, slopeEast, slopeNorth, sigmaM),
                MapError.Picture.SAME, 9);
    }

    private static MapError pictured(double sunAzimuthDeg, double sunElevationDeg, double albedoSigma,
            double missingShare) {
        return new MapError(MapError.Placement.EXACT, MapError.Heights.EXACT,
                new MapError.Picture(sunAzimuthDeg, sunElevationDeg, albedoSigma, missingShare), 3);
    }

    private static int at(int row, int column) {
        return (N / 2 + row) * N + N / 2 + column;
    }

    @Test
    void noErrorIsTheVeryMap() {
        MapPackage truth = truth();
        assertSame(truth, MapError.NONE.applied(truth));
    }

    @Test
    void whatLiesInTheMiddleIsShownShifted() {
        MapPackage truth = truth();
        MapPackage map = placed(60, -40, 0, 0).applied(truth);
        assertEquals(200, map.hazard[at(4, 6)] & 0xff, "60 m east, 40 m south of where it is");
        assertEquals(truth.appearance[at(0, 0)], map.appearance[at(4, 6)]);
        assertEquals(truth.elevationM[at(0, 0)], map.elevationM[at(4, 6)], 1e-3);
    }

    @Test
    void distancesGrowByTheScale() {
        MapPackage truth = truth();
        MapPackage map = placed(0, 0, 0.1, 0).applied(truth);
        // what is 2000 m north in truth is at 2200 m on the map
        assertEquals(truth.elevationM[at(-200, 0)], map.elevationM[at(-220, 0)], 0.01);
        assertEquals(truth.appearance[at(0, 200)] & 0xff, map.appearance[at(0, 220)] & 0xff, 1);
    }

    @Test
    void heightsAreOffByAsMuchAsAsked() {
        MapPackage truth = truth();
        MapPackage map = heights(0, 0, 0, 3).applied(truth);
        double square = 0;
        for (int i = 0; i < N * N; i++)
            square += Math.pow(map.elevationM[i] - truth.elevationM[i], 2);
        assertEquals(3, Math.sqrt(square / (N * N)), 0.9);
    }

    @Test
    void missingTilesAreAboutTheShareAskedFor() {
        MapPackage truth = truth();
        MapPackage map = pictured(0, 0, 0, 0.3).applied(truth);
        int missing = 0;
        for (byte b : map.appearance)
            if (b == 0) missing++;
        assertTrue(Math.abs(missing / (double) (N * N) - 0.3) < 0.12, "missing " + missing / (double) (N * N));
        assertEquals(truth.elevationM[at(3, 3)], map.elevationM[at(3, 3)], 1e-3, "heights are there all the same");
    }

    @Test
    void turnedMapShowsTheNorthInTheEast() {
        MapPackage truth = truth();
        MapPackage map = placed(0, 0, 0, Math.PI / 2).applied(truth);
        assertEquals(truth.elevationM[at(-200, 0)], map.elevationM[at(0, 200)], 0.01);
    }

    @Test
    void wayToTheMapAndBackIsTheWholeWay() {
        MapError error = placed(31, -17, 3e-3, 0.02);
        double eastM = error.shownEastM(1234, -5678);
        double northM = error.shownNorthM(1234, -5678);
        assertEquals(1234, error.trueEastM(eastM, northM), 1e-9);
        assertEquals(-5678, error.trueNorthM(eastM, northM), 1e-9);
        assertTrue(Math.hypot(eastM - 1234, northM + 5678) > 50);
    }

    @Test
    void tiltAndBiasAreInTheHeights() {
        MapPackage truth = truth();
        MapError error = heights(5, 1e-3, -2e-3, 0);
        MapPackage map = error.applied(truth);
        // 1 km east and 500 m south of the middle
        assertEquals(truth.elevationM[at(50, 100)] + 5 + 1 + 1, map.elevationM[at(50, 100)], 1e-3);
        assertEquals(7, error.heightErrorM(1000, -500), 1e-9);
    }

    @Test
    void hazardsAloneMayBeOff() {
        MapPackage truth = truth();
        MapError error = new MapError(new MapError.Placement(0, 0, 0, 0, 30, -20), MapError.Heights.EXACT,
                MapError.Picture.SAME, 1);
        MapPackage map = error.applied(truth);
        assertEquals(200, map.hazard[at(2, 3)] & 0xff, "30 m east, 20 m south of where it is");
        assertEquals(-1, java.util.Arrays.mismatch(truth.appearance, map.appearance));
    }

    @Test
    void lowerSunBrightensTheSlopesThatFaceIt() {
        MapPackage plain = truth();
        SiteInfo s = plain.site;
        MapPackage truth = new MapPackage(new SiteInfo(s.name(), s.centreLatDeg(), s.centreLonDeg(),
                s.referenceRadiusM(), s.areoidRadiusM(), s.targetLatDeg(), s.targetLonDeg(), 180, 50, "test"),
                plain.appearanceGrid, plain.appearance, plain.elevationGrid, plain.elevationM, null, null);
        MapPackage low = pictured(0, -20, 0, 0).applied(truth);
        // the ground rises to the north by 0.1 and so faces the sun in the south; by the law itself
        double expected = (truth.appearance[at(0, 0)] & 0xff)
                * new LunarLambert(new Sun(180, 30)).relative(0, 0.1)
                / new LunarLambert(new Sun(180, 50)).relative(0, 0.1);
        assertEquals(expected, low.appearance[at(0, 0)] & 0xff, 1);
        assertTrue(expected > (truth.appearance[at(0, 0)] & 0xff) + 5, "expected " + expected);
        assertEquals(30, low.site.sunElevationDeg());
    }

    @Test
    void dustChangesTheBrightnessByAsMuchAsAsked() {
        MapPackage truth = truth();
        MapPackage map = pictured(0, 0, 0.1, 0).applied(truth);
        double square = 0;
        for (int i = 0; i < N * N; i++)
            square += Math.pow((map.appearance[i] & 0xff) / (double) (truth.appearance[i] & 0xff) - 1, 2);
        assertEquals(0.1, Math.sqrt(square / (N * N)), 0.03);
    }

    @Test
    void parametersSayTheError() {
        ParameterTable p = new ParameterTable(Map.of("site.mapError.turnMrad", new double[]{2}), Map.of());
        MapError error = MapError.of(p, 7);
        assertEquals(0.002, error.placement().turnRad());
        assertEquals(error,
                MapError.of(new ParameterTable(Map.of("site.mapError.turnMrad", new double[]{2}), Map.of()), 7));
        assertTrue(MapError.of(new ParameterTable(), 7).isNone());
    }
}
