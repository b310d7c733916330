package dev.skycrane.flight.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PlanetModelTest {
    private final PlanetModel planet = new PlanetModel(new ParameterTable());

    /** Potential GM/r (1 - J2 (a/r)^2 (3 sin^2 lat - 1)/2). */
    private double potential(Vec3 r) {
        double d = r.norm();
        double s = r.z / d;
        double a = planet.equatorialRadiusM / d;
        return planet.gmM3ps2 / d * (1 - planet.j2 * a * a * (3 * s * s - 1) / 2);
    }

    @Test
    void gravityIsTheGradientOfThePotential() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            Vec3 r = new Vec3(random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5)
                    .normalize().scale(3.4e6 + 1e5 * random.nextDouble());
            Vec3 g = planet.gravity(r, new Vec3());
            double h = 10;
            double gx = (potential(new Vec3(r.x + h, r.y, r.z)) - potential(new Vec3(r.x - h, r.y, r.z))) / (2 * h);
            double gz = (potential(new Vec3(r.x, r.y, r.z + h)) - potential(new Vec3(r.x, r.y, r.z - h))) / (2 * h);
            assertEquals(gx, g.x, 1e-6, "seed=" + seed);
            assertEquals(gz, g.z, 1e-6, "seed=" + seed);
        }
    }

    @Test
    void gravityAtTheSiteIsThatOfMars() {
        Vec3 r = new Vec3().set(planet.siteFrame().originMcmfM());
        double centrifugal = planet.rotationRadps * planet.rotationRadps * r.norm();
        // 3.71 m/s^2 at the surface (dossier section 1.1), felt there and so less the centrifugal part
        assertEquals(3.71, planet.gravity(r, new Vec3()).norm() - centrifugal, 0.02);
    }

    @Test
    void localFrameComesBackToItsPoint() {
        EnuFrame frame = planet.siteFrame();
        Vec3 enu = new Vec3(1200, -340, 55);
        Vec3 mcmf = frame.positionToMcmf(enu, new Vec3());
        Vec3 again = frame.position(mcmf, new Vec3());
        assertEquals(0, again.subtract(enu).norm(), 1e-8);
        Vec3 rotated = frame.qEnuFromMcmf().rotate(frame.north(), new Vec3());
        assertEquals(1, rotated.y, 1e-12);
    }
}
