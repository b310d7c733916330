package dev.skycrane.flight.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums of forces and torques over engines and thrusters against what was asked for. */
final class AllocationTest {
    private static final long SEED = 20210218;
    private final PoweredVehicleModel vehicle = new PoweredVehicleModel(new ParameterTable());
    private final RcsModel rcs = new RcsModel(new ParameterTable());
    private final ActuatorFrame out = new ActuatorFrame();

    private static boolean[] all() {
        boolean[] use = new boolean[ActuatorFrame.MLE_COUNT];
        Arrays.fill(use, true);
        return use;
    }

    /** Force along -z and torques about x and y of the throttles in {@link #out}. */
    private Vec3 effect(Vec3 centre) {
        Vec3 sum = new Vec3();
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++) {
            double n = out.mleThrottle[i] * vehicle.maxThrustN;
            Vec3 push = vehicle.engineDirection[i];
            Vec3 arm = new Vec3().difference(vehicle.enginePositionM[i], centre);
            Vec3 torque = new Vec3().cross(arm, push);
            sum.add(new Vec3(-push.z * n, torque.x * n, torque.y * n));
        }
        return sum;
    }

    @Test
    void enginesGiveExactlyWhatIsAskedInsideTheirLimits() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (boolean withRover : new boolean[]{true, false}) {
            Vec3 centre = vehicle.centreOfMass(200, withRover, new Vec3());
            boolean[] use = withRover ? all() : vehicle.skyCraneEngine;
            EngineAllocator engines = new EngineAllocator(vehicle, use, centre);
            double middle = withRover ? 13000 : 6000;
            for (int k = 0; k < 500; k++) {
                double thrust = middle * (0.8 + 0.4 * random.nextDouble());
                double tx = 600 * (random.nextDouble() - 0.5);
                double ty = 600 * (random.nextDouble() - 0.5);
                assertEquals(thrust, engines.allocate(thrust, tx, ty, out), 1e-9, "seed=" + SEED + " case=" + k);
                Vec3 got = effect(centre);
                assertEquals(thrust, got.x, 1e-6);
                assertEquals(tx, got.y, 1e-6);
                assertEquals(ty, got.z, 1e-6);
                assertEquals(1, engines.torqueFraction());
                assertFalse(engines.thrustLimited());
            }
        }
    }

    @Test
    void noThrottleEverLeavesItsRange() {
        SplittableRandom random = new SplittableRandom(SEED);
        EngineAllocator engines = new EngineAllocator(vehicle, all(), new Vec3());
        double lowest = vehicle.minThrustN / vehicle.maxThrustN;
        for (int k = 0; k < 2000; k++) {
            engines.allocate(40000 * random.nextDouble(), 40000 * (random.nextDouble() - 0.5),
                    40000 * (random.nextDouble() - 0.5), out);
            for (double t : out.mleThrottle)
                assertTrue(t >= lowest - 1e-12 && t <= 1 + 1e-12, "seed=" + SEED + " case=" + k + " throttle=" + t);
        }
    }

    @Test
    void torqueGoesBeforeThrustWhenTheEnginesAreAtTheirLimit() {
        EngineAllocator engines = new EngineAllocator(vehicle, all(), new Vec3());
        double full = 0;
        for (Vec3 push : vehicle.engineDirection)
            full -= push.z * vehicle.maxThrustN;
        double given = engines.allocate(full, 1500, -700, out);
        assertTrue(given < full);
        assertTrue(engines.thrustLimited());
        Vec3 got = effect(new Vec3());
        assertEquals(1500, got.y, 1e-6);
        assertEquals(-700, got.z, 1e-6);
        assertEquals(given, got.x, 1e-6);
    }

    @Test
    void excessiveTorqueKeepsItsDirection() {
        EngineAllocator engines = new EngineAllocator(vehicle, all(), new Vec3());
        engines.allocate(13000, 60000, 30000, out);
        assertTrue(engines.torqueFraction() < 1);
        Vec3 got = effect(new Vec3());
        assertEquals(60000 * engines.torqueFraction(), got.y, 1e-6);
        assertEquals(0.5, got.z / got.y, 1e-9);
    }

    @Test
    void fourEnginesLeaveTheOthersClosed() {
        EngineAllocator engines = new EngineAllocator(vehicle, vehicle.skyCraneEngine, new Vec3());
        engines.allocate(8000, 100, 100, out);
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            assertEquals(vehicle.skyCraneEngine[i], out.mleThrottle[i] > 0);
    }

    @Test
    void thrustersGiveTheTorqueAskedForAboutEveryAxis() {
        SplittableRandom random = new SplittableRandom(SEED);
        Vec3 centre = vehicle.centreOfMass(200, true, new Vec3());
        RcsModel fine = new RcsModel(
                new ParameterTable(java.util.Map.of("vehicle.rcs.minimumPulseS", new double[]{0}), java.util.Map.of()));
        RcsAllocator jets = new RcsAllocator(fine, centre);
        Vec3 got = new Vec3();
        for (int k = 0; k < 500; k++) {
            Vec3 want = new Vec3(500 * (random.nextDouble() - 0.5), 500 * (random.nextDouble() - 0.5),
                    500 * (random.nextDouble() - 0.5));
            jets.allocate(want.x, want.y, want.z, out);
            jets.torque(out.rcsDuty, got);
            for (double d : out.rcsDuty)
                assertTrue(d >= 0 && d <= 1);
            assertTrue(got.subtract(want).norm() < 0.02 * want.norm() + 1,
                    "seed=" + SEED + " case=" + k + " error=" + got);
        }
    }

    @Test
    void pulsesTooShortForAThrusterAreLeftOut() {
        RcsAllocator jets = new RcsAllocator(rcs, new Vec3());
        jets.allocate(0, 0, 20, out);
        for (double d : out.rcsDuty)
            assertEquals(0, d);
        jets.allocate(0, 0, 400, out);
        for (double d : out.rcsDuty)
            assertTrue(d == 0 || d >= rcs.minimumPulseS / dev.skycrane.flight.core.Tick.PERIOD_S);
    }

    @Test
    void noTorqueLeavesEveryThrusterClosed() {
        RcsAllocator jets = new RcsAllocator(rcs, new Vec3());
        Arrays.fill(out.rcsDuty, 0.5);
        jets.allocate(0, 0, 0, out);
        for (double d : out.rcsDuty)
            assertEquals(0, d);
    }
}
