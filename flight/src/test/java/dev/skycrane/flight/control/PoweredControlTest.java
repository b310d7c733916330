package dev.skycrane.flight.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;
import org.junit.jupiter.api.Test;

final class PoweredControlTest {
    private final ParameterTable p = new ParameterTable();
    private final PoweredVehicleModel vehicle = new PoweredVehicleModel(p);
    private final RcsModel rcs = new RcsModel(p);
    private final PoweredControl control = new PoweredControl(p, vehicle, rcs);
    private final NavState nav = new NavState();
    private final GuidanceCommand command = new GuidanceCommand();
    private final ActuatorFrame out = new ActuatorFrame();

    @Test
    void onTargetAllEnginesShareTheThrustEqually() {
        command.mode = GuidanceCommand.Mode.POWERED;
        command.engineCount = 8;
        command.thrustN = 12000;
        control.step(command, nav, out);
        double axial = 0;
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            axial -= vehicle.engineDirection[i].z * out.mleThrottle[i] * vehicle.maxThrustN;
        assertEquals(12000, axial, 1e-6);
        assertEquals(out.mleThrottle[0], out.mleThrottle[2], 1e-12);
        assertEquals(0, out.rcsDuty[0]);
    }

    @Test
    void anAttitudeErrorMakesATorqueThatTurnsTowardsTheCommand() {
        command.mode = GuidanceCommand.Mode.POWERED;
        command.engineCount = 8;
        command.thrustN = 12000;
        command.qEnuFromBody.fromAxisAngle(1, 0, 0, 0.1);
        control.step(command, nav, out);
        assertEquals(0.1, control.attitudeErrorRad(), 1e-12);
        double tx = 0;
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++) {
            double n = out.mleThrottle[i] * vehicle.maxThrustN;
            tx += n * (vehicle.enginePositionM[i].y * vehicle.engineDirection[i].z
                    - vehicle.enginePositionM[i].z * vehicle.engineDirection[i].y);
        }
        assertTrue(tx > 100, "torque about x: " + tx);
    }

    @Test
    void modesOfOthersAreLeftAlone() {
        command.mode = GuidanceCommand.Mode.BANK;
        out.rcsDuty[3] = 0.25;
        control.step(command, nav, out);
        assertEquals(0.25, out.rcsDuty[3]);
    }

    @Test
    void ledgerCountsThrustOverExhaustVelocity() {
        MassLedger ledger = new MassLedger(vehicle, rcs);
        double before = ledger.propellantKg();
        java.util.Arrays.fill(out.mleThrottle, 0.5);
        out.rcsDuty[0] = 1;
        for (int i = 0; i < Tick.RATE_HZ; i++)
            ledger.step(out);
        double expected = 8 * 0.5 * vehicle.maxThrustN / vehicle.exhaustVelocityMps
                + rcs.thrustN / rcs.exhaustVelocityMps;
        assertEquals(expected, before - ledger.propellantKg(), 1e-9);
    }
}
