package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * The eight lander engines: each follows its throttle with a first-order lag inside the hardware's thrust range, and burns propellant at the
 * effective exhaust velocity. A throttle outside zero, minimum to 1 is clamped and counted.
 */
public final class EngineBank {
    private static final int N = ActuatorFrame.MLE_COUNT;
    /** Thrust below which a closing engine counts as out, N. */
    private static final double OUT_N = 1;

    private final PoweredVehicleModel vehicle;
    private final double[] scale;
    private final double exhaustVelocityMps;
    private final double[] targetN = new double[N];
    private final double[] thrustN = new double[N];
    private final Vec3 force = new Vec3();
    private final Vec3 arm = new Vec3();
    private double stepS;
    private double stepFraction;
    private long clampedCommands;

    EngineBank(ParameterTable p, PoweredVehicleModel vehicle) {
        this.vehicle = vehicle;
        double[] ones = new double[N];
        java.util.Arrays.fill(ones, 1);
        scale = p.vector("plant.mle.thrustScale", "1", ones, 0, 2, "true over nominal thrust of each engine");
        if (scale.length != N) {
            throw new ParameterException("plant.mle.thrustScale", scale.length + " numbers", N + " numbers");
        }
        exhaustVelocityMps = vehicle.exhaustVelocityMps * p.scalar("plant.mle.exhaustVelocityScale", "1", 1, 0.5, 1.5,
                "true over nominal exhaust velocity");
    }

    /** Takes the throttles of a tick. */
    void command(double[] throttle) {
        double lowest = vehicle.minThrustN / vehicle.maxThrustN;
        for (int i = 0; i < N; i++) {
            double t = throttle[i];
            if (t <= 0) {
                if (t < 0) clampedCommands++;
                targetN[i] = 0;
                continue;
            }
            // Half a millionth of slack for a throttle computed as exactly the minimum.
            if (t < lowest * (1 - 5e-7) || t > 1 + 5e-7) clampedCommands++;
            targetN[i] = scale[i] * vehicle.maxThrustN * Math.max(lowest, Math.min(1, t));
        }
    }

    /** Moves the thrusts on by {@code dt}. @return propellant burned, kg; none of it, and no thrust, once the tank is empty */
    double advance(double dt, boolean propellantLeft) {
        if (dt != stepS) {
            stepS = dt;
            stepFraction = 1 - StrictMath.exp(-dt / vehicle.engineLagS);
        }
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double target = propellantLeft ? targetN[i] : 0;
            thrustN[i] += (target - thrustN[i]) * stepFraction;
            if (target == 0 && thrustN[i] < OUT_N) thrustN[i] = 0;
            sum += thrustN[i];
        }
        return sum / exhaustVelocityMps * dt;
    }

    /** Pushes the body whose centre of mass lies at {@code centreM}. */
    void push(RigidBody body, Vec3 centreM) {
        for (int i = 0; i < N; i++) {
            if (thrustN[i] == 0) continue;
            force.set(vehicle.engineDirection[i]).scale(thrustN[i]);
            arm.difference(vehicle.enginePositionM[i], centreM);
            body.addBodyForce(force, arm);
        }
    }

    /** Thrust of engine {@code i} as burning, N. */
    public double thrustN(int i) {
        return thrustN[i];
    }

    /** Throttle commands that had to be clamped so far. */
    public long clampedCommands() {
        return clampedCommands;
    }
}
