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
    /** How far guidance can go, by the direction's east; without limit unless a test says so. */
    private ReachableSet.Ability ability = (state, r, v) -> true;
    private double[] search;
    private double[] selection;
    private double[] runnerUp;
    private int selections;

    private void select(SiteMap map, double eastM, double northM, boolean mapRelative) {
        SiteFrame frame = new SiteFrame(map);
        HazardMap hazards = new HazardMap(p, map, map.eastM(LON), map.northM(LAT));
        SafeTargetSelector selector = new SafeTargetSelector(p, map, hazards, ability, LAT, LON, channels, events);
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
                if (events.id(i) == EventId.SAFE_TARGET_SEARCH) search = args(i);
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
    void choiceAndRunnerUpSayWhatMadeTheDifference() {
        select(site(300, 200, -350, 100), 0, 0, true);
        assertEquals(1, selection[5], "the cell is safe");
        assertTrue(runnerUp[4] > 0, "behind by " + runnerUp[4]);
        assertTrue(runnerUp[5] >= 1 && runnerUp[5] <= 3, "for hazard, divert or place: " + runnerUp[5]);
        assertEquals(600, search[5], 1e-9, "reach to the largest divert");
        double ring = Math.PI * (600.0 * 600 - 150.0 * 150) / 100;
        assertEquals(ring, search[0], 0.02 * ring, "cells of the ring");
        assertEquals(2 * Math.PI * 60 * 60 / 100, search[3], 30, "safe cells are those of the discs");
    }

    @Test
    void groundThatGuidanceCannotReachIsNotChosen() {
        // too little propellant to go east: the safest disc lies there
        ability = (state, r, v) -> r.x > -200;
        select(site(300, 200, -350, 100), 0, 0, true);
        assertTrue(Math.hypot(selection[0] + 350, selection[1] - 100) < 60, "the disc in the west");
        assertTrue(search[1] > 1000, "cells beyond reach: " + search[1]);
        assertTrue(search[4] < 250, "least reach " + search[4]);
    }

    @Test
    void unsafeGroundIsTakenOnlyWhenNothingIsSafe() {
        select(site(5000, 0, 5000, 0), 0, 0, true);
        assertEquals(0, selection[5], "not safe, and said so");
        assertEquals(0, search[3]);
        assertEquals(1, selection[4], "map-relative all the same");
    }

    @Test
    void nothingReachableHeadsForTheSite() {
        ability = (state, r, v) -> false;
        select(site(300, 200, -350, 100), 0, 0, true);
        assertEquals(-1, selection[2], "hazard unknown");
        assertEquals(0, search[5]);
    }

    @Test
    void cellsBesideUnsafeOnesAreAvoidedByTheLandingEllipse() {
        // a strip 20 m wide is safer by itself than the disc, but the ellipse does not fit into it
        SiteMap map = site(300, 200, 5000, 0);
        int row = (int) Math.round((map.hazardNorthM + 300) / CELL_M);
        for (int c = 0; c < SIDE; c++) {
            map.hazard[row * SIDE + c] = 0;
            map.hazard[(row + 1) * SIDE + c] = 0;
        }
        for (int i = 0; i < SIDE * SIDE; i++)
            if (i / SIDE < row - 10 && (map.hazard[i] & 0xff) == 0) map.hazard[i] = 20;
        select(map, 0, 0, true);
        assertTrue(Math.hypot(selection[0] - 300, selection[1] - 200) < 60, "the disc, not the strip");
    }

    @Test
    void rocksAreSeenOnlyByPostsThatAreFineEnough() {
        int n = 601;
        SiteMap.Grid fine = new SiteMap.Grid(n, n, 1, -300, 300);
        float[] ground = new float[n * n];
        // a boulder of 0.8 m, one post wide, at (0, 0), one of 0.3 m at (100, 0), roughness of 1.2 m rms about (-100, 0)
        ground[n / 2 * n + n / 2] = 0.8f;
        ground[n / 2 * n + n / 2 + 100] = 0.3f;
        for (int r = -15; r <= 15; r++)
            for (int c = -15; c <= 15; c++)
                ground[(n / 2 + r) * n + n / 2 - 100 + c] = (r + c) % 2 == 0 ? 1.2f : -1.2f;
        SiteMap.Grid picture = new SiteMap.Grid(61, 61, 10, -300, 300);
        HazardMap hazards = new HazardMap(p, new SiteMap(3396190, 3394507, LAT, LON, picture, new byte[61 * 61], fine,
                ground, null, null), 0, 0);
        assertEquals(HazardMap.DEADLY, hazards.hazardAt(0, 0), "boulder higher than the limit of 0.6 m");
        // ((0.3 - mean) / 0.6)^2 of 255, hardly any slope or roughness
        assertEquals(63, hazards.hazardAt(100, 0), 4);
        assertEquals(HazardMap.DEADLY, hazards.hazardAt(-100, 0), "rough");
        assertEquals(0, hazards.hazardAt(50, 50));
        assertTrue(hazards.isSafeAt(100, 0) && !hazards.isSafeAt(0, 0));
    }

    @Test
    void theWorseOfLayerAndElevationCounts() {
        SiteMap map = site(0, 0, 5000, 0);
        for (int r = 0; r < SIDE; r++)
            for (int c = SIDE / 2; c < SIDE; c++)
                map.elevationM[r * SIDE + c] += (c - SIDE / 2) * 10 * (float) StrictMath.tan(StrictMath.toRadians(16));
        HazardMap hazards = new HazardMap(p, map, 0, 0);
        assertEquals(0, hazards.hazardAt(-30, 0), "level inside the safe disc");
        assertTrue(hazards.hazardAt(40, 0) > 150, "steep inside the safe disc");
        assertEquals(250, hazards.hazardAt(-200, 0), "level where the layer warns");
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
