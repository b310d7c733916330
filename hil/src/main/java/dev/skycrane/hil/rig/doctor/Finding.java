package dev.skycrane.hil.rig.doctor;

/**
 * One thing looked at.
 *
 * @param what was looked at
 * @param value what was found, with its unit
 * @param verdict whether that will do
 * @param todo what to do about it; empty if nothing
 */
public record Finding(String what, String value, Verdict verdict, String todo) {
    /** Whether it will do. */
    public enum Verdict {
        /** It will. */
        GOOD,
        /** A landing will work, its timing may suffer. */
        FAIR,
        /** Runs on this machine are not valid for timing, or do not work at all. */
        BAD,
        /** The machine does not tell. */
        UNKNOWN
    }

    static Finding good(String what, String value) {
        return new Finding(what, value, Verdict.GOOD, "");
    }

    static Finding fair(String what, String value, String todo) {
        return new Finding(what, value, Verdict.FAIR, todo);
    }

    static Finding bad(String what, String value, String todo) {
        return new Finding(what, value, Verdict.BAD, todo);
    }

    static Finding unknown(String what, String value) {
        return new Finding(what, value, Verdict.UNKNOWN, "");
    }
}
