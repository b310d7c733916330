package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
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
        MapPackage map = new MapError(60, -40, 0, 5, 0, 0, 1).applied(truth);
        assertEquals(200, map.hazard[at(4, 6)] & 0xff, "60 m east, 40 m south of where it is");
        assertEquals(truth.appearance[at(0, 0)], map.appearance[at(4, 6)]);
        assertEquals(truth.elevationM[at(0, 0)] + 5, map.elevationM[at(4, 6)], 1e-3);
    }

    @Test
    void distancesGrowByTheScale() {
        MapPackage truth = truth();
        MapPackage map = new MapError(0, 0, 0.1, 0, 0, 0, 1).applied(truth);
        // what is 2000 m north in truth is at 2200 m on the map
        assertEquals(truth.elevationM[at(-200, 0)], map.elevationM[at(-220, 0)], 0.01);
        assertEquals(truth.appearance[at(0, 200)] & 0xff, map.appearance[at(0, 220)] & 0xff, 1);
    }

    @Test
    void heightsAreOffByAsMuchAsAsked() {
        MapPackage truth = truth();
        MapPackage map = new MapError(0, 0, 0, 0, 3, 0, 9).applied(truth);
        double square = 0;
        for (int i = 0; i < N * N; i++)
            square += Math.pow(map.elevationM[i] - truth.elevationM[i], 2);
        assertEquals(3, Math.sqrt(square / (N * N)), 0.9);
    }

    @Test
    void missingTilesAreAboutTheShareAskedFor() {
        MapPackage truth = truth();
        MapPackage map = new MapError(0, 0, 0, 0, 0, 0.3, 3).applied(truth);
        int missing = 0;
        for (byte b : map.appearance)
            if (b == 0) missing++;
        assertTrue(Math.abs(missing / (double) (N * N) - 0.3) < 0.12, "missing " + missing / (double) (N * N));
        assertEquals(truth.elevationM[at(3, 3)], map.elevationM[at(3, 3)], 1e-3, "heights are there all the same");
    }
}
