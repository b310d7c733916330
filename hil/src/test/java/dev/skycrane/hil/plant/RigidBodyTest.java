package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RigidBodyTest {
    private static final double DT = 1.0 / 256;

    private static PlanetModel planet(double rotation, double j2) {
        return new PlanetModel(new ParameterTable(
                Map.of("planet.rotationRadps", new double[]{rotation}, "planet.j2", new double[]{j2}), Map.of()));
    }

    @Test
    void freeFallKeepsTheInertialEnergyAndAngularMomentum() {
        PlanetModel planet = planet(7.088218e-5, 0);
        RigidBody body = new RigidBody(planet);
        body.rMcmfM.set(3394000, 20000, 1000);
        body.vMcmfMps.set(-80, 30, -10);
        double energy = energy(body, planet);
        double momentum = momentum(body, planet);
        for (int i = 0; i < 60 * 256; i++) {
            body.clearForces();
            body.advance(DT);
        }
        // 60 s: the first-order velocity step leaves a few parts in 1e8.
        assertEquals(energy, energy(body, planet), 1e-8 * Math.abs(energy));
        assertEquals(momentum, momentum(body, planet), 3e-8 * Math.abs(momentum));
    }

    private static double energy(RigidBody b, PlanetModel planet) {
        double w = planet.rotationRadps;
        double vx = b.vMcmfMps.x - w * b.rMcmfM.y;
        double vy = b.vMcmfMps.y + w * b.rMcmfM.x;
        return 0.5 * (vx * vx + vy * vy + b.vMcmfMps.z * b.vMcmfMps.z) - planet.gmM3ps2 / b.rMcmfM.norm();
    }

    /** About the pole. */
    private static double momentum(RigidBody b, PlanetModel planet) {
        double w = planet.rotationRadps;
        return b.rMcmfM.x * (b.vMcmfMps.y + w * b.rMcmfM.x) - b.rMcmfM.y * (b.vMcmfMps.x - w * b.rMcmfM.y);
    }

    @Test
    void aSymmetricTopPrecessesAtTheRateOfEuler() {
        // Transverse rate turns in the body at (Iz - Ix) / Ix times the spin.
        RigidBody body = new RigidBody(planet(0, 0));
        body.rMcmfM.set(3394000, 0, 0);
        body.inertiaKgM2.set(1000, 1000, 1500);
        body.omegaBodyRadps.set(0.1, 0, 1);
        int steps = 512;
        for (int i = 0; i < steps; i++) {
            body.clearForces();
            body.advance(DT);
        }
        double angle = 0.5 * steps * DT;
        assertEquals(0.1 * StrictMath.cos(angle), body.omegaBodyRadps.x, 1e-3);
        assertEquals(0.1 * StrictMath.sin(angle), body.omegaBodyRadps.y, 1e-3);
        assertEquals(1, body.omegaBodyRadps.z, 1e-12);
    }

    @Test
    void aForceOffTheCentreTurnsAndPushes() {
        RigidBody body = new RigidBody(planet(0, 0));
        body.rMcmfM.set(3394000, 0, 0);
        body.massKg = 100;
        body.inertiaKgM2.set(10, 20, 30);
        body.clearForces();
        body.addBodyForce(new Vec3(0, 0, -50), new Vec3(2, 0, 0));
        body.advance(DT);
        assertEquals(100 / 20.0, body.alphaBodyRadps2.y, 1e-12);
        assertEquals(-0.5, body.specificForceBodyMps2.z, 1e-3);
    }
}
