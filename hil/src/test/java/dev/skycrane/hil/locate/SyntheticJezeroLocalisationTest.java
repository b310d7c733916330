package dev.skycrane.hil.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rendered pictures of the built-in site: coarse from 3.2 km away, agreement, then fine down to where the map ends. */
@Timeout(120)
final class SyntheticJezeroLocalisationTest {
    private static final long SEED = 7;

    private static Truth truth(SiteMap map, double eastM, double northM, double aglM, double headingRad, Vec3 tiltRad) {
        Truth t = new Truth();
        double latRad = map.latRad(northM);
        double radiusM = map.areoidRadiusM + map.elevationAtM(eastM, northM) + aglM;
        t.rMcmfM.set(new EnuFrame(latRad, map.lonRad(eastM), radiusM).originMcmfM());
        t.qMcmfFromBody.product(BlindSearch.lookingDown(t.rMcmfM, headingRad),
                new Quat().fromRotationVector(tiltRad.x, tiltRad.y, tiltRad.z));
        t.heatShieldFree = true;
        t.heatShieldRMcmfM.set(0, 0, 0);
        return t;
    }

    @Test
    void descentIsFollowedFromThreeKilometresOff() {
        MapPackage site = Sites.jezero(1);
        SiteMap map = SiteMaps.of(site);
        ParameterTable p = new ParameterTable();
        LcamRenderer renderer = new LcamRenderer(p, map, SiteMaps.sunOf(site), SEED, Rows.sequential());
        VisionComputer computer = new VisionComputer(p, MountedCamera.lcam(p), map);
        SplittableRandom random = new SplittableRandom(SEED);
        System.out.println("built-in site, seed 1; errors seed " + SEED);
        Vec3 offsetM = new Vec3(2700, -3000, 0);
        double[] heights = {4150, 4000, 3850, 3700, 3400, 3000, 2600, 2300, 1900, 1400, 1000};
        byte[] grey = new byte[1024 * 1024];
        VisionFix fix = new VisionFix();
        for (int i = 0; i < heights.length; i++) {
            boolean coarse = i < 3;
            Vec3 tilt = new Vec3(0.15 * symmetric(random), 0.15 * symmetric(random), 0);
            Truth t = truth(map, -900 + 20 * i, 450, heights[i], 0.5 + 0.1 * i, tilt);
            renderer.render(t, i, grey);
            VisionRequest q = new VisionRequest();
            q.mode = coarse ? VisionRequest.Mode.COARSE : VisionRequest.Mode.FINE;
            EnuFrame local = new EnuFrame().set(t.rMcmfM);
            Vec3 error = coarse
                    ? new Vec3().set(offsetM)
                    : new Vec3(8 * symmetric(random), 8 * symmetric(random), 4 * symmetric(random));
            local.positionToMcmf(error, q.rMcmfM);
            double turn = coarse ? 0.009 : 0.003;
            q.qMcmfFromBody.product(t.qMcmfFromBody, new Quat().fromRotationVector(turn * symmetric(random),
                    turn * symmetric(random), turn * symmetric(random)));
            q.sigmaEnuM.set(coarse ? 1800 : 6, coarse ? 1800 : 6, coarse ? 15 : 4);
            q.sigmaAttitudeRad = coarse ? 0.006 : 0.003;
            computer.process(q, grey, fix);
            Vec3 off = new EnuFrame().set(t.rMcmfM).position(fix.rMcmfM, new Vec3());
            boolean pending = i < 2;
            assertEquals(pending ? VisionFix.Status.COARSE_PENDING : VisionFix.Status.FIX, fix.status,
                    "height " + heights[i]);
            System.out.printf("  %4.0f m %-14s %3d of %3d landmarks", heights[i], fix.status, fix.inliers,
                    fix.landmarks);
            System.out.printf(pending ? "%n" : ", east %.2f north %.2f up %.2f m, residual %.2f px%n", off.x, off.y,
                    off.z,
                    fix.residualPx);
            if (!pending) assertTrue(Math.hypot(off.x, off.y) < 10 && Math.abs(off.z) < 10, "error " + off);
        }
    }

    private static double symmetric(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }
}
