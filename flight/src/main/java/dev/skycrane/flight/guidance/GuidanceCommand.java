package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** What guidance asks of control in one tick. Fields not named by the mode are ignored. */
public final class GuidanceCommand {
    /** How control shall fly the vehicle. */
    public enum Mode {
        /** All effectors off. */
        IDLE,
        /** Track {@link #bankRad} about the relative velocity at trim angle of attack. */
        BANK,
        /** Zero angle of attack, bank to {@link #bankRad}. */
        STRAIGHTEN,
        /** Damp body rates only (under the parachute). */
        DAMP,
        /** Main engines: attitude {@link #qEnuFromBody} and {@link #thrustN}. */
        POWERED
    }

    public Mode mode = Mode.IDLE;
    /** Bank angle about the relative velocity, 0 = lift up, positive to the right, rad. */
    public double bankRad;
    public final Quat qEnuFromBody = new Quat();
    /** Feed-forward body rate, rad/s. */
    public final Vec3 omegaBodyRadps = new Vec3();
    /** Total thrust along body -z, N. */
    public double thrustN;
    /** Engines to use: 8, 4 (the canted ones) or 0. */
    public int engineCount;
}
