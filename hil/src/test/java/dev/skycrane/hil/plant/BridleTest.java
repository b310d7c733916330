package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rover let down from a stage that is nailed to the sky. */
final class BridleTest {
    private static final double DT = 1.0 / 512;
    private final ParameterTable p = new ParameterTable(Map.of("planet.rotationRadps", new double[]{0}), Map.of());
    private final PoweredVehicleModel model = new PoweredVehicleModel(p);
    private final PlanetModel planet = new PlanetModel(p);
    private final Bridle bridle = new Bridle(p, model);
    private final RigidBody stage = new RigidBody(planet);
    private final RigidBody rover = new RigidBody(planet);
    private final Vec3 stageCentre = model.centreOfMass(100, false, new Vec3());
    private double weightN;

    @BeforeEach
    void hangOverTheNorthPole() {
        // Over the pole body axes turned about x by half a turn have z down.
        double radiusM = 3376200 + 50;
        stage.qMcmfFromBody.fromAxisAngle(1, 0, 0, Math.PI);
        rover.qMcmfFromBody.set(stage.qMcmfFromBody);
        stage.rMcmfM.set(0, 0, radiusM);
        rover.rMcmfM.set(0, 0, radiusM - (model.roverCentreM.z - stageCentre.z));
        rover.massKg = model.roverKg;
        rover.inertiaKgM2.set(model.roverInertiaKgM2);
        weightN = -planet.gravity(rover.rMcmfM, new Vec3()).z * model.roverKg;
    }

    private void advance(double seconds) {
        for (int i = 0; i < seconds / DT; i++) {
            stage.clearForces();
            rover.clearForces();
            bridle.pull(stage, stageCentre, rover, DT);
            rover.advance(DT);
        }
    }

    @Test
    void payOutTakesTheFlownTime() {
        double t = 0;
        while (!bridle.full() && t < 20) {
            advance(0.125);
            t += 0.125;
        }
        assertEquals(5.5, t, 1.0, "dossier section 9, row 28");
        assertEquals(7.5, bridle.lengthM(), 1e-9);
    }

    @Test
    void brakeHoldsTheRateThatTheWeightGivesIt() {
        advance(3);
        double brakeNspm = p.declarations().stream().filter(d -> d.name().equals("plant.bridle.brakeNspm")).findFirst()
                .orElseThrow().defaultValues()[0];
        assertEquals(bridle.tensionN() / brakeNspm, bridle.rateMps(), 0.01);
        // The lines spread by 7 deg at this length.
        assertEquals(weightN, bridle.tensionN(), 0.02 * weightN);
    }

    @Test
    void aHangingRoverPullsWithItsWeight() {
        advance(30);
        assertTrue(bridle.full());
        // The lines spread a little: their pull along themselves is larger than the weight by 1 / cos of 3.5 deg.
        assertEquals(weightN, bridle.tensionN(), 0.004 * weightN);
        assertEquals(0, rover.vMcmfMps.norm(), 0.01);
    }

    @Test
    void aSlackLineDoesNotPush() {
        advance(10);
        rover.rMcmfM.z += 1;
        bridle.pull(stage, stageCentre, rover, DT);
        assertEquals(0, bridle.tensionN());
    }

    @Test
    void roverSwingsWithThePeriodOfAPendulum() {
        advance(30);
        double armM = stage.rMcmfM.z - (model.bridleExitM.z - stageCentre.z) - rover.rMcmfM.z;
        double g = weightN / model.roverKg;
        rover.vMcmfMps.x += 0.3;
        double lastX = rover.rMcmfM.x;
        double t = 0;
        double firstS = -1;
        double secondS = -1;
        while (secondS < 0 && t < 60) {
            advance(DT);
            t += DT;
            boolean crossed = lastX < 0 && rover.rMcmfM.x >= 0;
            lastX = rover.rMcmfM.x;
            if (crossed && firstS < 0) {
                firstS = t;
            } else if (crossed) {
                secondS = t;
            }
        }
        // Point mass on the line from the exit; the rover's own inertia and the spread of the lines shift it by a few per cent.
        assertEquals(2 * Math.PI * Math.sqrt(armM / g), secondS - firstS, 0.04 * (secondS - firstS));
    }

    @Test
    void pullOnStageAndRoverBalance() {
        advance(3);
        stage.massKg = 1000;
        stage.clearForces();
        rover.clearForces();
        bridle.pull(stage, stageCentre, rover, DT);
        stage.advance(DT);
        rover.advance(DT);
        Vec3 a = stage.qMcmfFromBody.rotate(stage.specificForceBodyMps2, new Vec3()).scale(stage.massKg);
        Vec3 b = rover.qMcmfFromBody.rotate(rover.specificForceBodyMps2, new Vec3()).scale(rover.massKg);
        assertEquals(0, a.add(b).norm(), 1e-6);
    }
}
