package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class VisionComputerTest {
    private static final long SEED = 20210218;
    private static SyntheticSite site;
    private static SyntheticSite elsewhere;
    private static MountedCamera camera;

    @BeforeAll
    static void makeTerrain() {
        site = new SyntheticSite(SEED);
        elsewhere = new SyntheticSite(SEED + 100);
        camera = MountedCamera.lcam(new ParameterTable());
        System.out.println("localisation tests: seed " + SEED);
    }

    private static VisionComputer alone() {
        return new VisionComputer(
                new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of()), camera, site.map);
    }

    private static VisionRequest wrongPrior(SyntheticSite s, SyntheticSite.View view, double aglM, double reachM,
            SplittableRandom random) {
        double turn = StrictMath.toRadians(1);
        VisionRequest q = s.request(view, VisionRequest.Mode.COARSE, reachM * (2 * random.nextDouble() - 1),
                reachM * (2 * random.nextDouble() - 1), 0.02 * aglM * (2 * random.nextDouble() - 1),
                new Vec3(turn * (2 * random.nextDouble() - 1), turn * (2 * random.nextDouble() - 1),
                        turn * (2 * random.nextDouble() - 1)));
        q.sigmaEnuM.set(reachM / 1.7, reachM / 1.7, 0.015 * aglM);
        q.sigmaAttitudeRad = turn;
        return q;
    }

    @Test
    void findsItselfFromPriorsWrongByThreeKilometres() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 7; i++) {
            double aglM = 1700 + 400 * i;
            SyntheticSite.View view = site.view(1500 * (random.nextDouble() - 0.5), 1500 * (random.nextDouble() - 0.5),
                    aglM, 2 * Math.PI * random.nextDouble(), StrictMath.toRadians(30 * random.nextDouble() - 15));
            byte[] grey = site.render(view, camera.model, 3, SEED + i);
            VisionRequest request = wrongPrior(site, view, aglM, 3200, random);
            computer.process(request, grey, fix);
            Vec3 error = site.error(view, fix.rMcmfM);
            System.out.printf("  agl %.0f m: %s east %.1f north %.1f up %.1f m, %d of %d, peak ratio %.2f%n", aglM,
                    fix.status, error.x, error.y, error.z, fix.inliers, fix.landmarks, fix.peakRatio);
            assertEquals(VisionFix.Status.FIX, fix.status);
            assertTrue(Math.hypot(error.x, error.y) < 10, "horizontal error");
            assertTrue(Math.abs(error.z) < 20, "height error");
            Vec3 turn = new Quat().product(new Quat().inverse(view.qMcmfFromBody), fix.qMcmfFromBody)
                    .toRotationVector(new Vec3());
            assertTrue(Math.toDegrees(turn.norm()) < 0.25, "attitude error " + Math.toDegrees(turn.norm()));
            assertTrue(error.norm() < 6 * fix.sigmaEnuM.norm(), "sigmas tell the error");
        }
    }

    /** As without radar: the height is the worst known. */
    @Test
    void findsItselfFromAHeightWrongByAThird() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        double aglM = 3000;
        for (double wrongShare : new double[]{-0.3, -0.1, 0.17, 0.4}) {
            SyntheticSite.View view = site.view(400, -300, aglM, 2, StrictMath.toRadians(12));
            byte[] grey = site.render(view, camera.model, 3, SEED);
            VisionRequest request = site.request(view, VisionRequest.Mode.COARSE, 900, -1100, wrongShare * aglM,
                    new Vec3(0.001, -0.001, 0.001));
            request.sigmaEnuM.set(700, 700, 0.2 * (1 + wrongShare) * aglM);
            request.sigmaAttitudeRad = 0.001;
            computer.process(request, grey, fix);
            assertEquals(VisionFix.Status.FIX, fix.status, "height wrong by " + wrongShare);
            Vec3 error = site.error(view, fix.rMcmfM);
            assertTrue(Math.hypot(error.x, error.y) < 10 && Math.abs(error.z) < 20, "error " + error);
            SyntheticSite.View other = elsewhere.view(400, -300, aglM, 2, StrictMath.toRadians(12));
            computer.process(request, elsewhere.render(other, camera.model, 3, SEED), fix);
            assertNotEquals(VisionFix.Status.FIX, fix.status, "another place");
        }
    }

    @Test
    void pictureOfAnotherPlaceGivesNoFix() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5; i++) {
            double aglM = 1800 + 500 * i;
            SyntheticSite.View view = elsewhere.view(0, 0, aglM, random.nextDouble() * 6, 0);
            byte[] grey = elsewhere.render(view, camera.model, 2, SEED + i);
            computer.process(wrongPrior(elsewhere, view, aglM, 3200, random), grey, fix);
            assertNotEquals(VisionFix.Status.FIX, fix.status);
            assertEquals(0, fix.rMcmfM.norm(), "a refusal carries no position");
        }
    }

    @Test
    void blankDarkAndSaturatedFramesAreRefused() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SyntheticSite.View view = site.view(0, 0, 2500, 0, 0);
        VisionRequest request = wrongPrior(site, view, 2500, 1000, new SplittableRandom(SEED));
        byte[] grey = new byte[1024 * 1024];
        for (int level : new int[]{0, 90, 255}) {
            Arrays.fill(grey, (byte) level);
            computer.process(request, grey, fix);
            assertEquals(VisionFix.Status.NO_CONTRAST, fix.status);
        }
        computer.process(request, null, fix);
        assertEquals(VisionFix.Status.NO_IMAGE, fix.status);
        SplittableRandom noise = new SplittableRandom(SEED);
        for (int i = 0; i < grey.length; i++)
            grey[i] = (byte) (100 + noise.nextInt(40));
        computer.process(request, grey, fix);
        assertNotEquals(VisionFix.Status.FIX, fix.status);
    }

    @Test
    void firstFixNeedsThreeFramesThatAgree() {
        VisionComputer computer = new VisionComputer(new ParameterTable(), camera, site.map);
        VisionFix fix = new VisionFix();
        VisionFix.Status[] expected = {VisionFix.Status.COARSE_PENDING, VisionFix.Status.COARSE_PENDING,
            VisionFix.Status.FIX};
        for (int i = 0; i < 3; i++) {
            SyntheticSite.View view = site.view(100 + 20 * i, -200, 3500 - 150 * i, 0.4, 0.05);
            byte[] grey = site.render(view, camera.model, 2, SEED + i);
            VisionRequest q = site.request(view, VisionRequest.Mode.COARSE, 700, -900, 20,
                    new Vec3(0.005, 0.004, -0.006));
            q.sigmaEnuM.set(800, 800, 30);
            q.sigmaAttitudeRad = 0.01;
            computer.process(q, grey, fix);
            assertEquals(expected[i], fix.status);
        }
    }

    @Test
    void fineModeTracksAndRefusesAContradiction() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SyntheticSite.View view = site.view(300, 200, 2600, 2.5, -0.1);
        byte[] grey = site.render(view, camera.model, 3, SEED);
        VisionRequest q = site.request(view, VisionRequest.Mode.FINE, 15, -12, 5, new Vec3(0.002, -0.001, 0.003));
        q.sigmaEnuM.set(15, 15, 10);
        q.sigmaAttitudeRad = 0.003;
        computer.process(q, grey, fix);
        assertEquals(VisionFix.Status.FIX, fix.status);
        assertTrue(site.error(view, fix.rMcmfM).norm() < 6);
        q = site.request(view, VisionRequest.Mode.FINE, 900, 0, 0, new Vec3());
        q.sigmaEnuM.set(5, 5, 5);
        q.sigmaAttitudeRad = 0.003;
        computer.process(q, grey, fix);
        assertNotEquals(VisionFix.Status.FIX, fix.status);
    }

    @Test
    void landmarksOfTheFrameCanBeSeen() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SyntheticSite.View view = site.view(300, 200, 2600, 2.5, -0.1);
        VisionRequest q = site.request(view, VisionRequest.Mode.FINE, 9, -8, 5, new Vec3(0.002, -0.001, 0.003));
        q.sigmaEnuM.set(15, 15, 10);
        q.sigmaAttitudeRad = 0.003;
        computer.process(q, site.render(view, camera.model, 3, SEED), fix);
        MatchedLandmarks seen = computer.landmarks();
        int kept = 0;
        for (int k = 0; k < seen.size; k++) {
            assertTrue(camera.model.inside(seen.u[k], seen.v[k], 0), "found inside the frame");
            assertTrue(Math.hypot(seen.eastM[k] - 300, seen.northM[k] - 200) < 2 * 2600, "near the place");
            if (!seen.kept[k]) continue;
            kept++;
            double off = Math.hypot(seen.u[k] - seen.predictedU[k], seen.v[k] - seen.predictedV[k]);
            assertTrue(off < 6, "kept landmark off by " + off + " px");
        }
        assertEquals(fix.inliers, kept);
        assertTrue(kept > 15);
        computer.process(q, null, fix);
        assertEquals(0, computer.landmarks().size, "no frame, no landmarks");
    }

    @Test
    void tooLowForTheMapIsSaidSo() {
        VisionComputer computer = alone();
        VisionFix fix = new VisionFix();
        SyntheticSite.View view = site.view(0, 0, 300, 0, 0);
        byte[] grey = site.render(view, camera.model, 2, SEED);
        computer.process(wrongPrior(site, view, 300, 1000, new SplittableRandom(SEED)), grey, fix);
        assertEquals(VisionFix.Status.MAP_TOO_COARSE, fix.status);
    }

    @Test
    void equalInputsGiveEqualBitsAndNothingIsAllocated() {
        VisionComputer one = alone();
        VisionComputer other = alone();
        SyntheticSite.View view = site.view(-400, 500, 3000, 1.2, 0.1);
        byte[] grey = site.render(view, camera.model, 3, SEED);
        VisionRequest q = wrongPrior(site, view, 3000, 3200, new SplittableRandom(SEED));
        VisionFix a = new VisionFix();
        VisionFix b = new VisionFix();
        one.process(q, grey, a);
        one.process(q, grey, a);
        other.process(q, grey, b);
        assertEquals(bits(b), bits(a));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        // the compiler at work may allocate a few bytes once on this thread; a frame that allocates does so every time
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            one.process(q, grey, a);
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, fewest, "bytes allocated per frame");
    }

    @Test
    void aWindowOfTheMapDoesAsWellAsTheWholeWhereItReaches() {
        VisionComputer windowed = new VisionComputer(new ParameterTable(Map.of("trn.coarse.framesToAgree",
                new double[]{1}, "trn.map.windowHalfM", new double[]{5003}), Map.of()), camera, site.map);
        VisionComputer whole = alone();
        SyntheticSite.View view = site.view(150, -100, 1900, 1.2, 0.05);
        byte[] grey = site.render(view, camera.model, 3, SEED);
        VisionRequest q = wrongPrior(site, view, 1900, 900, new SplittableRandom(SEED));
        VisionFix a = new VisionFix();
        VisionFix b = new VisionFix();
        windowed.process(q, grey, a);
        whole.process(q, grey, b);
        assertEquals(VisionFix.Status.FIX, a.status);
        assertTrue(new Vec3().difference(a.rMcmfM, b.rMcmfM).norm() < 0.5, "the two differ by no more than rounding");
    }

    @Test
    void aWindowIsAsLargeAsAskedAndNoLarger() {
        SiteMap part = site.map.window(500, -300, 2000);
        assertEquals(4000 / SyntheticSite.CELL_M, part.width, 17);
        assertTrue(part.westM <= 500 - 2000 && part.westM > 500 - 2000 - 9 * SyntheticSite.CELL_M);
        assertEquals(site.map.elevationAtM(700, 100), part.elevationAtM(700, 100), 0);
        int c = (int) Math.rint((700 - part.westM) / part.pixelM);
        int r = (int) Math.rint((part.northM - 100) / part.pixelM);
        int wc = (int) Math.rint((700 - site.map.westM) / site.map.pixelM);
        int wr = (int) Math.rint((site.map.northM - 100) / site.map.pixelM);
        assertEquals(site.map.appearance[wr * site.map.width + wc], part.appearance[r * part.width + c]);
        assertTrue(site.map.window(0, 0, 0) == site.map && site.map.window(0, 0, 1e6) == site.map, "nothing to cut");
        IllegalArgumentException off = org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class,
                () -> site.map.window(1e6, 0, 1000));
        assertTrue(off.getMessage().startsWith("map: window="));
    }

    @Test
    void placesWithoutAPictureAreLeftOut() {
        byte[] holes = site.map.appearance.clone();
        int w = site.map.width;
        // a third of the map is not there, some of it in the view
        for (int r = 0; r < site.map.height; r++)
            for (int c = 0; c < w; c++)
                if ((r / 130 + c / 130) % 3 == 0) holes[r * w + c] = 0;
        SiteMap.Grid grid = new SiteMap.Grid(w, site.map.height, site.map.pixelM, site.map.westM, site.map.northM);
        SiteMap map = new SiteMap(site.map.referenceRadiusM, site.map.areoidRadiusM, site.map.centreLatRad,
                site.map.centreLonRad, grid, holes, grid, site.map.elevationM, null, null);
        VisionComputer computer = new VisionComputer(
                new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of()), camera, map);
        SplittableRandom random = new SplittableRandom(SEED);
        VisionFix fix = new VisionFix();
        for (int i = 0; i < 3; i++) {
            SyntheticSite.View view = site.view(400 * i, -300 * i, 2600 + 300 * i, i, 0.05);
            computer.process(wrongPrior(site, view, 2600, 2500, random), site.render(view, camera.model, 3, SEED + i),
                    fix);
            assertEquals(VisionFix.Status.FIX, fix.status);
            assertTrue(site.error(view, fix.rMcmfM).norm() < 15, "error " + site.error(view, fix.rMcmfM));
            MatchedLandmarks seen = computer.landmarks();
            for (int k = 0; k < seen.size; k++) {
                int c = (int) Math.rint((seen.eastM[k] - map.westM) / map.pixelM);
                int r = (int) Math.rint((map.northM - seen.northM[k]) / map.pixelM);
                assertTrue(holes[r * w + c] != 0 || !seen.kept[k], "landmark in a hole");
            }
        }
    }

    @Test
    void warmUpLeavesNoTrace() {
        VisionComputer cold = new VisionComputer(new ParameterTable(), site.map);
        VisionComputer warm = new VisionComputer(new ParameterTable(), site.map);
        assertTrue(VisionWarmUp.run(warm, camera, site.map, 8) >= 4, "most of the warm-up pictures are found");
        SyntheticSite.View view = site.view(200, 100, 3300, 0.7, 0.05);
        byte[] grey = site.render(view, camera.model, 2, SEED);
        VisionRequest q = wrongPrior(site, view, 3300, 2500, new SplittableRandom(SEED));
        VisionFix a = new VisionFix();
        VisionFix b = new VisionFix();
        for (int i = 0; i < 3; i++) {
            cold.process(q, grey, a);
            warm.process(q, grey, b);
            assertEquals(bits(a), bits(b));
        }
        assertEquals(VisionFix.Status.FIX, a.status);
    }

    private static long bits(VisionFix f) {
        Digest d = new Digest();
        d.fold(f.status.ordinal());
        d.fold(f.rMcmfM);
        d.fold(f.qMcmfFromBody);
        d.fold(f.sigmaEnuM);
        d.fold(f.residualPx);
        d.fold(f.peakRatio);
        d.fold(f.inliers);
        return d.value();
    }
}
