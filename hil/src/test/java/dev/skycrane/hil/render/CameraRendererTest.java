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
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
        synthetic = Sites.jezero(2);
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
                CameraFrame f = renderer.render(id, truths[i], 100);
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
        body(t, 5000, 0, 30, t.heatShieldRMcmfM);
        int[] soil = centre(renderer.render(CameraId.RDC, t, 1));
        // the lining is darker than the ground and less red: 150, 122, 88 in full light
        assertTrue(seen[0] < soil[0] - 20 && seen[0] > 40, seen[0] + " before " + soil[0]);
        assertEquals(122.0 / 150, (double) seen[1] / seen[0], 0.06, "colour of the lining");
    }

    /** Pixels in which two pictures differ by more than the noise. */
    private static int different(byte[] a, byte[] b) {
        int n = 0;
        for (int i = 0; i < a.length; i += 3)
            if (Math.abs((a[i] & 0xff) - (b[i] & 0xff)) > 14) n++;
        return n;
    }

    @Test
    void looseSpringIsSeenBesideTheShield() {
        Truth t = underParachute();
        body(t, 0.5, 0.3, 14, t.heatShieldRMcmfM);
        byte[] without = renderer.render(CameraId.RDC, t, 1).data();
        t.springFree = true;
        t.spring = 4;
        body(t, 0.5, 3.2, 12, t.springRMcmfM);
        t.springQMcmfFromBody.set(t.qMcmfFromBody);
        int pixels = different(without, renderer.render(CameraId.RDC, t, 1).data());
        // 0.12 by 0.36 m at 10.6 m with 492 px focal length: about 6 by 6 px from its end; and where it was missing from the rim
        assertTrue(pixels > 15 && pixels < 600, "pixels=" + pixels);
    }

    @Test
    void projectedAreaOfTheCanopyInPicturesIsThatOfTheTruth() {
        Truth t = underParachute();
        body(t, 0, 0, -48, t.canopyRMcmfM);
        double full = canopyPixels(t);
        for (double inflation : new double[]{0.15, 0.4, 0.7}) {
            t.canopyInflation = inflation;
            double expected = CameraRenderer.canopyArea(Instant.of(t));
            t.canopyInflation = inflation;
            // skirt and lines: the legs and lines before the sky count too, less so the larger the canopy
            assertEquals(expected, canopyPixels(t) / full, 0.05, "inflation=" + inflation);
        }
    }

    private static double canopyPixels(Truth t) {
        byte[] with = renderer.render(CameraId.PUC_A, t, 1).data();
        Truth none = new Truth().copyFrom(t);
        none.canopyOut = false;
        byte[] sky = renderer.render(CameraId.PUC_A, none, 1).data();
        int n = 0;
        int width = 320;
        for (int k = 0; k < sky.length / 3; k++) {
            // the legs run from the middle to the picture's edge: look at the middle only
            int c = k % width - width / 2;
            int r = k / width - 128;
            if (c * c + r * r < 75 * 75 && Math.abs((with[3 * k + 2] & 0xff) - (sky[3 * k + 2] & 0xff)) > 14) n++;
        }
        return n;
    }

    @Test
    void roverAndStageThrowTheirShadowOnTheGround() {
        Truth t = skyCrane();
        byte[] near = renderer.render(CameraId.DDC, t, 1).data();
        int dark = 0;
        for (int i = 0; i < near.length; i += 3)
            if ((near[i] & 0xff) < 95 && (near[i] & 0xff) > (near[i + 2] & 0xff) + 12) dark++;
        assertTrue(dark > 300, "dark soil, pixels: " + dark);
    }

    @Test
    void jetsRaiseDustNearTheGroundOnly() {
        for (double heightM : new double[]{16, 400}) {
            Truth t = Pictures.truth(map, 30, -40, heightM, 20, 1);
            t.backshellFree = true;
            t.heatShieldFree = true;
            byte[] still = renderer.render(CameraId.RDC, t, 1).data();
            Arrays.fill(t.mleThrust, 0.5);
            int changed = different(still, renderer.render(CameraId.RDC, t, 1).data());
            if (heightM > 100) assertEquals(0, changed);
            else
                assertTrue(changed > 20_000, "pixels=" + changed);
        }
    }

    @Test
    void daylightFlashesIntoTheStagesCamerasWhenTheBackshellLeaves() {
        Truth t = skyCrane();
        t.backshellTick = 64;
        double flash = mean(renderer.expose(CameraId.RUC, List.of(new Instant(t, 1.02)), 1));
        double after = mean(renderer.expose(CameraId.RUC, List.of(new Instant(t, 3)), 1));
        assertTrue(flash > 1.3 * after, flash + " and " + after);
    }

    private static double mean(byte[] rgb) {
        double sum = 0;
        for (byte b : rgb)
            sum += b & 0xff;
        return sum / rgb.length;
    }

    @Test
    void severalInstantsBlurWhatMoves() {
        Truth a = underParachute();
        Truth b = underParachute();
        body(a, 0.5, 0.3, 40, a.heatShieldRMcmfM);
        body(b, 1.5, 0.3, 40, b.heatShieldRMcmfM);
        byte[] first = renderer.expose(CameraId.RDC, List.of(new Instant(a, 10)), 1);
        byte[] both = renderer.expose(CameraId.RDC, List.of(new Instant(a, 10), new Instant(b, 10.004)), 1);
        int moved = different(first, both);
        assertTrue(moved > 200, "pixels=" + moved);
    }

    @Test
    void stageCameraSeesTheRoverBelowIt() {
        byte[] rgb = renderer.render(CameraId.DDC, skyCrane(), 1).data();
        int grey = 0;
        int bright = 0;
        for (int r = 98; r < 158; r++) {
            for (int c = 130; c < 190; c++) {
                int k = 3 * (320 * r + c);
                int red = rgb[k] & 0xff;
                if (Math.abs(red - (rgb[k + 2] & 0xff)) < 30) grey++;
                if (red > 150) bright++;
            }
        }
        assertTrue(grey > 1200 && bright > 500,
                "deck, wheels and cables, not soil: " + grey + " grey, " + bright + " bright");
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
