package dev.skycrane.flight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.TestFlight;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.Telecommand.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommandDispatcherTest {
    private static final int ARM_TICKS = 30 * 64;

    private final EventBuffer events = new EventBuffer();
    private final CommandDispatcher commands = new CommandDispatcher(new ParameterTable(), new ChannelBuffer(), events);
    private final SensorFrame in = new SensorFrame();
    private final List<String> done = new ArrayList<>();
    private long counter;

    private CommandHandler noting(String name) {
        return new CommandHandler() {
            @Override
            public List<String> targets() {
                return List.of("A", "B");
            }

            @Override
            public CommandResult execute(int target, double value) {
                done.add(name + " " + target + " " + value);
                return CommandResult.EXECUTED;
            }
        };
    }

    private void put(SensorFrame frame, CommandCode code, Step step, int target, double value) {
        Telecommand c = frame.commands[frame.commandCount++];
        c.counter = ++counter;
        c.code = code;
        c.step = step;
        c.target = target;
        c.value = value;
    }

    /** One tick with one command. @return what became of it, by the event's code or failure */
    private int tick(long tick, CommandCode code, Step step, int target, double value) {
        in.tick = tick;
        in.commandCount = 0;
        put(in, code, step, target, value);
        events.beginTick();
        commands.step(in);
        int last = events.size() - 1;
        assertEquals(counter, events.arg(last, 0));
        return events.id(last) == EventId.COMMAND_EXECUTED ? 0 : (int) events.arg(last, 5);
    }

    @Test
    void hazardousActionIsExecutedOnlyByAFireThatFollowsItsArm() {
        commands.handle(CommandCode.FIRE_DEVICE, noting("fire"));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(1, CommandCode.FIRE_DEVICE, Step.DIRECT, 1, 0));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(2, CommandCode.FIRE_DEVICE, Step.FIRE, 1, 0));
        assertEquals(0, tick(3, CommandCode.FIRE_DEVICE, Step.ARM, 1, 0));
        assertEquals(List.of(), done);
        assertEquals(0, tick(4, CommandCode.FIRE_DEVICE, Step.FIRE, 1, 0));
        assertEquals(List.of("fire 1 0.0"), done);
        assertEquals(CommandResult.NOT_ARMED.code(), tick(5, CommandCode.FIRE_DEVICE, Step.FIRE, 1, 0), "once only");
    }

    @Test
    void fireOfAnotherActionDisarms() {
        commands.handle(CommandCode.FIRE_DEVICE, noting("fire"));
        assertEquals(0, tick(1, CommandCode.FIRE_DEVICE, Step.ARM, 1, 0));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(2, CommandCode.FIRE_DEVICE, Step.FIRE, 0, 0));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(3, CommandCode.FIRE_DEVICE, Step.FIRE, 1, 0));
        assertEquals(List.of(), done);
    }

    @Test
    void armLapsesWithAnEvent() {
        commands.handle(CommandCode.FIRE_DEVICE, noting("fire"));
        tick(0, CommandCode.FIRE_DEVICE, Step.ARM, 0, 0);
        in.commandCount = 0;
        in.tick = ARM_TICKS;
        events.beginTick();
        commands.step(in);
        assertEquals(0, events.size());
        in.tick = ARM_TICKS + 1;
        commands.step(in);
        assertEquals(EventId.COMMAND_ARM_LAPSED, events.id(0));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(ARM_TICKS + 2, CommandCode.FIRE_DEVICE, Step.FIRE, 0, 0));
    }

    @Test
    void onlySwitchingAMonitorOffIsHazardous() {
        commands.handle(CommandCode.MONITOR_ENABLE, noting("monitor"));
        assertEquals(0, tick(1, CommandCode.MONITOR_ENABLE, Step.DIRECT, 0, 1));
        assertEquals(CommandResult.NOT_ARMED.code(), tick(2, CommandCode.MONITOR_ENABLE, Step.DIRECT, 0, 0));
        assertEquals(CommandResult.NOT_HAZARDOUS.code(), tick(3, CommandCode.MONITOR_ENABLE, Step.ARM, 0, 1));
    }

    @Test
    void whatCannotBeDoneFailsWithItsReason() {
        commands.handle(CommandCode.CAMERA_RATE, noting("rate"));
        assertEquals(CommandResult.NO_TARGET.code(), tick(1, CommandCode.CAMERA_RATE, Step.DIRECT, 2, 1));
        assertEquals(CommandResult.NO_TARGET.code(), tick(2, CommandCode.CAMERA_RATE, Step.DIRECT, -1, 1));
        assertEquals(CommandResult.BAD_VALUE.code(), tick(3, CommandCode.CAMERA_RATE, Step.DIRECT, 0, Double.NaN));
        assertEquals(CommandResult.NO_HANDLER.code(), tick(4, CommandCode.CAMERA_EXPOSE, Step.DIRECT, 0, 0));
        assertEquals(CommandResult.NO_TARGET.code(), tick(5, CommandCode.NO_OP, Step.DIRECT, 1, 0));
        assertEquals(0, tick(6, CommandCode.NO_OP, Step.DIRECT, 0, 0));
        assertEquals(List.of(), done);
    }

    @Test
    void parameterCountsWhenActivatedAndOnlyInRange() {
        LiveParameters live = new LiveParameters(new ParameterTable());
        LiveScalar x = live.scalar("a.b", "m", 5, 0, 10, "test");
        live.register(commands);
        assertEquals(CommandResult.NOT_SET.code(), tick(1, CommandCode.PARAMETER_ACTIVATE, Step.DIRECT, 0, 0));
        assertEquals(CommandResult.BAD_VALUE.code(), tick(2, CommandCode.PARAMETER_SET, Step.DIRECT, 0, 10.5));
        assertEquals(0, tick(3, CommandCode.PARAMETER_SET, Step.DIRECT, 0, 7));
        assertEquals(5, x.value);
        assertEquals(0, tick(4, CommandCode.PARAMETER_ACTIVATE, Step.DIRECT, 0, 0));
        assertEquals(7, x.value);
        assertEquals(CommandResult.NOT_SET.code(), tick(5, CommandCode.PARAMETER_ACTIVATE, Step.DIRECT, 0, 0));
    }

    @Test
    void queueIsBoundedAndKeepsOrderAcrossFrames() {
        CommandQueue queue = new CommandQueue();
        Telecommand c = new Telecommand();
        int taken = 0;
        while (queue.offer(c)) {
            taken++;
            c.counter++;
        }
        assertEquals(64, taken);
        long next = 0;
        for (queue.drainInto(in); in.commandCount > 0; queue.drainInto(in))
            for (int i = 0; i < in.commandCount; i++)
                assertEquals(next++, in.commands[i].counter);
        assertEquals(taken, next);
    }

    /** The flight software with nothing commanded, and with what {@code commanding} puts into tick 100. */
    private long fly(java.util.function.Consumer<SensorFrame> commanding, ActuatorFrame out) {
        FlightSoftware flight = TestFlight.createUnderParachute();
        for (int tick = 0; tick < 200; tick++) {
            in.commandCount = 0;
            if (tick == 100) commanding.accept(in);
            TestFlight.step(flight, tick, in, out);
            if (tick == 100 && out.triggers(CameraId.RUC)) done.add("exposed");
        }
        return out.digest;
    }

    @Test
    void commandsHaveTheirEffectAndShowInTheDigest() {
        ActuatorFrame out = new ActuatorFrame();
        long plain = fly(frame -> {}, out);
        assertFalse(out.fired(Pyro.BACKSHELL));
        long fired = fly(frame -> {
            put(frame, CommandCode.FIRE_DEVICE, Step.ARM, Pyro.BACKSHELL.ordinal(), 0);
            put(frame, CommandCode.FIRE_DEVICE, Step.FIRE, Pyro.BACKSHELL.ordinal(), 0);
            put(frame, CommandCode.CAMERA_EXPOSE, Step.DIRECT, CameraId.RUC.ordinal(), 0);
        }, out);
        assertTrue(out.fired(Pyro.BACKSHELL));
        assertTrue(out.isCut(Segment.BACKSHELL));
        assertEquals(List.of("exposed"), done);
        assertNotEquals(plain, fired);
        long inhibited = fly(frame -> {
            put(frame, CommandCode.SEPARATION_INHIBIT, Step.ARM, 0, 1);
            put(frame, CommandCode.SEPARATION_INHIBIT, Step.FIRE, 0, 1);
            put(frame, CommandCode.FIRE_DEVICE, Step.ARM, Pyro.BACKSHELL.ordinal(), 0);
            put(frame, CommandCode.FIRE_DEVICE, Step.FIRE, Pyro.BACKSHELL.ordinal(), 0);
        }, out);
        assertFalse(out.fired(Pyro.BACKSHELL));
        assertFalse(out.isCut(Segment.BACKSHELL));
        assertNotEquals(plain, inhibited);
    }
}
