package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Turns the IMU's counts into increments that the strapdown can trust: an axis that is not valid (flagged or not a number) is
 * coasted with its last good increment, estimated biases are taken off, coning and sculling within the tick are made good with
 * the previous tick (Savage 1998, doi 10.2514/2.4228, equations for one earlier sample).
 */
final class ImuConditioner {
    private static final int AXES = 6;
    private final double[] held = new double[AXES];
    private final Vec3 angle = new Vec3();
    private final Vec3 velocity = new Vec3();
    private final Vec3 previousAngle = new Vec3();
    private final Vec3 previousVelocity = new Vec3();
    private final Vec3 rotationVector = new Vec3();
    private final Vec3 velocityIncrement = new Vec3();
    private final Vec3 t = new Vec3();
    private int coastedBits;
    private long coastedTicks;

    /** Reads the frame; biases are per second (rad/s, m/s^2, body axes). */
    void take(SensorFrame in, Vec3 gyroBiasRadps, Vec3 accelBiasMps2) {
        coastedBits = 0;
        angle.set(axis(in, 0), axis(in, 1), axis(in, 2)).addScaled(-Tick.PERIOD_S, gyroBiasRadps);
        velocity.set(axis(in, 3), axis(in, 4), axis(in, 5)).addScaled(-Tick.PERIOD_S, accelBiasMps2);
        if (coastedBits != 0) coastedTicks++;
        rotationVector.set(angle).addScaled(1.0 / 12, t.cross(previousAngle, angle));
        velocityIncrement.set(velocity).addScaled(0.5, t.cross(angle, velocity));
        velocityIncrement.addScaled(1.0 / 12, t.cross(previousAngle, velocity));
        velocityIncrement.addScaled(1.0 / 12, t.cross(previousVelocity, angle));
        previousAngle.set(angle);
        previousVelocity.set(velocity);
    }

    private double axis(SensorFrame in, int i) {
        double raw = i < 3 ? in.deltaAngleRad[i] : in.deltaVelocityMps[i - 3];
        if ((in.imuValidBits & 1 << i) == 0 || !Double.isFinite(raw)) {
            coastedBits |= 1 << i;
            return held[i];
        }
        held[i] = raw;
        return raw;
    }

    /** Rotation over the tick as a rotation vector, body axes, rad. */
    Vec3 rotationVector() {
        return rotationVector;
    }

    /** Integral of the specific force over the tick in the body axes of its beginning, m/s. */
    Vec3 velocityIncrement() {
        return velocityIncrement;
    }

    /** Mean rate over the tick, rad/s. */
    Vec3 rate(Vec3 out) {
        return out.set(angle).scale(Tick.RATE_HZ);
    }

    /** Mean specific force over the tick, body axes, m/s^2. */
    Vec3 force(Vec3 out) {
        return out.set(velocity).scale(Tick.RATE_HZ);
    }

    /** Axes coasted in this tick: bits 0-2 gyro, 3-5 accelerometer. */
    int coastedBits() {
        return coastedBits;
    }

    long coastedTicks() {
        return coastedTicks;
    }

    void foldInto(Digest digest) {
        for (double h : held)
            digest.fold(h);
        digest.fold(coastedTicks);
    }
}
