package dev.skycrane.flight.command;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the commands of a tick executed, first thing in the tick, in order of arrival. An action that is hazardous is executed only by a
 * fire that follows the arm of the same action within {@code command.armTimeoutS}; any other fire disarms.
 *
 * <p>The channels here are outside the digest, and the state is folded only once there has been a command, so that a landing
 * without commands has the same digest whether or not it could have been commanded.
 */
public final class CommandDispatcher {
    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final CommandHandler[] handlers = new CommandHandler[CommandCode.values().length];
    private final List<List<String>> targets = new ArrayList<>();
    private final Telecommand armed = new Telecommand();
    private final long armTicks;
    private final int executedChannel;
    private final int failedChannel;
    private final int counterChannel;
    private final int armedChannel;
    private boolean isArmed;
    private long armedUntilTick;
    private long executed;
    private long failed;
    private long lastCounter;

    public CommandDispatcher(ParameterTable p, ChannelBuffer channels, EventBuffer events) {
        this.channels = channels;
        this.events = events;
        armTicks = Tick.fromSeconds(p.scalar("command.armTimeoutS", "s", 30, 1, 600,
                "time after which an armed command is no longer fired"));
        executedChannel = channels.declareTiming("commanding.executedCount");
        failedChannel = channels.declareTiming("commanding.failedCount");
        counterChannel = channels.declareTiming("commanding.lastCounter");
        armedChannel = channels.declareTiming("commanding.armedCode");
        for (int i = 0; i < handlers.length; i++)
            targets.add(List.of());
        handle(CommandCode.NO_OP, (target, value) -> CommandResult.EXECUTED);
    }

    /** Start-up: {@code handler} does what {@code code} says. */
    public void handle(CommandCode code, CommandHandler handler) {
        if (handlers[code.ordinal()] != null) throw new IllegalStateException("command handled twice: code=" + code);
        handlers[code.ordinal()] = handler;
        targets.set(code.ordinal(), List.copyOf(handler.targets()));
    }

    /** Names of what the command can act upon; empty for a command without target. */
    public List<String> targets(CommandCode code) {
        return targets.get(code.ordinal());
    }

    /** Whether a component takes the command. */
    public boolean isHandled(CommandCode code) {
        return handlers[code.ordinal()] != null;
    }

    public void step(SensorFrame in) {
        if (isArmed && in.tick > armedUntilTick) {
            isArmed = false;
            events.emit(EventId.COMMAND_ARM_LAPSED, armed.counter, armed.code.code());
        }
        for (int i = 0; i < in.commandCount; i++)
            run(in.commands[i], in.tick);
        channels.set(executedChannel, executed);
        channels.set(failedChannel, failed);
        channels.set(counterChannel, lastCounter);
        channels.set(armedChannel, isArmed ? armed.code.code() : 0);
    }

    private void run(Telecommand c, long tick) {
        lastCounter = c.counter;
        CommandResult result = judge(c, tick);
        if (result == CommandResult.EXECUTED) {
            executed++;
            events.emit(EventId.COMMAND_EXECUTED, c.counter, c.code.code(), c.step.ordinal(), c.target, c.value, 0);
        } else {
            failed++;
            events.emit(EventId.COMMAND_FAILED, c.counter, c.code.code(), c.step.ordinal(), c.target, c.value,
                    result.code());
        }
    }

    private CommandResult judge(Telecommand c, long tick) {
        boolean hazardous = c.code.isHazardous(c.value);
        boolean ready = isArmed && armed.isSameAction(c);
        if (c.step == Telecommand.Step.FIRE) isArmed = false;
        CommandHandler handler = handlers[c.code.ordinal()];
        if (handler == null) return CommandResult.NO_HANDLER;
        if (c.target < 0 || c.target >= Math.max(1, targets.get(c.code.ordinal()).size())) {
            return CommandResult.NO_TARGET;
        }
        if (!Double.isFinite(c.value)) return CommandResult.BAD_VALUE;
        if (!hazardous) {
            return c.step == Telecommand.Step.DIRECT
                    ? handler.execute(c.target, c.value)
                    : CommandResult.NOT_HAZARDOUS;
        }
        if (c.step == Telecommand.Step.ARM) return arm(c, tick);
        boolean fired = c.step == Telecommand.Step.FIRE && ready;
        return fired ? handler.execute(c.target, c.value) : CommandResult.NOT_ARMED;
    }

    private CommandResult arm(Telecommand c, long tick) {
        armed.copyFrom(c);
        isArmed = true;
        armedUntilTick = tick + armTicks;
        return CommandResult.EXECUTED;
    }

    public void foldInto(Digest digest) {
        if (executed + failed == 0) return;
        digest.fold(executed);
        digest.fold(failed);
        digest.fold(lastCounter);
        digest.fold(isArmed ? armed.counter : 0);
    }
}
