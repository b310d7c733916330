package dev.skycrane.flight.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PoweredVehicleModelTest {
    private static final double IGNITION_KG = 387.5;
    private final PoweredVehicleModel model = new PoweredVehicleModel(new ParameterTable());

    @Test
    void massAtIgnitionIsThatOfTheDossier() {
        double kg = model.massKg(IGNITION_KG, true);
        assertTrue(kg >= 2280 && kg <= 2480, "dossier section 2.1: " + kg);
    }

    @Test
    void bodyOriginIsTheCentreOfMassWithFullTanks() {
        Vec3 centre = model.centreOfMass(IGNITION_KG, true, new Vec3());
        assertEquals(0, centre.norm(), 0.01);
    }

    @Test
    void centreOfMassRisesWhenTheRoverLeaves() {
        Vec3 with = model.centreOfMass(100, true, new Vec3());
        Vec3 without = model.centreOfMass(100, false, new Vec3());
        assertTrue(without.z < with.z - 0.5);
        double balance = model.massKg(100, false) * without.z + model.roverKg * model.roverCentreM.z;
        assertEquals(model.massKg(100, true) * with.z, balance, 1e-9);
    }

    @Test
    void inertiaFollowsSteiner() {
        // Two parts: the whole is the sum of both about their own centres plus reduced mass times distance squared.
        double stageKg = model.massKg(0, false);
        double distanceM = model.roverCentreM.z - model.stageCentreM.z;
        double reducedKg = stageKg * model.roverKg / (stageKg + model.roverKg);
        Vec3 inertia = model.inertia(0, true, new Vec3());
        assertEquals(model.stageInertiaKgM2.x + model.roverInertiaKgM2.x + reducedKg * distanceM * distanceM, inertia.x,
                1e-6);
        assertEquals(model.stageInertiaKgM2.z + model.roverInertiaKgM2.z, inertia.z, 1e-6);
    }

    @Test
    void fourEnginesLeanFiveAndFourTwentyFiveDegreesOutward() {
        int upright = 0;
        int canted = 0;
        for (int i = 0; i < model.engineDirection.length; i++) {
            Vec3 push = model.engineDirection[i];
            double deg = Math.toDegrees(StrictMath.acos(-push.z));
            // The exhaust leans outward, so the push leans towards the axis.
            assertTrue(push.x * model.enginePositionM[i].x + push.y * model.enginePositionM[i].y < 0);
            if (Math.abs(deg - 5) < 1e-6) upright++;
            if (Math.abs(deg - 25) < 1e-6) canted++;
            assertEquals(Math.abs(deg - 25) < 1e-6, model.skyCraneEngine[i]);
        }
        assertEquals(4, upright);
        assertEquals(4, canted);
    }

    @Test
    void anEngineListOfTheWrongLengthIsRefused() {
        ParameterTable p = new ParameterTable(Map.of("vehicle.mle.cantDeg", new double[]{5, 25}), Map.of());
        ParameterException e = assertThrows(ParameterException.class, () -> new PoweredVehicleModel(p));
        assertTrue(e.getMessage().contains("vehicle.mle.cantDeg"), e.getMessage());
    }
}
