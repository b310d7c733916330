package dev.skycrane.ground.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.FrameDesk;
import dev.skycrane.ground.station.CommandEntry.Stage;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.CommandStage;
import dev.skycrane.proto.v1.CommandStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CommandDeskTest {
    private static final long RUN = 17;
    private static final long S = 1_000_000_000L;

    private final CommandKey key = CommandKey.random();
    private final CommandSender sender = mock(CommandSender.class);
    private final List<Command> sent = new ArrayList<>();
    private long nowNs = 1_000 * S;
    private boolean busTakes = true;
    private long ackSequence;
    private final CommandDesk desk = new CommandDesk(sender, () -> nowNs);
    private final FrameDesk frames = new FrameDesk("m2020", RUN, List.of(desk));

    @BeforeEach
    void connect() throws Exception {
        when(sender.send(any(), anyLong())).thenAnswer(call -> {
            if (!busTakes) return null;
            Command draft = call.getArgument(0);
            sent.add(draft.toBuilder().setCounter(sent.size() + 1).build());
            return sent.get(sent.size() - 1);
        });
        when(sender.open(any())).thenAnswer(call -> CommandSeal.open(call.getArgument(0), key));
    }

    private static CommandRequest request(CommandCode code, CommandStep step, String target, double value) {
        return new CommandRequest("ada", code, step, target, value);
    }

    private static CommandRequest inhibit(CommandStep step) {
        return request(CommandCode.TC_SEPARATION_INHIBIT, step, "BACKSHELL", 1);
    }

    private void answer(long counter, CommandStage stage, CommandReason reason) {
        byte[] ack = CommandAck.newBuilder().setCounter(counter).setStage(stage).setReason(reason).setTick(64)
                .setCounts(CommandCounts.newBuilder().setReceived(ackSequence).setLastCounter(counter)).build()
                .toByteArray();
        frames.take(CommandSeal.ACKS.topic("m2020"),
                FrameCodec.encode(CommandSeal.ACKS, ackSequence++, 64, S, RUN, ack),
                nowNs);
    }

    private Stage stage(CommandEntry e) {
        return desk.entry(e.id()).stage();
    }

    @Test
    void commandGoesThroughItsStagesAndEveryChangeIsTold() {
        List<String> told = new ArrayList<>();
        desk.onChange(e -> told.add(e.stage() + " " + e.counter() + " " + e.tick()));
        CommandEntry e = desk.submit(request(CommandCode.TC_NO_OP, CommandStep.STEP_DIRECT, "", 0));
        nowNs += S;
        desk.release();
        answer(1, CommandStage.STAGE_ACCEPTED, CommandReason.REASON_NONE);
        answer(1, CommandStage.STAGE_EXECUTED, CommandReason.REASON_NONE);
        assertEquals(List.of("QUEUED 0 -1", "RELEASED 1 -1", "ACCEPTED 1 64", "EXECUTED 1 64"), told);
        assertEquals("ada", sent.get(0).getAuthor());
        assertEquals(RUN, sent.get(0).getRunId());
        assertEquals(S, desk.entry(e.id()).releasedUnixNs() - e.queuedUnixNs());
        StationCommandCounts counts = desk.counts();
        assertEquals(List.of(1L, 1L, 1L, 1L), List.of(counts.queued(), counts.released(), counts.accepted(),
                counts.executed()));
        assertEquals(1, counts.vehicle().getLastCounter());
    }

    @Test
    void hazardousCommandNeedsAnExecutedArmOfTheSameAction() {
        assertEquals(Stage.REFUSED, desk.submit(inhibit(CommandStep.STEP_DIRECT)).stage());
        assertEquals(Stage.REFUSED, desk.submit(inhibit(CommandStep.STEP_FIRE)).stage());
        assertEquals("not armed", desk.entries().get(1).reason());
        CommandEntry arm = desk.submit(inhibit(CommandStep.STEP_ARM));
        desk.release();
        assertEquals(Stage.REFUSED, desk.submit(inhibit(CommandStep.STEP_FIRE)).stage(), "not executed yet");
        answer(1, CommandStage.STAGE_EXECUTED, CommandReason.REASON_NONE);
        assertEquals(Stage.EXECUTED, stage(arm));
        CommandEntry fire = desk.submit(inhibit(CommandStep.STEP_FIRE));
        desk.release();
        assertEquals(Stage.RELEASED, stage(fire));
        assertEquals(2, sent.size());
        assertEquals(Stage.REFUSED, desk.submit(inhibit(CommandStep.STEP_FIRE)).stage(), "an arm serves once");
    }

    @Test
    void armIsForgottenAfterItsTime() {
        desk.submit(inhibit(CommandStep.STEP_ARM));
        desk.release();
        answer(1, CommandStage.STAGE_EXECUTED, CommandReason.REASON_NONE);
        nowNs += 31 * S;
        assertEquals(Stage.REFUSED, desk.submit(inhibit(CommandStep.STEP_FIRE)).stage());
    }

    @Test
    void refusalsAndFailuresOfTheVehicleSayWhy() {
        CommandEntry a = desk.submit(request(CommandCode.TC_CAMERA_RATE, CommandStep.STEP_DIRECT, "RDC", 99));
        CommandEntry b = desk.submit(request(CommandCode.TC_CAMERA_RATE, CommandStep.STEP_DIRECT, "RDX", 2));
        desk.release();
        answer(1, CommandStage.STAGE_ACCEPTED, CommandReason.REASON_NONE);
        answer(1, CommandStage.STAGE_FAILED, CommandReason.REASON_BAD_VALUE);
        answer(2, CommandStage.STAGE_REFUSED, CommandReason.REASON_UNKNOWN_TARGET);
        assertEquals("bad value", desk.entry(a.id()).reason());
        assertEquals(Stage.FAILED, stage(a));
        assertEquals("unknown target", desk.entry(b.id()).reason());
        answer(1, CommandStage.STAGE_REFUSED, CommandReason.REASON_REPLAYED);
        assertEquals(Stage.FAILED, stage(a), "a replay on the bus says nothing about the command");
    }

    @Test
    void whatNobodyAnswersEndsAndWhatWaitsCanBeHeldAndTakenBack() {
        CommandEntry lost = desk.submit(request(CommandCode.TC_NO_OP, CommandStep.STEP_DIRECT, "", 0));
        desk.release();
        desk.hold(true);
        CommandEntry waiting = desk.submit(request(CommandCode.TC_NO_OP, CommandStep.STEP_DIRECT, "", 0));
        nowNs += 11 * S;
        desk.release();
        assertEquals(Stage.UNANSWERED, stage(lost));
        assertEquals(Stage.QUEUED, stage(waiting));
        assertTrue(desk.cancel(waiting.id()));
        assertFalse(desk.cancel(waiting.id()));
        assertEquals(Stage.CANCELLED, stage(waiting));
        busTakes = false;
        desk.hold(false);
        CommandEntry stuck = desk.submit(request(CommandCode.TC_NO_OP, CommandStep.STEP_DIRECT, "", 0));
        desk.release();
        assertEquals(Stage.QUEUED, stage(stuck));
    }

    @Test
    void commandsOfOtherProgramsAreListedAndForgeriesCounted() {
        Command other = Command.newBuilder().setRunId(RUN).setCounter(40).setCode(CommandCode.TC_NO_OP)
                .setAuthor("grace").build();
        frames.take(CommandSeal.COMMANDS.topic("m2020"), CommandSeal.frame(other, key), nowNs);
        frames.take(CommandSeal.COMMANDS.topic("m2020"), CommandSeal.frame(other, CommandKey.random()), nowNs);
        assertEquals(1, desk.entries().size());
        assertEquals("grace", desk.entries().get(0).request().author());
        assertEquals(1, desk.counts().heardForged());
        answer(40, CommandStage.STAGE_EXECUTED, CommandReason.REASON_NONE);
        assertEquals(Stage.EXECUTED, desk.entries().get(0).stage());
    }

    @Test
    void nonsenseIsRefusedAtTheDoor() {
        assertThrows(InputException.class,
                () -> desk.submit(request(CommandCode.TC_CAMERA_RATE, CommandStep.STEP_DIRECT, "", 2)));
        assertThrows(InputException.class,
                () -> desk.submit(request(CommandCode.TC_UNSPECIFIED, CommandStep.STEP_DIRECT, "", 2)));
        assertThrows(InputException.class,
                () -> request(CommandCode.TC_NO_OP, CommandStep.STEP_DIRECT, "", Double.NaN));
        assertThrows(InputException.class, () -> new CommandRequest("x".repeat(200), CommandCode.TC_NO_OP,
                CommandStep.STEP_DIRECT, "", 0));
    }
}
