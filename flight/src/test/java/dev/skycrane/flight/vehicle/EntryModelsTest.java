package dev.skycrane.flight.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables against the figures of dossier sections 1.5, 2.2 and 2.3. */
final class EntryModelsTest {
    private final AtmosphereModel air = new AtmosphereModel(new ParameterTable());
    private final AeroTables aero = new AeroTables(new ParameterTable());
    private final EntryVehicleModel vehicle = new EntryVehicleModel(new ParameterTable());

    @Test
    void airHasTheTablesDensityTimesItsCorrection() {
        assertEquals(1.55e-2 * 0.90, air.densityKgM3(0), 1e-9);
        assertEquals(2.63e-3, air.densityKgM3(20_000), 1e-9);
        assertEquals(Math.sqrt(3.18e-5 * 8.73e-6), air.densityKgM3(65_000), 1e-12);
    }

    @Test
    void soundTravelsAsInTheGas() {
        assertEquals(Math.sqrt(1.29 * 254 / 6.47e-3), air.soundSpeedMps(10_000), 1e-9);
    }

    @Test
    void coefficientsAreTheTablesAtItsNodesAndTheMeanBetweenThem() {
        aero.lookup(2.0, Math.toRadians(16));
        assertEquals(1.462, aero.drag, 1e-12);
        assertEquals(0.379, aero.lift, 1e-12);
        assertEquals(0.0262, aero.restoring, 1e-12);
        aero.lookup(2.5, Math.toRadians(8.5));
        assertEquals(0.25 * (1.555 + 1.518 + 1.562 + 1.517), aero.drag, 1e-12);
    }

    @Test
    void trimmedLiftOverDragIsTheDesignValue() {
        double trim = aero.trimAngleRad(15, vehicle.centreOffsetM);
        assertEquals(Math.toRadians(16), trim, Math.toRadians(2));
        assertEquals(0.24, aero.lift / aero.drag, 0.025);
        double axial = aero.drag * StrictMath.cos(trim) + aero.lift * StrictMath.sin(trim);
        assertEquals(axial * vehicle.centreOffsetM, aero.restoring * aero.diameterM, 1e-4);
    }

    @Test
    void canopyDragFollowsItsTable() {
        assertEquals(0.686, vehicle.canopyDragCoefficient(1.8), 1e-12);
        assertEquals(0.5 * (0.686 + 0.627), vehicle.canopyDragCoefficient(1.85), 1e-12);
        assertEquals(0.615, vehicle.canopyDragCoefficient(0.2), 1e-12);
    }

    @Test
    void tablesThatDoNotFitTogetherAreRefused() {
        ParameterTable p = new ParameterTable(Map.of("atmosphere.pressurePa", new double[]{600, 300}), Map.of());
        assertThrows(ParameterException.class, () -> new AtmosphereModel(p));
        ParameterTable q = new ParameterTable(Map.of("vehicle.aero.lift", new double[]{0, 0.1}), Map.of());
        assertThrows(ParameterException.class, () -> new AeroTables(q));
    }
}
