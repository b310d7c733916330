package dev.skycrane.flight.descent;

/** Why a descent was given up; {@link #code} is the first argument of the {@code ABORT} event. */
public enum AbortReason {
    /** Propellant left, limit, kg. */
    PROPELLANT_EXHAUSTED(1),
    /** Angle between body z and down, limit, rad. */
    ATTITUDE_LOST(2),
    /** Time in the phase, limit, s: the rover did not leave its bolts. */
    ROVER_NOT_SEPARATED(3),
    /** Time in the phase, limit, s: the bridle did not come to its end. */
    BRIDLE_STUCK(4),
    /** Time in the phase, limit, s: no ground was felt. */
    NO_CONTACT(5),
    /** Time in the phase, limit, s: the deceleration did not end. */
    DECELERATION_NOT_ENDED(6),
    /** 1-sigma of the height, limit, m: neither radar nor map tell where the ground is. */
    NO_HEIGHT(7);

    private final int code;

    AbortReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException if no reason has that code */
    public static AbortReason ofCode(int code) {
        for (AbortReason r : values())
            if (r.code == code) return r;
        throw new IllegalArgumentException("abort reason: code=" + code + ", expected one of AbortReason");
    }
}
