package dev.skycrane.flight.command;

import java.util.List;

/** A component that does what one command code says. */
public interface CommandHandler {
    /** Names of what the command can act upon, as the ground writes them; asked once, at start-up. Empty for a command without target. */
    default List<String> targets() {
        return List.of();
    }

    /**
     * Flight thread, at the start of a tick, before any component has run; must not allocate. A hazardous action has been armed by then.
     *
     * @param target index into {@link #targets()}, in range; 0 where there are none
     * @param value  finite; unit by the command
     */
    CommandResult execute(int target, double value);
}
