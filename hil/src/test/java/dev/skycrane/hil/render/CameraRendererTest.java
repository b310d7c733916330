package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CameraRendererTest {
    private static MapPackage synthetic;
    private static SiteMap map;
    private static CameraRenderer renderer;

    @BeforeAll
    static void makeMap() {
        synthetic = SyntheticJezero.generate(2);
        map = SiteMaps.of(synthetic);
        renderer = renderer(Rows.sequential());
    }

    private static CameraRenderer renderer(Rows rows) {
        return new CameraRenderer(new ParameterTable(), map, SiteMaps.sunOf(synthetic), 3, rows);
    }

    private static Vec3 body(Truth t, double x, double y, double z, Vec3 out) {
        return t.qMcmfFromBody.rotate(new Vec3(x, y, z), out).add(t.rMcmfM);
    }

    private static Truth underParachute() {
        Truth t = Pictures.truth(map, -900, 400, 8000, 20, 5);
        t.canopyOut = true;
        t.canopyInflation = 1;
        body(t, 3, 2, -48, t.canopyRMcmfM);
        body(t, 2, -1, 30, t.heatShieldRMcmfM);
        t.heatShieldQMcmfFromBody.set(t.qMcmfFromBody);
        return t;
    }

    private static Truth skyCrane() {
        Truth t = Pictures.truth(map, 30, -40, 16, 20, 1);
        t.backshellFree = true;
        t.roverOnBridle = true;
        body(t, 0, 0, 8.2, t.roverRMcmfM);
        t.roverQMcmfFromBody.set(t.qMcmfFromBody);
        return t;
    }

    private static int[] centre(CameraFrame f) {
        int k = 3 * (f.heightPx() / 2 * f.widthPx() + f.widthPx() / 2);
        return new int[]{f.data()[k] & 0xff, f.data()[k + 1] & 0xff, f.data()[k + 2] & 0xff};
    }

    @Test
    void everyCameraSeesSomethingInEveryScene() throws IOException {
        String[] names = {"chute", "crane"};
        Truth[] truths = {underParachute(), skyCrane()};
        for (int i = 0; i < 2; i++) {
            for (CameraId id : CameraId.values()) {
                if (id == CameraId.LCAM) continue;
                long t0 = System.nanoTime();
                CameraFrame f = renderer.render(id, truths[i], 100);
                System.out.printf("%s %s: %.1f ms%n", id, names[i], (System.nanoTime() - t0) * 1e-6);
                Pictures.write(f, names[i] + "-" + id);
                assertEquals(320 * 256 * 3, f.data().length);
                int low = 255;
                int high = 0;
                for (byte b : f.data()) {
                    low = Math.min(low, b & 0xff);
                    high = Math.max(high, b & 0xff);
                }
                // before the backshell is gone the rover looks at the stage in the shade
                assertTrue(high - low > (id == CameraId.RUC ? 12 : 25), id + " " + low + " to " + high);
            }
        }
    }

    @Test
    void parachuteFillsTheViewUpAndIsGoneWithoutOne() {
        Truth t = underParachute();
        CameraFrame with = renderer.render(CameraId.PUC_A, t, 1);
        t.canopyOut = false;
        CameraFrame without = renderer.render(CameraId.PUC_A, t, 1);
        int changed = 0;
        for (int i = 0; i < with.data().length; i += 3)
            if (Math.abs((with.data()[i] & 0xff) - (without.data()[i] & 0xff)) > 12) changed++;
        // inflated diameter 0.68 D0 at 45 m in a field of 52 degrees, 320 pixels wide
        double focalPx = 160 / Math.tan(Math.toRadians(26));
        double expected = Math.PI * Math.pow(0.34 * 21.53 * focalPx / 45.5, 2);
        // and forty lines of up to 100 pixels
        assertTrue(changed > 0.8 * expected && changed < expected + 40 * 150, changed + " against " + expected);
    }

    @Test
    void fallingHeatShieldShowsItsInsideToTheRoverCamera() {
        Truth t = underParachute();
        t.heatShieldFree = false;
        assertTrue(centre(renderer.render(CameraId.RDC, t, 1))[0] < 30, "dark behind the shield");
        t.heatShieldFree = true;
        body(t, 1.5, 0.3, 30, t.heatShieldRMcmfM);
        int[] seen = centre(renderer.render(CameraId.RDC, t, 1));
        assertEquals(145, seen[1], 40, "inside of the shield");
        assertTrue(Math.abs(seen[0] - seen[2]) < 25, "grey, not soil");
    }

    @Test
    void stageCameraSeesTheRoverBelowIt() {
        int[] c = centre(renderer.render(CameraId.DDC, skyCrane(), 1));
        assertTrue(Math.abs(c[0] - c[2]) < 40 && c[0] > 90, "rover deck, not soil: " + c[0] + " " + c[2]);
    }

    @Test
    void picturesDoNotDependOnTheNumberOfThreadsAndAreNumbered() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            CameraRenderer two = renderer(Rows.on(pool, 2));
            CameraRenderer one = renderer(Rows.sequential());
            for (CameraId id : new CameraId[]{CameraId.DDC, CameraId.PUC_B, CameraId.RDC}) {
                assertArrayEquals(one.render(id, skyCrane(), 9).data(), two.render(id, skyCrane(), 9).data());
                assertEquals(1, one.render(id, skyCrane(), 10).image());
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
