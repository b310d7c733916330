package dev.skycrane.flight.fault;

import dev.skycrane.flight.command.CommandHandler;
import dev.skycrane.flight.command.CommandResult;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import java.util.Arrays;
import java.util.List;

/** Whether each monitor works and how long its condition must last; a monitor can be switched by command. */
final class MonitorTable implements CommandHandler {
    private static final Monitor[] MONITORS = Monitor.values();

    /** One monitor's setting, read in every tick. */
    static final class Line {
        private final int ticks;
        private boolean on;

        Line(int ticks, boolean on) {
            this.ticks = ticks;
            this.on = on;
        }

        /** Ticks that the condition must last; for ever when the monitor is off. */
        int neededTicks() {
            return on ? ticks : Integer.MAX_VALUE;
        }
    }

    private final Line[] lines = new Line[MONITORS.length];
    private boolean commanded;

    MonitorTable(ParameterTable p) {
        for (Monitor m : MONITORS) {
            boolean on = p.flag("fault." + m.parameterName() + ".on", true, "whether the monitor works");
            double seconds = p.scalar("fault." + m.parameterName() + ".persistenceS", "s", m.defaultPersistenceS(), 0,
                    600, "time the condition must last");
            lines[m.ordinal()] = new Line(Math.max(1, (int) Tick.fromSeconds(seconds)), on);
        }
    }

    Line line(Monitor m) {
        return lines[m.ordinal()];
    }

    @Override
    public List<String> targets() {
        return Arrays.stream(MONITORS).map(Monitor::parameterName).toList();
    }

    @Override
    public CommandResult execute(int target, double value) {
        if (value != 0 && value != 1) return CommandResult.BAD_VALUE;
        lines[target].on = value == 1;
        commanded = true;
        return CommandResult.EXECUTED;
    }

    /** Nothing as long as no command has switched a monitor. */
    void foldInto(Digest digest) {
        if (!commanded) return;
        for (Line line : lines)
            digest.fold(line.on ? 1 : 0);
    }
}
