package dev.skycrane.flight.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EntryReferenceTest {
    private static EntryReference with(Map<String, double[]> overrides) {
        ParameterTable p = new ParameterTable(overrides, Map.of());
        return new EntryReference(p, new PlanetModel(p), new AtmosphereModel(p), new EntryVehicleModel(p));
    }

    @Test
    void reachesParachuteSpeedWhenAndWhereTheFlownMissionDid() {
        EntryReference reference = with(Map.of());
        // Flown: mortar at E+240.6 s, 10.4 +/- 1 km, some 600 km from entry interface (dossier sections 1.3, 9).
        assertEquals(240.6, reference.totalTimeS(), 12);
        assertEquals(10_400, reference.deployHeightM(), 1_000);
        assertEquals(600_000, reference.totalRangeM(), 25_000);
    }

    @Test
    void partialsHaveTheSignsOfTheirPhysics() {
        EntryReference reference = with(Map.of());
        for (double speed = 1200; speed < 5000; speed += 100) {
            reference.lookup(speed);
            assertTrue(reference.refRangePerDrag < 0, "more drag, less range: speedMps=" + speed);
            assertTrue(reference.refRangePerClimb > 0, "more climb, more range: speedMps=" + speed);
            assertTrue(reference.refRangePerLift > 0, "more lift, more range: speedMps=" + speed);
        }
    }

    @Test
    void rangeToGoFallsToNothingAtParachuteSpeed() {
        EntryReference reference = with(Map.of());
        reference.lookup(409);
        assertEquals(0, reference.refRangeM, 100);
        double before = Double.MAX_VALUE;
        for (double speed = 5200; speed > 420; speed -= 50) {
            reference.lookup(speed);
            assertTrue(reference.refRangeM < before, "speedMps=" + speed);
            before = reference.refRangeM;
        }
    }

    /** A degree of latitude is 59.2 km at the site's radius. */
    @Test
    void endsWhereTheParachuteShallOpenFromWhereverItStarts() {
        for (double latDeg : new double[]{22.3, 22.4576, 22.8}) {
            EntryReference reference = with(Map.of("entry.latDeg", new double[]{latDeg}));
            double north = Math.toRadians(latDeg - 18.4447);
            double east = Math.toRadians(77.4508 - 67.5135) * Math.cos(Math.toRadians(0.5 * (latDeg + 18.4447)));
            double flatM = 3391937 * Math.sqrt(north * north + east * east) - 8700;
            assertEquals(flatM, reference.totalRangeM(), 1000, "latDeg=" + latDeg);
        }
    }

    @Test
    void aBankProfileIsTurnedUntilTheRangeFits() {
        double nominal = with(Map.of()).totalRangeM();
        double steeper = with(Map.of("guidance.entry.bankDeg", new double[]{30, 60, 60, 75})).totalRangeM();
        assertEquals(nominal, steeper, 10);
    }

    @Test
    void aPlaceOutOfReachIsRefused() {
        ParameterException e = assertThrows(ParameterException.class,
                () -> with(Map.of("entry.lonDeg", new double[]{60})));
        assertTrue(e.getMessage().contains("entry.lonDeg"), e.getMessage());
    }

    @Test
    void aSpeedThatIsNeverReachedIsRefused() {
        assertThrows(ParameterException.class,
                () -> with(Map.of("guidance.entry.referenceDeployMps", new double[]{51})));
    }
}
