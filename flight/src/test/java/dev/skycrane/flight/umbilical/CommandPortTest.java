package dev.skycrane.flight.umbilical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.MessageSink;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.CommandStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CommandPortTest {
    private static final long RUN = 4711;

    private final CommandKey key = CommandKey.random();
    private final CommandDispatcher known = new CommandDispatcher(new ParameterTable(), new ChannelBuffer(),
            new EventBuffer());
    private final CommandQueue queue = new CommandQueue();
    private long nowNs;
    private final CommandPort port = new CommandPort(key, RUN, known, queue, () -> nowNs);
    private final MessageSink sink = port.subscription("m2020").sink();
    private final List<CommandAck> acks = new ArrayList<>();
    private int done;

    private static Command.Builder noOp(long counter) {
        return Command.newBuilder().setRunId(RUN).setCounter(counter).setCode(CommandCode.TC_NO_OP).setAuthor("test");
    }

    private void send(byte[] message) {
        sink.onMessage("skycrane/m2020/ground/cmd/commands", message, () -> done++);
    }

    private void send(Command.Builder command) {
        send(CommandSeal.frame(command.build(), key));
    }

    private CommandReason answer() {
        acks.clear();
        assertTrue(port.step(9, (tick, ack) -> acks.add(ack)));
        assertEquals(1, acks.size());
        boolean accepted = acks.get(0).getStage() == CommandStage.STAGE_ACCEPTED;
        assertEquals(accepted, acks.get(0).getReason() == CommandReason.REASON_NONE);
        return acks.get(0).getReason();
    }

    @Test
    void genuineCommandIsHandedOverAndAcknowledged() {
        send(noOp(1));
        assertEquals(CommandReason.REASON_NONE, answer());
        assertEquals(1, acks.get(0).getCounter());
        SensorFrame in = new SensorFrame();
        queue.drainInto(in);
        assertEquals(1, in.commandCount);
        assertEquals(1, in.commands[0].counter);
        assertEquals(1, done);
    }

    @Test
    void replayedForgedStaleAndForeignOnesAreRefusedAndCounted() {
        byte[] first = CommandSeal.frame(noOp(5).build(), key);
        send(first);
        assertEquals(CommandReason.REASON_NONE, answer());
        send(first);
        assertEquals(CommandReason.REASON_REPLAYED, answer());
        send(noOp(4));
        assertEquals(CommandReason.REASON_REPLAYED, answer());
        send(CommandSeal.frame(noOp(6).build(), CommandKey.random()));
        assertEquals(CommandReason.REASON_FORGED, answer());
        assertEquals(0, acks.get(0).getCounter(), "nothing of a forged command is believed");
        send(noOp(6).setRunId(RUN + 1));
        assertEquals(CommandReason.REASON_OTHER_RUN, answer());
        send(noOp(5 + CommandSeal.WINDOW + 1));
        assertEquals(CommandReason.REASON_OUT_OF_WINDOW, answer());
        send(noOp(-1));
        assertEquals(CommandReason.REASON_OUT_OF_WINDOW, answer());
        send(noOp(5 + CommandSeal.WINDOW));
        assertEquals(CommandReason.REASON_NONE, answer());
        CommandCounts counts = port.counts();
        assertEquals(2, counts.getAccepted());
        assertEquals(2, counts.getReplayed());
        assertEquals(1, counts.getForged());
        assertEquals(1, counts.getOtherRun());
        assertEquals(2, counts.getOutOfWindow());
        assertEquals(8, counts.getReceived());
        assertEquals(5 + CommandSeal.WINDOW, counts.getLastCounter());
    }

    @Test
    void oneFlippedBitAnywhereIsRefused() {
        byte[] payload = CommandSeal.seal(noOp(1).build(), key);
        for (int bit = 0; bit < payload.length * 8; bit++) {
            byte[] flipped = payload.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            nowNs += 1_000_000_000L;
            send(FrameCodec.encode(CommandSeal.COMMANDS, 1, 0, 0, RUN, flipped));
            CommandReason reason = answer();
            assertTrue(reason == CommandReason.REASON_FORGED || reason == CommandReason.REASON_MALFORMED,
                    "bit " + bit + ": " + reason);
        }
        assertEquals(0, port.counts().getAccepted());
    }

    @Test
    void whatIsNoCommandIsRefused() {
        send(new byte[]{1, 2, 3});
        assertEquals(CommandReason.REASON_MALFORMED, answer());
        send(FrameCodec.encode(CommandSeal.ACKS, 1, 0, 0, RUN, CommandSeal.seal(noOp(1).build(), key)));
        assertEquals(CommandReason.REASON_MALFORMED, answer());
        send(noOp(1).setCodeValue(99));
        assertEquals(CommandReason.REASON_UNKNOWN_COMMAND, answer());
        send(noOp(2).setCode(CommandCode.TC_FIRE_DEVICE));
        assertEquals(CommandReason.REASON_UNKNOWN_COMMAND, answer(), "nothing handles it here");
        send(noOp(3).setTarget("MORTAR"));
        assertEquals(CommandReason.REASON_UNKNOWN_TARGET, answer());
        send(noOp(4).setStepValue(7));
        assertEquals(CommandReason.REASON_UNKNOWN_COMMAND, answer());
        send(new byte[CommandSeal.MAX_FRAME_BYTES + 1]);
        assertEquals(1, port.counts().getOversized());
        assertEquals(7, done, "every message is given back to the bus");
    }

    @Test
    void floodIsBoundedCountedAndHasNoEcho() {
        for (int i = 0; i < 10_000; i++)
            send(CommandSeal.frame(noOp(1).build(), CommandKey.random()));
        boolean more = true;
        while (more)
            more = port.step(9, (tick, ack) -> acks.add(ack));
        CommandCounts counts = port.counts();
        assertEquals(256, counts.getForged());
        assertEquals(10_000 - 256, counts.getFlooded());
        assertEquals(32, acks.size());
        assertEquals(256 - 32, counts.getRefusalsUnanswered());
        nowNs += 1_000_000_000L;
        send(noOp(1));
        assertEquals(CommandReason.REASON_NONE, answer());
    }

    @Test
    void fullQueueRefuses() {
        for (int i = 1; i <= 64; i++) {
            send(noOp(i));
            assertEquals(CommandReason.REASON_NONE, answer());
        }
        send(noOp(65));
        assertEquals(CommandReason.REASON_QUEUE_FULL, answer());
        queue.drainInto(new SensorFrame());
        send(noOp(65));
        assertEquals(CommandReason.REASON_REPLAYED, answer(), "a refused counter is used up");
        send(noOp(66));
        assertEquals(CommandReason.REASON_NONE, answer());
    }
}
