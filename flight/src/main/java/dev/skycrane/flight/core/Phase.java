package dev.skycrane.flight.core;

/** Phases of the descent, in flown order (dossier section 9). Map-relative localisation runs beside them. */
public enum Phase {
    /** Before the atmosphere is felt: hold the entry attitude at the pre-bank angle. */
    PRE_BANK(0),
    /** Bank modulation to the reference range, with reversals. */
    RANGE_CONTROL(1),
    /** Residual azimuth steering. */
    HEADING_ALIGNMENT(2),
    /** Straighten up and fly right: balance masses off, zero angle of attack, radar side down. */
    SUFR(3),
    /** Parachute out, heat shield on. */
    PARACHUTE(4),
    /** Heat shield gone: radar, map-relative localisation, target selection. */
    PARACHUTE_RADAR(5),
    /** Backshell gone, engines not yet lit. */
    FREE_FALL(6),
    /** Divert to the selected target. */
    POWERED_APPROACH(7), CONSTANT_VELOCITY(8), CONSTANT_DECELERATION(9),
    /** Four engines out, settling at the sky-crane rate. */
    THROTTLE_DOWN(10),
    /** Rover on its way down the bridle. */
    RAPPEL(11),
    /** Bridle at full length, descending to contact. */
    SKY_CRANE(12),
    /** Contact felt, waiting for the off-loading to persist. */
    TOUCHDOWN(13),
    /** Rover cut loose, descent stage leaving. */
    FLYAWAY(14),
    /** Nothing left to do. */
    LANDED(15),
    /** A named reason ended the descent. */
    ABORTED(16);

    private final int code;

    Phase(int code) {
        if (code != ordinal()) throw new IllegalStateException("phase code: code=" + code + ", expected " + ordinal());
        this.code = code;
    }

    /** Stable number used in telemetry. */
    public int code() {
        return code;
    }
}
