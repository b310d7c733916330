package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Sites;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of rays at once against the same rays followed one by one. */
@Timeout(60)
class GroundRowTest {
    private static SiteMap map;
    private static Lens lens;
    private static MountedCamera camera;

    @BeforeAll
    static void makeMap() {
        map = SiteMaps.of(Sites.jezero(1));
        camera = MountedCamera.lcam(new ParameterTable());
        lens = new Lens(camera.model, 0, Rows.sequential());
    }

    private static Viewpoint view(double heightM, double offNadirDeg) {
        Truth t = Pictures.truth(map, -900, 400, heightM, 30, offNadirDeg);
        return new Viewpoint().set(t.rMcmfM, t.qMcmfFromBody, camera.offsetBodyM, camera.qBodyFromCamera);
    }

    @Test
    void rowsMeetTheGroundWhereSingleRaysDo() {
        for (double heightM : new double[]{11000, 4200, 2300, 500, 60}) {
            Viewpoint view = view(heightM, 20);
            GroundView single = new GroundView(new Heights(map), view.rMcmfM);
            double[] m = view.axesIn(single);
            GroundRow rows = new GroundRow(single.copy(), m, lens);
            rows.begin();
            int off = 0;
            int alone = 0;
            for (int r = 0; r < lens.height; r++) {
                rows.meet(lens, r);
                if (r == 0) alone = rows.alone();
                for (int c = 0; c < lens.width; c += 7) {
                    int k = r * lens.width + c;
                    double x = m[0] * lens.x[k] + m[1] * lens.y[k] + m[2] * lens.z[k];
                    double y = m[3] * lens.x[k] + m[4] * lens.y[k] + m[5] * lens.z[k];
                    double z = m[6] * lens.x[k] + m[7] * lens.y[k] + m[8] * lens.z[k];
                    // A ray that grazes a crest meets the ground more than once; the row's own crossing is the one to compare with.
                    boolean ground = single.hitNear(x, y, z, rows.rangeM[c] > 0 ? rows.rangeM[c] : -1);
                    assertEquals(ground, rows.rangeM[c] > 0, "height=" + heightM + " row=" + r + " column=" + c);
                    if (ground && offPx(single, rows, c) > 0.2) off++;
                }
            }
            int pixels = lens.height * ((lens.width + 6) / 7);
            assertTrue(off < 0.002 * pixels,
                    "height=" + heightM + " off by more than 0.2 px: " + off + " of " + pixels);
            double share = (double) (rows.alone() - alone) / (lens.width * (lens.height - 1));
            assertTrue(share < 0.25, "height=" + heightM + " followed alone: " + share);
        }
    }

    private static double offPx(GroundView single, GroundRow rows, int c) {
        double off = Math.abs(single.eastM - rows.eastM[c]) + Math.abs(single.northM - rows.northM[c]);
        return off / (single.rangeM * lens.pixelRad);
    }

    @Test
    void rayFromAfarStopsAtTheCrestBeforeTheValley() {
        SiteMap ridges = ridges();
        Vec3 camera = new EnuFrame(0, 0, RADIUS_M).positionToMcmf(new Vec3(0, 0, 400), new Vec3());
        GroundView view = new GroundView(new Heights(ridges), camera);
        for (double fallDeg = 12; fallDeg < 60; fallDeg += 0.25) {
            double dx = Math.cos(Math.toRadians(fallDeg));
            double dz = -Math.sin(Math.toRadians(fallDeg));
            assertTrue(view.hitNear(dx, 0, dz, -1));
            double insideM = 0;
            while (above(ridges, dx, dz, insideM) > -0.3)
                insideM += 0.25;
            assertTrue(view.rangeM < insideM, "fall=" + fallDeg + " deg: " + view.rangeM + " behind " + insideM);
            assertEquals(0, above(ridges, dx, dz, view.rangeM), 0.1, "fall=" + fallDeg + " deg");
        }
    }

    /** Height of a ray from 400 m above the ground, on a round planet. */
    private static double above(SiteMap map, double dx, double dz, double rangeM) {
        double x = rangeM * dx;
        return 400 + rangeM * dz + x * x / (2 * RADIUS_M) - map.elevationAtM(x, 0);
    }

    private static final double RADIUS_M = 3_390_000;

    /** Ridges of 60 m every 400 m, slopes of up to 25 degrees. */
    private static SiteMap ridges() {
        int n = 512;
        SiteMap.Grid grid = new SiteMap.Grid(n, n, 8, -4 * (n - 1), 4 * (n - 1));
        float[] elevationM = new float[n * n];
        for (int k = 0; k < elevationM.length; k++)
            elevationM[k] = (float) (30 - 30 * Math.cos(2 * Math.PI * (-4 * (n - 1) + 8 * (k % n)) / 400));
        return new SiteMap(RADIUS_M, RADIUS_M, 0, 0, grid, new byte[n * n], grid, elevationM, grid, new byte[n * n]);
    }

    @Test
    void raysToTheSkyMeetNothing() {
        Viewpoint view = view(2000, 80);
        GroundView single = new GroundView(new Heights(map), view.rMcmfM);
        GroundRow rows = new GroundRow(single, view.axesIn(single), lens);
        rows.begin();
        int sky = 0;
        for (int r = 0; r < lens.height; r++) {
            rows.meet(lens, r);
            for (int c = 0; c < lens.width; c++) {
                assertTrue(rows.rangeM[c] >= 0 && rows.rangeM[c] <= GroundView.MAX_RANGE_M);
                if (rows.rangeM[c] == 0) sky++;
            }
        }
        assertTrue(sky > 100_000 && sky < 900_000, "sky=" + sky);
    }
}
