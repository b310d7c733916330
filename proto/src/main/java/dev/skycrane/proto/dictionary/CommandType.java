package dev.skycrane.proto.dictionary;

import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.Hazard;
import dev.skycrane.proto.v1.Telecommand;
import java.util.Locale;

/** One kind of command. */
public final class CommandType {
    private static final String PREFIX = "TC_";

    private final CommandCode code;
    private final Telecommand facts;

    CommandType(CommandCode code, Telecommand facts) {
        this.code = code;
        this.facts = facts;
    }

    public CommandCode code() {
        return code;
    }

    /** As people write it: lower case with dashes, {@code fire-device}. */
    public String name() {
        return code.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return facts.getDescription();
    }

    /** What the target names; empty for a command without. */
    public String target() {
        return facts.getTarget();
    }

    /** What the value means, with its unit; empty for a command without. */
    public String value() {
        return facts.getValue();
    }

    public Hazard hazard() {
        return facts.getHazard();
    }

    /** Whether it has to be armed, then fired. */
    public boolean isHazardous(double value) {
        return facts.getHazard() == Hazard.HAZARD_ALWAYS
                || facts.getHazard() == Hazard.HAZARD_WHEN_ZERO && value == 0;
    }
}
