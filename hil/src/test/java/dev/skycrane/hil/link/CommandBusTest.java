package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.umbilical.CommandPort;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the shell through a broker into the ticks and back, with an enemy on the same bus. */
@Timeout(60)
final class CommandBusTest {
    private static final long RUN = 81;

    @TempDir
    private Path folder;
    private volatile boolean over;

    /** Flight software's side of the ring, with nothing but commands. */
    private static final class Bench {
        final ChannelBuffer channels = new ChannelBuffer();
        final EventBuffer events = new EventBuffer();
        final ActuatorFrame out = new ActuatorFrame();
        final SensorFrame in = new SensorFrame();
        TickRing ring;

        void seal() {
            ring = new TickRing(256, channels.size());
        }
    }

    /** Ticks at 64 Hz with a dispatcher alone. */
    private Thread fly(Bench ticks, CommandDispatcher commands, CommandQueue queue, Umbilical umbilical) {
        Thread flight = new Thread(() -> {
            for (long n = 0; !over; n++) {
                queue.drainInto(ticks.in);
                ticks.events.beginTick();
                ticks.in.tick = n;
                commands.step(ticks.in);
                ticks.out.tick = n;
                umbilical.offerInput(ticks.in);
                ticks.ring.offer(ticks.out, ticks.channels, ticks.events);
                LockSupport.parkNanos(15_000_000);
            }
        }, "flight");
        flight.start();
        return flight;
    }

    private static String command(int code, String... args) {
        StringWriter out = new StringWriter();
        assertEquals(code, GroundMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out))
                .execute(args), out.toString());
        return out.toString();
    }

    private static void await(Umbilical umbilical, java.util.function.Predicate<CommandCounts> until) {
        while (!until.test(umbilical.status().getCommands()))
            LockSupport.parkNanos(1_000_000);
    }

    @Test
    void shellCommandIsExecutedAndEnemiesAreRefusedAndCounted() throws Exception {
        Path keyFile = folder.resolve("command.key");
        CommandKey key = CommandKey.random();
        key.write(keyFile);
        Bench ticks = new Bench();
        CommandDispatcher commands = new CommandDispatcher(new ParameterTable(), ticks.channels, ticks.events);
        CommandQueue queue = new CommandQueue();
        ticks.seal();
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.ANY_PORT);
                GroundLink station = new GroundLink(broker.url(), "m2020", RUN, List.of())) {
            Umbilical umbilical = new Umbilical(UmbilicalOptions.of("m2020", RUN),
                    InputEncoder.header(RUN, new ParameterTable()).build(), ticks.channels.names(), ticks.ring,
                    LinkFactory.to(broker.url()), new CommandPort(key, RUN, commands, queue));
            Thread flight = fly(ticks, commands, queue, umbilical);
            String[] noOp = {"command", "--broker", broker.url().toString(), "--key", keyFile.toString(), "no-op"};
            String log = command(0, noOp);
            assertTrue(log.matches("(?s)queued\nreleased, counter 1\naccepted, counter 1, tick \\d+\n"
                    + "executed, counter 1, tick \\d+\n"), log);
            Command last = Command.newBuilder().setRunId(RUN).setCounter(1).setCode(CommandCode.TC_NO_OP).build();
            try (PahoLink enemy = new PahoLink(broker.url(), LinkOptions.of("enemy"), () -> {}).connect()) {
                String topic = CommandSeal.COMMANDS.topic("m2020");
                enemy.publish(topic, CommandSeal.frame(last, key));
                enemy.publish(topic, CommandSeal.frame(last.toBuilder().setCounter(2).build(), CommandKey.random()));
                enemy.publish(topic, new byte[]{9});
                enemy.publish(topic, new byte[1 << 20]);
                await(umbilical, c -> c.getReceived() == 4 && c.getOversized() == 1);
            }
            CommandCounts counts = umbilical.status().getCommands();
            assertEquals(1, counts.getReplayed());
            assertEquals(1, counts.getForged());
            assertEquals(1, counts.getMalformed());
            log = command(1, "command", "--broker", broker.url().toString(), "--key", keyFile.toString(),
                    "camera-expose", "RDC");
            assertTrue(log.matches("(?s).*refused, counter 2, tick \\d+: unknown command\n"), log);
            assertTrue(command(0, noOp).contains("executed, counter 3"));
            over = true;
            flight.join();
            umbilical.close();
            assertEquals(2, station.report().unknown(), "the station hears what is no frame too");
        }
    }
}
