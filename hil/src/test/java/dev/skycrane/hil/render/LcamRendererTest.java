package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LcamRendererTest {
    private static final double[] HEIGHTS_M = {11000, 6000, 4200, 2300, 500, 60, 8};
    private static MapPackage synthetic;
    private static SiteMap map;

    @BeforeAll
    static void makeMap() {
        synthetic = Sites.jezero(1);
        map = SiteMaps.of(synthetic);
    }

    private static ParameterTable noiseless() {
        return new ParameterTable(Map.of("render.lcam.readNoiseDn", new double[]{0}, "render.lcam.electronsPerDn",
                new double[]{1e4}, "render.hazePerKm", new double[]{0}, "render.lcam.vignetting", new double[]{0},
                "render.lcam.gain", new double[]{1}, "render.detailContrast", new double[]{0}), Map.of());
    }

    private static LcamRenderer renderer(Rows rows) {
        return new LcamRenderer(new ParameterTable(), map, SiteMaps.sunOf(synthetic), 3, rows);
    }

    @Test
    void picturesHaveContrastAtEveryHeight() throws IOException {
        LcamRenderer renderer = renderer(Rows.sequential());
        for (double h : HEIGHTS_M) {
            long t0 = System.nanoTime();
            var frame = renderer.frame(Pictures.truth(map, -900, 400, h, 30, 8), (long) h);
            System.out.printf("LCAM at %.0f m: %.1f ms%n", h, (System.nanoTime() - t0) * 1e-6);
            Pictures.write(frame, "lcam-" + (int) h);
            double sum = 0;
            double squares = 0;
            for (byte b : frame.data()) {
                sum += b & 0xff;
                squares += (b & 0xff) * (b & 0xff);
            }
            double mean = sum / frame.data().length;
            double sigma = Math.sqrt(squares / frame.data().length - mean * mean);
            assertTrue(mean > 40 && mean < 200, "mean " + mean);
            assertTrue(sigma > 4, "sigma " + sigma);
        }
    }

    /** The landing's digest hangs on every bit of these pictures: a faster renderer renders the same. */
    @Test
    void picturesAreThoseOfEarlierVersionsToTheLastBit() {
        LcamRenderer renderer = renderer(Rows.sequential());
        CRC32 sum = new CRC32();
        for (double h : HEIGHTS_M)
            sum.update(renderer.frame(Pictures.truth(map, -900, 400, h, 30, 17), (long) h).data());
        assertEquals("4ce49243", Long.toHexString(sum.getValue()));
    }

    @Test
    void pictureDoesNotDependOnTheNumberOfThreads() throws InterruptedException {
        Truth t = Pictures.truth(map, -900, 400, 2300, 30, 12);
        byte[] one = renderer(Rows.sequential()).frame(t, 77).data();
        for (int threads : new int[]{2, 3}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                assertArrayEquals(one, renderer(Rows.on(pool, threads)).frame(t, 77).data());
            } finally {
                pool.shutdownNow();
            }
        }
        assertFalse(Arrays.equals(one, renderer(Rows.sequential()).frame(t, 78).data()), "noise of another tick");
    }

    @Test
    void attachedHeatShieldLeavesTheCameraInTheDark() {
        Truth t = Pictures.truth(map, 0, 0, 11000, 0, 0);
        t.heatShieldFree = false;
        for (byte b : renderer(Rows.sequential()).frame(t, 5).data())
            assertTrue((b & 0xff) < 20);
    }

    @Test
    void fallenHeatShieldHidesTheGroundWhereItIs() {
        Truth t = Pictures.truth(map, 0, 0, 9000, 0, 0);
        ParameterTable p = noiseless();
        MountedCamera camera = MountedCamera.lcam(p);
        Vec3 below = new Vec3(3, -2, 40);
        t.qMcmfFromBody.rotate(below, t.heatShieldRMcmfM).add(t.rMcmfM);
        t.heatShieldQMcmfFromBody.set(t.qMcmfFromBody);
        LcamRenderer r = new LcamRenderer(p, map, null, 1, Rows.sequential());
        byte[] d = r.frame(t, 1).data();
        double[] uv = new double[2];
        camera.model.project(below, uv);
        int k = (int) Math.rint(uv[1]) * 1024 + (int) Math.rint(uv[0]);
        assertEquals(70, d[k] & 0xff, 1);
        double radiusPx = camera.model.focalPx() * 2.25 / 40;
        int covered = 0;
        int reach = (int) radiusPx + 6;
        for (int y = (int) uv[1] - reach; y <= uv[1] + reach; y++)
            for (int c = (int) uv[0] - reach; c <= uv[0] + reach; c++)
                if (Math.abs((d[y * 1024 + c] & 0xff) - 70) <= 1) covered++;
        assertEquals(Math.PI * radiusPx * radiusPx, covered, 0.1 * Math.PI * radiusPx * radiusPx);
    }

    /** A bright spot painted on the map must appear where camera model and exact spherical geometry put it. */
    @Test
    void knownPointsOfTheGroundAppearWhereTheCameraModelPutsThem() {
        int size = 2048;
        double[][] spots = {{0, 0}, {1500, -2600}, {-3300, 1200}, {3900, 3500}, {-2400, -4100}};
        byte[] flat = new byte[size * size];
        Arrays.fill(flat, (byte) 60);
        SiteMap.Grid grid = new SiteMap.Grid(size, size, 6, -0.5 * (size - 1) * 6, 0.5 * (size - 1) * 6);
        for (double[] s : spots) {
            int c = (int) Math.rint((s[0] - grid.westM()) / 6);
            int r = (int) Math.rint((grid.northM() - s[1]) / 6);
            s[0] = grid.westM() + c * 6;
            s[1] = grid.northM() - r * 6;
            for (int i = -3; i <= 3; i++)
                Arrays.fill(flat, (r + i) * size + c - 3, (r + i) * size + c + 4, (byte) 200);
        }
        int n = size / 2;
        float[] hills = new float[n * n];
        for (int i = 0; i < hills.length; i++)
            hills[i] = (float) (-2570 + 60 * Math.sin(i / n * 0.02) + 0.05 * (i % n));
        SiteMap site = new SiteMap(map.referenceRadiusM, map.areoidRadiusM, map.centreLatRad, map.centreLonRad, grid,
                flat, new SiteMap.Grid(n, n, 12, -0.5 * (n - 1) * 12, 0.5 * (n - 1) * 12), hills, null, null);
        ParameterTable p = noiseless();
        MountedCamera camera = MountedCamera.lcam(p);
        Truth t = Pictures.truth(site, 250, -150, 5200, 35, 6);
        byte[] d = new LcamRenderer(p, site, null, 1, Rows.sequential()).frame(t, 1).data();
        int seen = 0;
        for (double[] s : spots) {
            double[] uv = project(camera, t, site, s[0], s[1]);
            if (!camera.model.inside(uv[0], uv[1], 12)) continue;
            seen++;
            double[] centre = centroid(d, uv, 10);
            assertEquals(uv[0], centre[0], 0.15, "column");
            assertEquals(uv[1], centre[1], 0.15, "row");
        }
        assertTrue(seen >= 4, "spots in view: " + seen);
    }

    private static double[] project(MountedCamera camera, Truth t, SiteMap site, double eastM, double northM) {
        Vec3 point = new EnuFrame(site.latRad(northM), site.lonRad(eastM),
                site.areoidRadiusM + site.elevationAtM(eastM, northM)).originMcmfM();
        Vec3 inCamera = new Vec3().difference(point, t.rMcmfM);
        t.qMcmfFromBody.rotateInverse(inCamera, inCamera);
        inCamera.subtract(camera.offsetBodyM);
        new Quat().set(camera.qBodyFromCamera).rotateInverse(inCamera, inCamera);
        double[] uv = new double[2];
        assertTrue(camera.model.project(inCamera, uv));
        return uv;
    }

    private static double[] centroid(byte[] d, double[] near, int half) {
        double sum = 0;
        double u = 0;
        double v = 0;
        for (int r = (int) near[1] - half; r <= (int) near[1] + half; r++) {
            for (int c = (int) near[0] - half; c <= (int) near[0] + half; c++) {
                double w = Math.max(0, (d[r * 1024 + c] & 0xff) - 64);
                sum += w;
                u += w * c;
                v += w * r;
            }
        }
        return new double[]{u / sum, v / sum};
    }
}
