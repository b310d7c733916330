package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must not lead to a wrong fix, and that a right one comes back afterwards. */
@Timeout(120)
final class IntegrityTest {
    private static final long SEED = 4711;
    private static final int SIDE = 1024;
    private static final double AGL_M = 3000;
    private static SyntheticSite site;
    private static MountedCamera camera;

    private final VisionFix fix = new VisionFix();

    @BeforeAll
    static void makeTerrain() {
        site = new SyntheticSite(SEED);
        camera = MountedCamera.lcam(new ParameterTable());
        System.out.println("integrity tests: seed " + SEED);
    }

    private static VisionComputer alone(SiteMap map) {
        return new VisionComputer(new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of()),
                camera, map);
    }

    private static VisionRequest coarse(SyntheticSite s, SyntheticSite.View view) {
        VisionRequest q = s.request(view, VisionRequest.Mode.COARSE, 1200, -900, 20, new Vec3(0.006, -0.004, 0.005));
        q.sigmaEnuM.set(1000, 1000, 30);
        q.sigmaAttitudeRad = 0.01;
        return q;
    }

    private static VisionRequest fine(SyntheticSite s, SyntheticSite.View view) {
        VisionRequest q = s.request(view, VisionRequest.Mode.FINE, 10, -8, 4, new Vec3(0.001, -0.001, 0.002));
        q.sigmaEnuM.set(12, 12, 8);
        q.sigmaAttitudeRad = 0.003;
        return q;
    }

    private void assertRight(SyntheticSite s, SyntheticSite.View view, double limitM) {
        assertEquals(VisionFix.Status.FIX, fix.status);
        Vec3 error = s.error(view, fix.rMcmfM);
        assertTrue(Math.hypot(error.x, error.y) < limitM, "error " + error);
    }

    @Test
    void groundThatRepeatsItselfGivesNoFixButGroundThatDoesNotDoes() {
        // squares of 1.4 km, mirrored: several places within the search look alike
        SyntheticSite repeating = new SyntheticSite(SEED, 200);
        VisionComputer computer = alone(repeating.map);
        for (int i = 0; i < 4; i++) {
            SyntheticSite.View view = repeating.view(300 * i - 400, 250 - 200 * i, 1900, 0.3 * i, 0.02);
            byte[] grey = repeating.render(view, camera.model, 2, SEED + i);
            VisionRequest q = coarse(repeating, view);
            computer.process(q, grey, fix);
            assertEquals(VisionFix.Status.WEAK_PEAK, fix.status, "ambiguous place " + i);
            // told where it is to within less than the period, it can say
            q.sigmaEnuM.set(40, 40, 30);
            computer.process(fine(repeating, view), grey, fix);
            assertRight(repeating, view, 15);
        }
        SyntheticSite.View view = site.view(-400, 250, 1900, 0, 0.02);
        VisionComputer plain = alone(site.map);
        plain.process(coarse(site, view), site.render(view, camera.model, 2, SEED), fix);
        assertRight(site, view, 15);
    }

    @Test
    void pictureThatDoesNotChangeIsNotBelieved() {
        VisionComputer computer = new VisionComputer(new ParameterTable(), camera, site.map);
        byte[] frozen = site.render(site.view(0, 0, 4000, 0.4, 0.05), camera.model, 2, SEED);
        for (int i = 0; i < 6; i++) {
            // the vehicle falls 140 m between the frames, the picture stays
            SyntheticSite.View view = site.view(20 * i, 10 * i, 4000 - 140 * i, 0.4, 0.05);
            computer.process(coarse(site, view), frozen, fix);
            assertNotEquals(VisionFix.Status.FIX, fix.status, "frame " + i);
        }
    }

    @Test
    void aSearchAfterTrackingNeedsItsOwnAgreement() {
        VisionComputer computer = new VisionComputer(new ParameterTable(), camera, site.map);
        SyntheticSite.View view = site.view(100, -200, 3300, 0.4, 0.05);
        byte[] grey = site.render(view, camera.model, 2, SEED);
        for (int i = 0; i < 3; i++)
            computer.process(coarse(site, view), grey, fix);
        assertEquals(VisionFix.Status.FIX, fix.status);
        computer.process(fine(site, view), grey, fix);
        assertEquals(VisionFix.Status.FIX, fix.status);
        computer.process(coarse(site, view), grey, fix);
        assertEquals(VisionFix.Status.COARSE_PENDING, fix.status, "one frame is not enough again");
    }

    @Test
    void wrongFixesBeforeDoNotKeepTheRightOneAway() {
        // navigation believes a place 2 km off, with a small sigma; the supervisor tells a large one after lost tracking
        VisionComputer computer = new VisionComputer(new ParameterTable(), camera, site.map);
        VisionFix.Status[] expected = {VisionFix.Status.COARSE_PENDING, VisionFix.Status.COARSE_PENDING,
            VisionFix.Status.FIX};
        for (int i = 0; i < 3; i++) {
            SyntheticSite.View view = site.view(100 + 20 * i, -200, 3500 - 130 * i, 0.4, 0.05);
            byte[] grey = site.render(view, camera.model, 2, SEED + i);
            VisionRequest lost = site.request(view, VisionRequest.Mode.FINE, 2000, 300, 5, new Vec3());
            lost.sigmaEnuM.set(4, 4, 4);
            lost.sigmaAttitudeRad = 0.002;
            if (i == 0) {
                computer.process(lost, grey, fix);
                assertNotEquals(VisionFix.Status.FIX, fix.status, "tracking at the wrong place finds nothing");
            }
            lost.mode = VisionRequest.Mode.COARSE;
            lost.sigmaEnuM.set(1150, 1150, 60);
            lost.sigmaAttitudeRad = 0.017;
            computer.process(lost, grey, fix);
            assertEquals(expected[i], fix.status);
        }
    }

    /** What a camera may show for a while. */
    private enum Trouble {
        BLACKOUT {
            @Override
            void spoil(byte[] grey, SplittableRandom random) {
                Arrays.fill(grey, (byte) 2);
            }
        },
        SATURATION {
            @Override
            void spoil(byte[] grey, SplittableRandom random) {
                for (int i = 0; i < grey.length; i++)
                    grey[i] = (byte) Math.min(255, 3 * (grey[i] & 0xff));
            }
        },
        DUST {
            @Override
            void spoil(byte[] grey, SplittableRandom random) {
                for (int i = 0; i < grey.length; i++)
                    grey[i] = (byte) (160 + 0.01 * (grey[i] & 0xff) + random.nextInt(14));
            }
        },
        LENS_COVERED {
            @Override
            void spoil(byte[] grey, SplittableRandom random) {
                // the heat shield fills most of the view
                for (int i = 0; i < grey.length; i++)
                    if (Math.hypot(i % SIDE - 450, i / SIDE - 520) < 560) grey[i] = (byte) (38 + random.nextInt(3));
            }
        },
        STRIPES {
            @Override
            void spoil(byte[] grey, SplittableRandom random) {
                for (int i = 0; i < grey.length; i++)
                    grey[i] = (byte) (100 + 40 * Math.sin(2 * Math.PI * (i % SIDE) / 37));
            }
        };

        abstract void spoil(byte[] grey, SplittableRandom random);
    }

    @Test
    void nothingIsClaimedWhileTheViewIsSpoiltAndAllIsWellAfterwards() {
        VisionComputer computer = alone(site.map);
        SplittableRandom random = new SplittableRandom(SEED);
        for (Trouble trouble : Trouble.values()) {
            SyntheticSite.View view = site.view(200, 300, AGL_M, 1.1, 0.06);
            byte[] clear = site.render(view, camera.model, 3, SEED);
            for (VisionRequest q : new VisionRequest[]{coarse(site, view), fine(site, view)}) {
                byte[] spoilt = clear.clone();
                trouble.spoil(spoilt, random);
                computer.process(q, spoilt, fix);
                System.out.printf("  %s %s: %s%n", trouble, q.mode, fix.status);
                assertNotEquals(VisionFix.Status.FIX, fix.status, trouble + " " + q.mode);
                assertEquals(0, fix.rMcmfM.norm(), "a refusal carries no position");
                computer.process(q, clear, fix);
                assertRight(site, view, 10);
            }
        }
    }

    @Test
    void partOfTheViewCoveredByTheHeatShieldDoesNotMatter() {
        VisionComputer computer = alone(site.map);
        SyntheticSite.View view = site.view(-300, 100, AGL_M, 2.2, -0.05);
        byte[] grey = site.render(view, camera.model, 3, SEED);
        for (int i = 0; i < grey.length; i++)
            if (Math.hypot(i % SIDE - 600, i / SIDE - 420) < 150) grey[i] = 40;
        computer.process(coarse(site, view), grey, fix);
        assertRight(site, view, 10);
        computer.process(fine(site, view), grey, fix);
        assertRight(site, view, 10);
    }

    @Test
    void atTheMapsEdgeAFixIsRightOrThereIsNone() {
        VisionComputer computer = alone(site.map);
        double edgeM = 0.5 * (site.map.width - 1) * site.map.pixelM;
        int fixes = 0;
        int refusals = 0;
        for (int i = 0; i < 8; i++) {
            SyntheticSite.View view = site.view(edgeM - 2600 + 650 * i, 300 * i, 2500, 0.7 * i, 0);
            computer.process(coarse(site, view), site.render(view, camera.model, 2, SEED + i), fix);
            if (fix.status == VisionFix.Status.FIX) {
                fixes++;
                assertRight(site, view, 20);
            } else {
                refusals++;
            }
        }
        assertTrue(fixes >= 3 && refusals >= 2, fixes + " fixes, " + refusals + " refusals");
    }
}
