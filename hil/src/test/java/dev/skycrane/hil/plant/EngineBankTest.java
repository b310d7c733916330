package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EngineBankTest {
    private final PoweredVehicleModel model = new PoweredVehicleModel(new ParameterTable());
    private final EngineBank engines = new EngineBank(new ParameterTable(), model);
    private final double[] throttle = new double[ActuatorFrame.MLE_COUNT];

    @Test
    void thrustFollowsWithAFirstOrderLag() {
        throttle[2] = 0.8;
        engines.command(throttle);
        double dt = 1.0 / 256;
        for (int i = 1; i <= 64; i++) {
            engines.advance(dt, true);
            double expected = 0.8 * model.maxThrustN * (1 - StrictMath.exp(-i * dt / model.engineLagS));
            assertEquals(expected, engines.thrustN(2), 1e-6);
        }
        assertEquals(0, engines.thrustN(0));
    }

    @Test
    void throttlesOutsideTheRangeAreClampedAndCounted() {
        double lowest = model.minThrustN / model.maxThrustN;
        throttle[0] = lowest;
        throttle[1] = 1;
        engines.command(throttle);
        assertEquals(0, engines.clampedCommands());
        throttle[0] = 0.5 * lowest;
        throttle[1] = 1.2;
        throttle[2] = -0.1;
        engines.command(throttle);
        assertEquals(3, engines.clampedCommands());
        for (int i = 0; i < 2000; i++)
            engines.advance(0.01, true);
        assertEquals(model.minThrustN, engines.thrustN(0), 1e-9);
        assertEquals(model.maxThrustN, engines.thrustN(1), 1e-9);
        assertEquals(0, engines.thrustN(2));
    }

    @Test
    void propellantBurnsAtThrustOverExhaustVelocity() {
        Arrays.fill(throttle, 0.5);
        engines.command(throttle);
        for (int i = 0; i < 2000; i++)
            engines.advance(0.01, true);
        assertEquals(8 * 0.5 * model.maxThrustN / model.exhaustVelocityMps * 0.01, engines.advance(0.01, true), 1e-12);
    }

    @Test
    void enginesGoOutWithTheLastPropellant() {
        Arrays.fill(throttle, 1);
        engines.command(throttle);
        engines.advance(1, true);
        for (int i = 0; i < 200; i++)
            engines.advance(0.01, false);
        assertEquals(0, engines.advance(0.01, false));
    }
}
