package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rover alone on the ground of the north pole of a planet that does not turn. */
final class WheelContactTest {
    private static final double DT = 1.0 / 512;
    private static final double GROUND_M = 3376200;
    private static final double FRICTION = 0.3;
    private final ParameterTable p = new ParameterTable(
            Map.of("planet.rotationRadps", new double[]{0}, "plant.wheel.friction", new double[]{FRICTION}), Map.of());
    private final PoweredVehicleModel model = new PoweredVehicleModel(p);
    private final PlanetModel planet = new PlanetModel(p);
    private final RigidBody rover = new RigidBody(planet);

    private WheelContact drop(double slopeDeg, double heightM) {
        double angle = Math.toRadians(slopeDeg);
        double slope = StrictMath.tan(angle);
        Terrain terrain = r -> GROUND_M + slope * r.x;
        rover.massKg = model.roverKg;
        rover.inertiaKgM2.set(model.roverInertiaKgM2);
        // Wheels parallel to the ground, their middle above the pole.
        rover.qMcmfFromBody.product(new Quat().fromAxisAngle(0, 1, 0, -angle),
                new Quat().fromAxisAngle(1, 0, 0, Math.PI));
        double depthM = model.wheelM[0].z + heightM;
        rover.rMcmfM.set(-depthM * StrictMath.sin(angle), 0, GROUND_M + depthM * StrictMath.cos(angle));
        return new WheelContact(p, model, terrain);
    }

    private void settle(WheelContact wheels, double seconds) {
        for (int i = 0; i < seconds * 512; i++) {
            if (i % 8 == 0) wheels.survey(rover, 3);
            rover.clearForces();
            wheels.push(rover, DT);
            rover.advance(DT);
        }
    }

    private double weightN() {
        return planet.gravity(rover.rMcmfM, new Vec3()).norm() * model.roverKg;
    }

    @Test
    void roverRestsWithItsWeightOnSixWheels() {
        WheelContact wheels = drop(0, 0.02);
        settle(wheels, 10);
        assertEquals(6, wheels.touching());
        assertEquals(weightN(), wheels.loadN(), 1e-3 * weightN());
        double stiffness = 32e3;
        assertEquals(-weightN() / (6 * stiffness), wheels.lowestM(), 2e-3);
        assertEquals(0, rover.vMcmfMps.norm(), 1e-4);
    }

    @Test
    void roverStaysWhereItIsOnASlopeInsideTheFrictionCone() {
        WheelContact wheels = drop(12, 0.01);
        settle(wheels, 10);
        double x = rover.rMcmfM.x;
        settle(wheels, 10);
        assertEquals(x, rover.rMcmfM.x, 1e-3);
        assertEquals(0, rover.vMcmfMps.norm(), 1e-3);
        assertEquals(6, wheels.touching());
    }

    @Test
    void roverSlidesDownASlopeBeyondTheFrictionConeWithTheRightAcceleration() {
        // Friction 0.3 holds up to 17 deg; on 25 deg a = g (sin - 0.3 cos).
        WheelContact wheels = drop(25, 0.01);
        settle(wheels, 3);
        double before = rover.vMcmfMps.norm();
        settle(wheels, 1);
        double g = weightN() / model.roverKg;
        double slope = Math.toRadians(25);
        double expected = g * (StrictMath.sin(slope) - FRICTION * StrictMath.cos(slope));
        assertEquals(expected, rover.vMcmfMps.norm() - before, 0.05 * g);
        assertTrue(rover.vMcmfMps.x < 0);
    }

    @Test
    void aTouchdownAtSkyCraneSpeedComesToRestWithoutABounceOfNote() {
        WheelContact wheels = drop(0, 0);
        rover.vMcmfMps.set(0.1, 0, -0.75);
        double highest = 0;
        for (int i = 0; i < 40; i++) {
            settle(wheels, 0.125);
            if (i > 4) highest = Math.max(highest, wheels.lowestM());
        }
        assertTrue(highest < 0.02, "height after contact " + highest);
        assertEquals(0, rover.vMcmfMps.norm(), 1e-3);
    }
}
