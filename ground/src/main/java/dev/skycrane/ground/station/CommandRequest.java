package dev.skycrane.ground.station;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandStep;

/**
 * What somebody wants the vehicle told.
 *
 * @param author who, for the record
 * @param target empty for a command without
 * @param value  0 for a command without
 */
public record CommandRequest(String author, CommandCode code, CommandStep step, String target, double value) {
    private static final int MAX_TEXT = 128;

    /** @throws InputException for texts that are too long or a value that is no number */
    public CommandRequest {
        check("author", author);
        check("target", target);
        if (!Double.isFinite(value)) {
            throw InputException.of("command", "value", value, "a finite number");
        }
    }

    private static void check(String name, String text) {
        boolean printable = text.chars().noneMatch(Character::isISOControl);
        if (text.length() <= MAX_TEXT && printable) return;
        throw InputException.of("command", name, text.length() + " characters",
                "at most " + MAX_TEXT + " printable ones");
    }

    boolean isSameAction(CommandRequest o) {
        return code == o.code && target.equals(o.target) && value == o.value;
    }
}
