package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.SyntheticJezero;
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
        map = SiteMaps.of(SyntheticJezero.generate(1));
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
            GroundView single = new GroundView(map, view.rMcmfM);
            double[] m = view.axesIn(single);
            GroundRow rows = new GroundRow(single.copy(), m, lens);
            rows.begin();
            int far = 0;
            int alone = 0;
            for (int r = 0; r < lens.height; r++) {
                rows.meet(lens, r);
                if (r == 0) alone = rows.alone();
                for (int c = 0; c < lens.width; c += 7) {
                    int k = r * lens.width + c;
                    double x = m[0] * lens.x[k] + m[1] * lens.y[k] + m[2] * lens.z[k];
                    double y = m[3] * lens.x[k] + m[4] * lens.y[k] + m[5] * lens.z[k];
                    double z = m[6] * lens.x[k] + m[7] * lens.y[k] + m[8] * lens.z[k];
                    boolean ground = single.hitNear(x, y, z, -1);
                    assertEquals(ground, rows.rangeM[c] > 0, "height=" + heightM + " row=" + r + " column=" + c);
                    if (!ground || offPx(single, rows, c) < 0.5) continue;
                    // A ray that grazes a crest meets the ground more than once, and a single ray from afar may jump over the crest:
                    // nearer is right if the ground is there, farther is ground that the crest hides.
                    double firstM = single.rangeM;
                    boolean there = single.hitNear(x, y, z, rows.rangeM[c]) && offPx(single, rows, c) < 0.5;
                    if (!there || rows.rangeM[c] > firstM) far++;
                }
            }
            int pixels = lens.height * ((lens.width + 6) / 7);
            assertTrue(far < 0.003 * pixels, "height=" + heightM + " hidden or no ground at all: " + far);
            double share = (double) (rows.alone() - alone) / (lens.width * (lens.height - 1));
            assertTrue(share < 0.25, "height=" + heightM + " followed alone: " + share);
        }
    }

    private static double offPx(GroundView single, GroundRow rows, int c) {
        double off = Math.abs(single.eastM - rows.eastM[c]) + Math.abs(single.northM - rows.northM[c]);
        return off / (single.rangeM * lens.pixelRad);
    }

    @Test
    void raysToTheSkyMeetNothing() {
        Viewpoint view = view(2000, 80);
        GroundView single = new GroundView(map, view.rMcmfM);
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
