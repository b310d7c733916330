package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.Refly;
import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Program;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.hil.testing.SmallScenario;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandStage;
import dev.skycrane.proto.v1.CommandStep;
import dev.skycrane.proto.v1.InputBatch;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a command from the shell to the recording: a landing with a key, {@code ground command} in processes of its own, what the
 * recording holds of it, and the recording flown again.
 */
@Timeout(240)
final class CommandedLandingTest {
    private static final String AUTHOR = "flight.director";
    /** While commands are under way, ticks are no faster than this, so that they are through long before the parachute. */
    private static final long TICK_NS = 4_000_000;
    /** From here on ticks wait at their own pace: whatever the machine does, commands come before the landing is over. */
    private static final long LATE_TICK = 64 * 150;
    private static final long LATE_TICK_NS = 15_625_000;
    private static final double BACKSHELL_ALTITUDE_M = 2250;

    @TempDir
    private Path folder;

    private Program.Result command(Path key, EmbeddedBroker broker, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "dev.skycrane.ground.command.GroundMain", "command", "--broker", broker.url().toString(), "--key",
                key.toString(), "--author", AUTHOR));
        line.addAll(List.of(words));
        return Program.run(folder, line);
    }

    /** What a flight director types. */
    private void commands(Path key, EmbeddedBroker broker) throws Exception {
        String[][] lines = {{"no-op"},
            {"parameter-set", "descent.entry.backshellAltitudeM", Double.toString(BACKSHELL_ALTITUDE_M)},
            {"parameter-activate", "descent.entry.backshellAltitudeM"},
            {"--arm", "separation-inhibit", "DESCENT", "0"}, {"--fire", "separation-inhibit", "DESCENT", "0"}};
        for (int i = 0; i < lines.length; i++) {
            Program.Result result = command(key, broker, lines[i]);
            assertEquals(0, result.exitCode(), String.join(" ", lines[i]) + ": " + result);
            String expected = "(?s).*released, counter " + (i + 1) + "\naccepted, counter " + (i + 1)
                    + ", tick \\d+\nexecuted, counter " + (i + 1) + ", tick \\d+\n";
            assertTrue(result.out().matches(expected), result.out());
        }
    }

    private static CompletableFuture<Void> beside(Path key, EmbeddedBroker broker, CommandedLandingTest test) {
        return CompletableFuture.runAsync(() -> {
            try {
                test.commands(key, broker);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Flies, slowly until the commands have been answered. @return the digest of the last tick */
    private long fly(LandingOptions options, MapPackage map, CompletableFuture<Void> commanding)
            throws InterruptedException {
        Scenario completed = SiteSource.completed(options.scenario(), map);
        try (GroundSide ground = new GroundSide(options, new PrintStream(OutputStream.nullOutputStream()));
                ClosedLoop loop = new ClosedLoop(completed.parameters(), LandingSite.of(map, MapError.NONE),
                        options.seed())) {
            ground.connect(loop, completed.parameters(), map);
            loop.warmUp();
            while (!loop.isOver()) {
                loop.step();
                ground.offer(loop);
                if (!commanding.isDone())
                    LockSupport.parkNanos(loop.truth().tick < LATE_TICK ? TICK_NS : LATE_TICK_NS);
                while (ground.isNearlyFull())
                    LockSupport.parkNanos(200_000);
            }
            loop.finish();
            ground.finish();
            assertEquals("landed", loop.outcome());
            return loop.actuatorFrame().digest;
        }
    }

    @Test
    void shellCommandsAreExecutedRecordedWithTheirAuthorAndFlownAgain() throws Exception {
        Path keyFile = folder.resolve("command.key");
        CommandKey key = CommandKey.random();
        key.write(keyFile);
        Path recording = folder.resolve("commanded.mcap");
        MapPackage map = Sites.jezero(1);
        long digest;
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.ANY_PORT)) {
            LandingOptions options = new LandingOptions(ScenarioReader.read(SmallScenario.in(folder).toString()), 1,
                    Pace.FAST, recording, null,
                    broker.url().toString(), true, true, null, keyFile);
            CompletableFuture<Void> commanding = beside(keyFile, broker, this);
            digest = fly(options, map, commanding);
            commanding.join();
        }
        assertRecorded(recording, key);
        Refly.Result again = Refly.fly(RecordedRun.open(recording), SiteMaps.of(map));
        assertTrue(again.isEqual(), again.toString());
        assertEquals(digest, again.reflownDigest());
    }

    private static void assertRecorded(Path recording, CommandKey key) throws Exception {
        List<Command> commands = new ArrayList<>();
        List<Long> executed = new ArrayList<>();
        List<Long> inputs = new ArrayList<>();
        try (McapReader reader = new McapReader(recording)) {
            reader.forEach(m -> {
                String topic = m.channel().topic();
                if (topic.endsWith("/ground/cmd/commands")) {
                    commands.add(CommandSeal.open(ByteString.copyFrom(m.data()), key));
                } else if (topic.endsWith("/rover/ack/commands")) {
                    CommandAck ack = CommandAck.parseFrom(m.data());
                    if (ack.getStage() == CommandStage.STAGE_EXECUTED) executed.add(ack.getCounter());
                } else if (topic.endsWith("/rover/sen/inputs")) {
                    InputBatch.parseFrom(m.data()).getFramesList()
                            .forEach(f -> f.getCommandsList().forEach(c -> inputs.add(c.getCounter())));
                }
            });
        }
        assertEquals(List.of(CommandCode.TC_NO_OP, CommandCode.TC_PARAMETER_SET, CommandCode.TC_PARAMETER_ACTIVATE,
                CommandCode.TC_SEPARATION_INHIBIT, CommandCode.TC_SEPARATION_INHIBIT),
                commands.stream().map(Command::getCode).toList());
        assertEquals(List.of(CommandStep.STEP_ARM, CommandStep.STEP_FIRE),
                commands.subList(3, 5).stream().map(Command::getStep).toList());
        assertEquals(BACKSHELL_ALTITUDE_M, commands.get(1).getValue());
        commands.forEach(c -> assertEquals(AUTHOR, c.getAuthor()));
        List<Long> all = List.of(1L, 2L, 3L, 4L, 5L);
        assertEquals(all, executed, "acknowledged as executed");
        assertEquals(all, inputs, "part of the inputs that are flown again");
    }
}
