package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PoseSolverTest {
    @Test
    void recoversThePoseAndSeparatesOutliers() {
        SplittableRandom random = new SplittableRandom(11);
        SiteMap flat = dev.skycrane.flight.TestFlight.flatMap();
        CameraPose pose = new CameraPose(MountedCamera.lcam(new ParameterTable()).model, new SiteFrame(flat), flat);
        Vec3 truth = new Vec3(120, -80, 2900);
        Quat attitude = new Quat().fromAxes(new Vec3(0, 1, 0), new Vec3(1, 0, 0), new Vec3(0, 0, -1));
        attitude.product(attitude, new Quat().fromRotationVector(0.05, -0.1, 0.7));
        Matches m = new Matches(100);
        m.clear(8);
        Vec3 p = new Vec3();
        for (int i = 0; i < 100; i++) {
            p.set(4000 * (random.nextDouble() - 0.5), 4000 * (random.nextDouble() - 0.5),
                    100 * random.nextDouble());
            Vec3 ray = attitude.rotateInverse(new Vec3().difference(p, truth), new Vec3()).normalize();
            boolean outlier = i % 3 == 0;
            double offM = outlier ? 120 * (random.nextDouble() - 0.5) : 0;
            m.add(ray, new Vec3(p.x + offM, p.y + (outlier ? 60 : 0), p.z), 0, 0, 0.3);
        }
        PoseSolver.Prior prior = new PoseSolver.Prior();
        prior.cM.set(truth).add(new Vec3(15, -10, 12));
        prior.qLFromCamera.product(new Quat().fromRotationVector(0.004, -0.003, 0.005), attitude);
        prior.sigmaM.set(1000, 1000, 50);
        prior.sigmaAttitudeRad = 0.02;
        pose.cM.set(prior.cM);
        pose.qLFromCamera.set(prior.qLFromCamera);
        assertTrue(new PoseSolver().solve(pose, m, prior, 3, 0.5));
        assertEquals(0, new Vec3().difference(pose.cM, truth).norm(), 0.2);
        assertEquals(66, m.inliers(), 2);
    }
}
