package dev.skycrane.flight.descent;

/** Quantities that a transition may wait for; {@link #code} stands in {@code TRANSITION_GUARDS} events. */
public enum Guard {
    /** Geocentric radius, m. */
    RADIUS(0),
    /** Drag deceleration, m/s^2. */
    DRAG(1),
    /** Relative speed, m/s. */
    SPEED(2), MACH(3),
    /** Dynamic pressure, Pa. */
    DYNAMIC_PRESSURE(4),
    /** Horizontal distance to the target, m. */
    RANGE_TO_TARGET(5),
    /** Height above ground, m. */
    ALTITUDE(6),
    /** Downward velocity, m/s. */
    DESCENT_RATE(7),
    /** Horizontal velocity, m/s. */
    HORIZONTAL_SPEED(8),
    /** Time in the phase, s. */
    PHASE_TIME(9),
    /** Radar lock, 0 or 1. */
    RADAR_LOCK(10),
    /** A map-relative fix has been accepted, 0 or 1. */
    MAP_RELATIVE(11),
    /** A separation or end-of-travel switch, 0 or 1. */
    SWITCH(12),
    /** Commanded thrust, N. */
    THRUST(13),
    /** Angle of attack or attitude error, rad. */
    ATTITUDE_ERROR(14),
    /** Predicted altitude or velocity margin, in the units of the phase's own event. */
    MARGIN(15),
    /** The point to land at has been chosen, 0 or 1. */
    TARGET_SELECTED(16);

    private final int code;

    Guard(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
