package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is worked out for a row of pixels at once against the same for single places. */
@Timeout(60)
class RowPassesTest {
    private static final int N = 1024;

    @Test
    void placesOnAGridAreFoundAtItsEdgesToo() {
        Tiles tiles = new Tiles(53, 37);
        float[] wanted = {0, 0.25f, 1, 1.75f, 15.5f, 16, 51.9f, 52, 60, -3, Float.NaN, Float.POSITIVE_INFINITY};
        double[] expected = {0, 0.25, 1, 1.75, 15.5, 16, 51.9, 51.999, 51.999, 0, 0, 51.999};
        GridPlaces places = new GridPlaces(wanted.length);
        System.arraycopy(wanted, 0, places.column, 0, wanted.length);
        Arrays.fill(places.line, 20.5f);
        places.find(tiles, 0, wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            int cell = (int) expected[i];
            boolean below = places.index[i] != tiles.at(20, cell);
            if (below) assertEquals(tiles.at(20, cell - 1), places.index[i], "column " + wanted[i]);
            if (Float.isNaN(wanted[i])) continue;
            assertEquals(expected[i] - (below ? cell - 1 : cell), places.right[i], 1e-5, "column " + wanted[i]);
            assertEquals(0.5, places.down[i], 0);
        }
    }

    @Test
    void brightnessAndGrainOfARowAreThoseOfItsPlaces() {
        MapPackage site = Sites.jezero(1);
        SiteMap map = SiteMaps.of(site);
        ParameterTable p = new ParameterTable();
        GroundScene scene = new GroundScene(new RenderSettings(p), map, SiteMaps.sunOf(site), 5, Rows.sequential());
        MountedCamera camera = MountedCamera.lcam(p);
        Lens lens = new Lens(camera.model, 0, Rows.sequential());
        for (double heightM : new double[]{9000, 2300, 500, 280}) {
            Truth t = Pictures.truth(map, -900, 400, heightM, 30, 20);
            Viewpoint view = new Viewpoint().set(t.rMcmfM, t.qMcmfFromBody, camera.offsetBodyM, camera.qBodyFromCamera);
            GroundView ground = new GroundView(scene.heights, view.rMcmfM);
            GroundRow row = new GroundRow(ground, view.axesIn(ground), lens);
            LightRow light = new LightRow(scene.light, lens);
            DetailRow detail = new DetailRow(scene.detail, lens);
            row.begin();
            boolean grain = false;
            for (int r = 300; r < 310; r++) {
                row.meet(lens, r);
                light.shine(row);
                float[] plain = light.dn.clone();
                detail.put(row, light.dn);
                for (int c = 0; c < N; c++) {
                    double footprintM = row.rangeM[c] * lens.pixelRad;
                    String where = "height=" + heightM + " row=" + r + " column=" + c;
                    assertEquals(scene.light.dn(row.eastM[c], row.northM[c], scene.light.levelOf(footprintM)), plain[c],
                            0.5, where);
                    double factor = scene.detail.grain(row.eastM[c], row.northM[c], footprintM);
                    grain |= factor != 1;
                    assertEquals(factor, light.dn[c] / plain[c], 2e-3, where);
                }
            }
            assertEquals(heightM < 1000, grain, "height=" + heightM);
        }
    }

    @Test
    void heightAboveTheHighestGroundIsLessThanAnyRange() {
        SiteMap map = SiteMaps.of(Sites.jezero(1));
        MountedCamera camera = MountedCamera.lcam(new ParameterTable());
        Lens lens = new Lens(camera.model, 0, Rows.sequential());
        Truth t = Pictures.truth(map, -900, 400, 1500, 30, 0);
        Viewpoint view = new Viewpoint().set(t.rMcmfM, t.qMcmfFromBody, camera.offsetBodyM, camera.qBodyFromCamera);
        GroundView ground = new GroundView(new Heights(map), view.rMcmfM);
        GroundRow row = new GroundRow(ground, view.axesIn(ground), lens);
        row.begin();
        row.meet(lens, 512);
        assertTrue(row.leastRangeM() < row.nearestM());
        assertTrue(row.nearestM() < 1600);
    }
}
