package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.MapImport;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.testing.SharedData;
import dev.skycrane.proto.site.MapPackage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real Jezero: orbital image and elevation models in, pictures out, compared with those that the real camera took. */
@Timeout(120)
class RealJezeroTest {
    private static final int SIZE = 256;
    private static final int SEARCH = 8;
    /** Landing point of Perseverance: elevation -2570 m (dossier section 1.2). */
    private static final double LANDING_RADIUS_M = 3391937;

    private static MapPackage jezero() {
        Path d = SharedData.require("jezero_trn");
        return MapImport.run(new MapImport.Request(d.resolve("jezero_map_color_4096x3879.jpg"),
                List.of(d.resolve("jezero_hirise_dtm_8m.tif"), d.resolve("jezero_ctx_dtm_30m.tif")), null, true,
                "Jezero", 18.44462, 77.45088, 3394507));
    }

    @Test
    void renderedFramesLieOnTheRealOnes() throws IOException {
        MapPackage map = jezero();
        assertEquals(LANDING_RADIUS_M, SiteMaps.targetRadiusM(map), 6);
        SiteMap site = SiteMaps.of(map);
        LcamRenderer renderer = new LcamRenderer(new ParameterTable(Map.of("render.lcam.vignetting", new double[]{0}),
                Map.of()), site, null, 1, Rows.sequential());
        for (int frame : new int[]{16, 28, 40}) {
            String[] row = pose(frame);
            Truth t = truth(row);
            CameraFrame picture = renderer.frame(t, frame);
            Pictures.write(picture, "jezero-" + frame);
            double[] made = contrast(shrink(picture.data(), 1024));
            double[] real = contrast(shrink(real(row[1]), 800));
            double[] best = shift(made, real);
            System.out.printf("real frame %d: shift %.0f, %.0f of %d px, correlation %.2f%n", frame, best[0], best[1],
                    SIZE, best[2]);
            assertTrue(best[2] > 0.35, "correlation " + best[2]);
            assertEquals(0, best[0], 1, "columns, of 4 full pixels each");
            assertEquals(0, best[1], 1, "rows");
        }
    }

    private static String[] pose(int frame) throws IOException {
        Path csv = SharedData.require("jezero_trn").resolve("lcam_poses_even_frames.csv");
        for (String line : Files.readAllLines(csv)) {
            String[] f = line.split(",");
            if (f[0].equals(Integer.toString(frame)) && f[3].equals("derived_resection")) return f;
        }
        throw new AssertionError("no pose of frame " + frame);
    }

    /** LCAM's mount is the identity by default, so that the body's pose is the camera's. */
    private static Truth truth(String[] f) {
        Truth t = new Truth();
        t.heatShieldFree = true;
        t.rMcmfM.set(Double.parseDouble(f[4]), Double.parseDouble(f[5]), Double.parseDouble(f[6]));
        t.qMcmfFromBody.set(Double.parseDouble(f[15]), Double.parseDouble(f[16]), Double.parseDouble(f[17]),
                Double.parseDouble(f[18])).normalize();
        return t;
    }

    private static byte[] real(String name) throws IOException {
        BufferedImage image = ImageIO.read(SharedData.require("jezero_trn").resolve("frames").resolve(name).toFile());
        byte[] out = new byte[800 * 800];
        for (int r = 0; r < 800; r++)
            for (int c = 0; c < 800; c++)
                out[r * 800 + c] = (byte) (image.getRGB(c, r) & 0xff);
        return out;
    }

    /** Box means on SIZE x SIZE cells. */
    private static double[] shrink(byte[] in, int n) {
        double[] sum = new double[SIZE * SIZE];
        double[] count = new double[SIZE * SIZE];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                int k = r * SIZE / n * SIZE + c * SIZE / n;
                sum[k] += in[r * n + c] & 0xff;
                count[k]++;
            }
        }
        for (int i = 0; i < sum.length; i++)
            sum[i] /= count[i];
        return sum;
    }

    /** Minus the mean over 17 x 17 cells: takes out haze, shading and the lens. */
    private static double[] contrast(double[] in) {
        double[] out = new double[in.length];
        for (int r = SEARCH; r < SIZE - SEARCH; r++) {
            for (int c = SEARCH; c < SIZE - SEARCH; c++) {
                double mean = 0;
                for (int y = -8; y <= 8; y++)
                    for (int x = -8; x <= 8; x++)
                        mean += in[(r + y) * SIZE + c + x];
                out[r * SIZE + c] = in[r * SIZE + c] - mean / 289;
            }
        }
        return out;
    }

    private static double[] shift(double[] a, double[] b) {
        double[] best = {0, 0, -1};
        for (int dy = -SEARCH; dy <= SEARCH; dy++) {
            for (int dx = -SEARCH; dx <= SEARCH; dx++) {
                double ab = 0;
                double aa = 0;
                double bb = 0;
                for (int r = 2 * SEARCH; r < SIZE - 2 * SEARCH; r++) {
                    for (int c = 2 * SEARCH; c < SIZE - 2 * SEARCH; c++) {
                        double u = a[(r + dy) * SIZE + c + dx];
                        double v = b[r * SIZE + c];
                        ab += u * v;
                        aa += u * u;
                        bb += v * v;
                    }
                }
                double value = ab / Math.sqrt(aa * bb);
                if (value > best[2]) best = new double[]{dx, dy, value};
            }
        }
        return best;
    }
}
