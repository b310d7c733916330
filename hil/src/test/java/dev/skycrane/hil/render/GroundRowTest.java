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
                    boolean ground = single.hitNear(m[0] * lens.x[k] + m[1] * lens.y[k] + m[2] * lens.z[k],
                            m[3] * lens.x[k] + m[4] * lens.y[k] + m[5] * lens.z[k],
                            m[6] * lens.x[k] + m[7] * lens.y[k] + m[8] * lens.z[k], -1);
                    assertEquals(ground, rows.rangeM[c] > 0, "height=" + heightM + " row=" + r + " column=" + c);
                    double footprintM = single.rangeM * lens.pixelRad;
                    double off = Math.abs(single.eastM - rows.eastM[c]) + Math.abs(single.northM - rows.northM[c]);
                    if (ground && off > 0.2 * footprintM) far++;
                }
            }
            int pixels = lens.height * ((lens.width + 6) / 7);
            assertTrue(far < 0.002 * pixels, "height=" + heightM + " off by more than 0.2 px: " + far);
            double share = (double) (rows.alone() - alone) / (lens.width * (lens.height - 1));
            assertTrue(share < 0.25, "height=" + heightM + " followed alone: " + share);
        }
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
