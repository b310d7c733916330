package dev.skycrane.hil.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.LcamRenderer;
import dev.skycrane.hil.terrain.LunarLambert;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The Moon by configuration alone: radii and photometry. Elevation of the Apollo 11 region out of LROC's GLD100 (118 m), lit by a sun for the
 * map and by another one for the frames.
 */
@Timeout(120)
final class LunarLocalisationTest {
    private static final long SEED = 1969;
    private static final double RADIUS_M = 1737400;
    private static final double POST_DEG = 1.0 / 256;
    private static final Sun MAP_SUN = new Sun(90, 32);

    private static Path elevation() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path file = p.resolve("shared/data/moon/gld100_apollo11_118m.tif");
            if (Files.isRegularFile(file)) return file;
        }
        return null;
    }

    /** 22 to 26 E, 0 to 2 N (README of the data), on its own grid of some 118 m. */
    private static SiteMap moon(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        int w = raster.getWidth();
        int h = raster.getHeight();
        float[] height = raster.getSamples(0, 0, w, h, 0, (float[]) null);
        double latRad = StrictMath.toRadians(1);
        double postM = StrictMath.toRadians(POST_DEG) * RADIUS_M;
        byte[] grey = new byte[w * h];
        LunarLambert light = new LunarLambert(MAP_SUN, 1);
        SplittableRandom noise = new SplittableRandom(SEED);
        for (int r = 0; r < h; r++) {
            for (int c = 0; c < w; c++) {
                double east = (height[r * w + Math.min(w - 1, c + 1)] - height[r * w + Math.max(0, c - 1)])
                        / (2 * postM);
                double north = (height[Math.max(0, r - 1) * w + c] - height[Math.min(h - 1, r + 1) * w + c])
                        / (2 * postM);
                double dn = 105 * light.relative(east, north) + 3 * (noise.nextDouble() - 0.5);
                grey[r * w + c] = (byte) (int) Math.max(1, Math.min(254, dn + 0.5));
            }
        }
        SiteMap.Grid grid = new SiteMap.Grid(w, h, postM, -0.5 * (w - 1) * postM, 0.5 * (h - 1) * postM);
        return new SiteMap(RADIUS_M, RADIUS_M, latRad, StrictMath.toRadians(24), grid, grey, grid, height, null, null);
    }

    @Test
    void framesOfTheMoonAreLocalised() throws IOException {
        Path file = elevation();
        assumeTrue(file != null, "shared/data/moon is not here: the Moon not tried");
        SiteMap map = moon(file);
        ParameterTable p = new ParameterTable(Map.of("render.lunarWeight", new double[]{1}, "render.hazePerKm",
                new double[]{0}, "render.sunAzimuthDeg", new double[]{78}, "render.sunElevationDeg", new double[]{27},
                "trn.map.windowHalfM", new double[]{0}, "trn.coarse.framesToAgree", new double[]{1}), Map.of());
        LcamRenderer renderer = new LcamRenderer(p, map, MAP_SUN, SEED, Rows.sequential());
        VisionComputer computer = new VisionComputer(p, MountedCamera.lcam(p), map);
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] grey = new byte[1024 * 1024];
        VisionFix fix = new VisionFix();
        System.out.println("Moon, Apollo 11 region, seed " + SEED);
        for (int i = 0; i < 6; i++) {
            double eastM = 14000 * symmetric(random);
            double northM = 8000 * symmetric(random);
            double aboveM = 18000 + 1500 * i;
            Truth t = new Truth();
            double radiusM = RADIUS_M + map.elevationAtM(eastM, northM) + aboveM;
            t.rMcmfM.set(new EnuFrame(map.latRad(northM), map.lonRad(eastM), radiusM).originMcmfM());
            t.qMcmfFromBody.product(BlindSearch.lookingDown(t.rMcmfM, i), new Quat().fromRotationVector(
                    0.1 * symmetric(random), 0.1 * symmetric(random), 0));
            t.heatShieldFree = true;
            t.heatShieldRMcmfM.zero();
            renderer.render(t, i, grey);
            VisionRequest q = new VisionRequest();
            q.mode = VisionRequest.Mode.COARSE;
            new EnuFrame().set(t.rMcmfM).positionToMcmf(new Vec3(3200 * symmetric(random), 3200 * symmetric(random),
                    0.01 * aboveM * symmetric(random)), q.rMcmfM);
            q.qMcmfFromBody.product(t.qMcmfFromBody, new Quat().fromRotationVector(0.009 * symmetric(random),
                    0.009 * symmetric(random), 0.009 * symmetric(random)));
            q.sigmaEnuM.set(1850, 1850, 0.008 * aboveM);
            q.sigmaAttitudeRad = 0.007;
            computer.process(q, grey, fix);
            Vec3 off = new EnuFrame().set(t.rMcmfM).position(fix.rMcmfM, new Vec3());
            System.out.printf("  %5.0f m %s east %.0f north %.0f up %.0f m, %d of %d%n", aboveM, fix.status, off.x,
                    off.y,
                    off.z, fix.inliers, fix.landmarks);
            assertEquals(VisionFix.Status.FIX, fix.status, "height " + aboveM);
            // half a map cell
            assertTrue(Math.hypot(off.x, off.y) < 60, "error " + off);
        }
    }

    private static double symmetric(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }
}
