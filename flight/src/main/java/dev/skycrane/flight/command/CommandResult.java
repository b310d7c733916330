package dev.skycrane.flight.command;

/** What became of a command in its tick. Names and codes of the failures are those of {@code enum CommandReason} in {@code command.proto}. */
public enum CommandResult {
    EXECUTED(0),
    /** Hazardous, and this very action was not armed shortly before. */
    NOT_ARMED(16),
    /** Arm or fire for an action that needs neither. */
    NOT_HAZARDOUS(17),
    /** Not a number, or out of range. */
    BAD_VALUE(18),
    /** Nothing was set that could be activated. */
    NOT_SET(19),
    /** Makes no sense in the present phase. */
    NOT_NOW(20),
    /** No component takes this command. */
    NO_HANDLER(21),
    /** The component has no such target. */
    NO_TARGET(22);

    private final int code;

    CommandResult(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
