package dev.skycrane.flight.command;

import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of one flight software that may be changed in flight: a new value is checked when it is set, and counts when
 * it is activated. Declared in the {@link ParameterTable} like the others, with the same ranges.
 */
public final class LiveParameters {
    private final ParameterTable table;
    private final List<LiveScalar> scalars = new ArrayList<>();
    private LiveScalar[] byIndex = {};
    private boolean touched;

    public LiveParameters(ParameterTable table) {
        this.table = table;
    }

    /** Start-up: as {@link ParameterTable#scalar}. */
    public LiveScalar scalar(String name, String unit, double defaultValue, double min, double max, String doc) {
        LiveScalar s = new LiveScalar(name, table.scalar(name, unit, defaultValue, min, max, doc), min, max);
        scalars.add(s);
        byIndex = scalars.toArray(LiveScalar[]::new);
        return s;
    }

    /** Start-up, after the last declaration. */
    public void register(CommandDispatcher commands) {
        commands.handle(CommandCode.PARAMETER_SET, handler(true));
        commands.handle(CommandCode.PARAMETER_ACTIVATE, handler(false));
    }

    private CommandHandler handler(boolean setting) {
        return new CommandHandler() {
            @Override
            public List<String> targets() {
                return scalars.stream().map(s -> s.name).toList();
            }

            @Override
            public CommandResult execute(int target, double value) {
                return setting ? set(byIndex[target], value) : activate(byIndex[target]);
            }
        };
    }

    private CommandResult set(LiveScalar s, double value) {
        if (!(value >= s.min && value <= s.max)) return CommandResult.BAD_VALUE;
        s.pending = value;
        s.isSet = true;
        touched = true;
        return CommandResult.EXECUTED;
    }

    private CommandResult activate(LiveScalar s) {
        if (!s.isSet) return CommandResult.NOT_SET;
        s.value = s.pending;
        s.isSet = false;
        return CommandResult.EXECUTED;
    }

    /** Nothing as long as no command has touched them. */
    public void foldInto(Digest digest) {
        if (!touched) return;
        for (LiveScalar s : byIndex) {
            digest.fold(s.value);
            digest.fold(s.isSet ? s.pending : 0);
        }
    }
}
