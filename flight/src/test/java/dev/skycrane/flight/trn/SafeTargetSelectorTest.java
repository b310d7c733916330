package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.PlanetModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SafeTargetSelectorTest {
    private static final double LAT = StrictMath.toRadians(18.4447);
    private static final double LON = StrictMath.toRadians(77.4508);
    private static final int SIDE = 1201;
    private static final double CELL_M = 10;

    /** A site whose hazard layer is deadly but for two discs: one all safe, one a little less so. */
    private static SiteMap site(double eastA, double northA, double eastB, double northB) {
        double edgeM = (SIDE - 1) * CELL_M / 2;
        SiteMap.Grid grid = new SiteMap.Grid(SIDE, SIDE, CELL_M, -edgeM, edgeM);
        byte[] hazard = new byte[SIDE * SIDE];
        for (int r = 0; r < SIDE; r++) {
            for (int c = 0; c < SIDE; c++) {
                double e = -edgeM + c * CELL_M;
                double n = edgeM - r * CELL_M;
                boolean inA = Math.hypot(e - eastA, n - northA) < 60;
                boolean inB = Math.hypot(e - eastB, n - northB) < 60;
                hazard[r * SIDE + c] = (byte) (inA ? 0 : inB ? 30 : 250);
            }
        }
        float[] ground = new float[SIDE * SIDE];
        Arrays.fill(ground, -2570f);
        return new SiteMap(3396190, 3394507, LAT, LON, grid, new byte[SIDE * SIDE], grid, ground, grid, hazard);
    }

    private final EventBuffer events = new EventBuffer();
    private final ChannelBuffer channels = new ChannelBuffer();
    private final ParameterTable p = new ParameterTable();
    private final PlanetModel planet = new PlanetModel(p);
    private final Navigator navigator = new Navigator(p, planet, new AtmosphereModel(p), channels, events);
    private final NavState nav = new NavState();
    private double[] selection;
    private double[] runnerUp;
    private int selections;

    private void select(SiteMap map, double eastM, double northM, boolean mapRelative) {
        SiteFrame frame = new SiteFrame(map);
        SafeTargetSelector selector = new SafeTargetSelector(p, map, LAT, LON, channels, events);
        frame.toMcmf(frame.fromMap(eastM, northM, -2570 + 2500, new Vec3()), nav.rMcmfM);
        nav.altitudeAglM = 2500;
        nav.radarLocked = true;
        nav.mapRelative = mapRelative;
        nav.sigmaREnuM.set(5, 5, 2);
        for (int tick = 0; tick < 200; tick++) {
            events.beginTick();
            selector.step(Phase.PARACHUTE_RADAR, nav, navigator);
            for (int i = 0; i < events.size(); i++) {
                if (events.id(i) == EventId.TARGET_SELECTED) {
                    selection = args(i);
                    selections++;
                }
                if (events.id(i) == EventId.SAFE_TARGET_RUNNER_UP) runnerUp = args(i);
            }
        }
        assertTrue(selector.selected());
    }

    private double[] args(int i) {
        double[] a = new double[EventBuffer.ARGS];
        for (int k = 0; k < a.length; k++)
            a[k] = events.arg(i, k);
        return a;
    }

    @Test
    void picksTheSafestReachableGroundAndNamesTheRunnerUp() {
        SiteMap map = site(300, 200, -350, 100);
        select(map, 0, 0, true);
        assertEquals(1, selections);
        assertTrue(Math.hypot(selection[0] - 300, selection[1] - 200) < 60, "inside the safe disc");
        assertTrue(selection[2] < 30, "hazard " + selection[2]);
        assertTrue(Math.hypot(runnerUp[0] + 350, runnerUp[1] - 100) < 80 || runnerUp[2] < 120,
                "runner-up is next best");
        assertEquals(1, selection[4]);
        Vec3 origin = new SiteFrame(map).fromMcmf(navigator.target().originMcmfM(), new Vec3());
        assertEquals(selection[0], origin.x, 1);
        assertEquals(selection[1], origin.y, 1);
        assertEquals(-2570, origin.z, 1);
    }

    @Test
    void safeGroundOutOfReachIsNotChosen() {
        select(site(2000, 0, -350, 100), 0, 0, true);
        assertTrue(Math.hypot(selection[0] + 350, selection[1] - 100) < 60, "the disc within reach");
        assertTrue(selection[3] <= 600 && selection[3] >= 150, "divert " + selection[3]);
    }

    @Test
    void withoutAFixItHeadsForTheSiteAndSaysSo() {
        select(site(300, 200, -350, 100), 2000, 0, false);
        assertEquals(1, selections);
        assertEquals(-1, selection[2], "hazard unknown");
        assertEquals(0, selection[4], "not map-relative");
        assertEquals(1400, selection[0], 15, "as far towards the site as the divert reaches");
        assertEquals(600, selection[3], 1e-6);
    }

    @Test
    void equalGroundIsDecidedTheSameWayEveryTime() {
        SiteMap flat = dev.skycrane.flight.TestFlight.flatMap();
        select(flat, 30, -40, true);
        double[] first = selection;
        selections = 0;
        SafeTargetSelectorTest again = new SafeTargetSelectorTest();
        again.select(flat, 30, -40, true);
        assertEquals(first[0], again.selection[0]);
        assertEquals(first[1], again.selection[1]);
    }

    @Test
    void slopesMakeHazard() {
        int n = 401;
        SiteMap.Grid grid = new SiteMap.Grid(n, n, 10, -2000, 2000);
        float[] ramp = new float[n * n];
        for (int i = 0; i < n * n; i++)
            ramp[i] = i % n < n / 2 ? 0 : (i % n - n / 2) * 10 * (float) StrictMath.tan(StrictMath.toRadians(10));
        HazardMap hazards = new HazardMap(p,
                new SiteMap(3396190, 3394507, LAT, LON, grid, new byte[n * n], grid, ramp, null, null), 0, 0);
        assertEquals(0, hazards.at(hazards.column(-1000), hazards.row(0)));
        int sloped = hazards.at(hazards.column(1000), hazards.row(0));
        assertEquals(255 * Math.pow(Math.tan(Math.toRadians(10)) / Math.tan(Math.toRadians(20)), 2), sloped, 1.5);
        assertEquals(HazardMap.DEADLY, hazards.at(hazards.column(3000), hazards.row(0)), "outside the map");
    }
}
