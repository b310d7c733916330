package dev.skycrane.flight.umbilical;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.TickSnapshot;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.Subscription;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.CommandStage;
import dev.skycrane.proto.v1.Frame;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Where commands come in: genuine ones, in order and understood, go to the flight software's queue; all others are refused and
 * counted by reason. Every genuine command is acknowledged, accepted or refused, and again when it has been executed or has failed.
 *
 * <p>The bus's thread only puts messages into a bounded queue; everything else happens on the umbilical's thread.
 */
public final class CommandPort {
    /** Messages waiting to be looked at; commands are rare, so more is a flood. */
    private static final int WAITING = 256;
    /** Looked at in one go, before telemetry has its turn. */
    private static final int PER_ROUND = 32;
    /** Refusals acknowledged per second, so that a flood has no echo. */
    private static final int REFUSALS_PER_S = 32;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final CommandCode[] CODES = CommandCode.values();
    private static final Telecommand.Step[] STEPS = Telecommand.Step.values();

    private final CommandKey key;
    private final long runId;
    private final CommandDispatcher known;
    private final CommandQueue accepted;
    private final LongSupplier nanoClock;
    private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong flooded = new AtomicLong();
    private final AtomicLong oversized = new AtomicLong();
    private final CommandCounts.Builder counts = CommandCounts.newBuilder();
    private final Telecommand command = new Telecommand();
    private long lastCounter;
    private long refusalsSinceNs;
    private int refusalsAcknowledged;

    /**
     * @param key      shared with the ground, or null: then nothing is listened to
     * @param known    what the flight software understands
     * @param accepted where accepted commands go; its only producer is this port from now on
     */
    public CommandPort(CommandKey key, long runId, CommandDispatcher known, CommandQueue accepted) {
        this(key, runId, known, accepted, System::nanoTime);
    }

    /** @param nanoClock for the limit on refusals only */
    CommandPort(CommandKey key, long runId, CommandDispatcher known, CommandQueue accepted, LongSupplier nanoClock) {
        this.key = key;
        this.runId = runId;
        this.known = known;
        this.accepted = accepted;
        this.nanoClock = nanoClock;
        counts.setEnabled(key != null);
        refusalsSinceNs = nanoClock.getAsLong();
    }

    /** A vehicle that takes no commands. */
    static CommandPort closed() {
        return new CommandPort(null, 0, null, null);
    }

    boolean isOpen() {
        return key != null;
    }

    /** What the umbilical listens to for it. The ground sees from the answer whether a command came; the broker need not. */
    public Subscription subscription(String vehicle) {
        return new Subscription(List.of(CommandSeal.COMMANDS.topic(vehicle)), this::arrived).withoutAcknowledgements();
    }

    /** Bus's threads. */
    private void arrived(String topic, byte[] payload, Runnable done) {
        if (payload.length > CommandSeal.MAX_FRAME_BYTES) {
            oversized.incrementAndGet();
        } else if (!waiting.offer(payload)) {
            flooded.incrementAndGet();
        }
        done.run();
    }

    /**
     * The umbilical's thread: looks at what has come.
     *
     * @param acks takes the tick to stamp an acknowledgement with, and the acknowledgement
     * @return whether anything was there
     */
    public boolean step(long tick, BiConsumer<Long, CommandAck> acks) {
        boolean any = false;
        for (int n = 0; n < PER_ROUND; n++) {
            byte[] message = waiting.poll();
            if (message == null) break;
            any = true;
            counts.setReceived(counts.getReceived() + 1);
            take(message, tick, acks);
        }
        return any;
    }

    private void take(byte[] message, long tick, BiConsumer<Long, CommandAck> acks) {
        Command genuine = null;
        CommandReason reason;
        try {
            Frame frame = FrameCodec.decode(message);
            StreamKey stream = new StreamKey(frame.getSegment(), frame.getKind(), frame.getStream());
            if (!stream.equals(CommandSeal.COMMANDS)) {
                reason = CommandReason.REASON_MALFORMED;
            } else {
                genuine = CommandSeal.open(frame.getPayload(), key);
                reason = genuine == null ? CommandReason.REASON_FORGED : judge(genuine);
            }
        } catch (FrameException | InvalidProtocolBufferException e) {
            reason = CommandReason.REASON_MALFORMED;
        }
        long counter = genuine == null ? 0 : genuine.getCounter();
        if (reason == CommandReason.REASON_NONE) {
            counts.setAccepted(counts.getAccepted() + 1);
            acks.accept(tick, ack(counter, CommandStage.STAGE_ACCEPTED, reason, tick));
            return;
        }
        count(reason);
        if (mayAnswerRefusal()) acks.accept(tick, ack(counter, CommandStage.STAGE_REFUSED, reason, tick));
    }

    /** Hands a genuine command over if it is due and understood. */
    private CommandReason judge(Command c) {
        if (c.getRunId() != runId) return CommandReason.REASON_OTHER_RUN;
        if (Long.compareUnsigned(c.getCounter(), lastCounter) <= 0) return CommandReason.REASON_REPLAYED;
        if (Long.compareUnsigned(c.getCounter() - lastCounter, CommandSeal.WINDOW) > 0) {
            return CommandReason.REASON_OUT_OF_WINDOW;
        }
        lastCounter = c.getCounter();
        int code = c.getCodeValue() - 1;
        int step = c.getStepValue();
        if (code < 0 || code >= CODES.length || step < 0 || step >= STEPS.length || !known.isHandled(CODES[code])) {
            return CommandReason.REASON_UNKNOWN_COMMAND;
        }
        List<String> targets = known.targets(CODES[code]);
        int target = targets.isEmpty() && c.getTarget().isEmpty() ? 0 : targets.indexOf(c.getTarget());
        if (target < 0) return CommandReason.REASON_UNKNOWN_TARGET;
        command.counter = c.getCounter();
        command.code = CODES[code];
        command.step = STEPS[step];
        command.target = target;
        command.value = c.getValue();
        return accepted.offer(command) ? CommandReason.REASON_NONE : CommandReason.REASON_QUEUE_FULL;
    }

    private void count(CommandReason reason) {
        switch (reason) {
            case REASON_MALFORMED -> counts.setMalformed(counts.getMalformed() + 1);
            case REASON_FORGED -> counts.setForged(counts.getForged() + 1);
            case REASON_REPLAYED -> counts.setReplayed(counts.getReplayed() + 1);
            case REASON_OUT_OF_WINDOW -> counts.setOutOfWindow(counts.getOutOfWindow() + 1);
            case REASON_OTHER_RUN -> counts.setOtherRun(counts.getOtherRun() + 1);
            case REASON_QUEUE_FULL -> counts.setQueueFull(counts.getQueueFull() + 1);
            default -> counts.setUnknown(counts.getUnknown() + 1);
        }
    }

    private boolean mayAnswerRefusal() {
        long now = nanoClock.getAsLong();
        if (now - refusalsSinceNs >= SECOND_NS) {
            refusalsSinceNs = now;
            refusalsAcknowledged = 0;
        }
        if (refusalsAcknowledged < REFUSALS_PER_S) {
            refusalsAcknowledged++;
            return true;
        }
        counts.setRefusalsUnanswered(counts.getRefusalsUnanswered() + 1);
        return false;
    }

    /** Acknowledges what the tick says was executed or failed. */
    void note(TickSnapshot snapshot, BiConsumer<Long, CommandAck> acks) {
        for (int i = 0; i < snapshot.eventCount(); i++) {
            boolean executed = snapshot.eventId(i) == EventId.COMMAND_EXECUTED;
            if (!executed && snapshot.eventId(i) != EventId.COMMAND_FAILED) continue;
            if (executed) counts.setExecuted(counts.getExecuted() + 1);
            else
                counts.setFailed(counts.getFailed() + 1);
            CommandReason reason = CommandReason.forNumber((int) snapshot.eventArg(i, 5));
            acks.accept(snapshot.tick(), ack((long) snapshot.eventArg(i, 0),
                    executed ? CommandStage.STAGE_EXECUTED : CommandStage.STAGE_FAILED, reason, snapshot.tick()));
        }
    }

    private CommandAck ack(long counter, CommandStage stage, CommandReason reason, long tick) {
        return CommandAck.newBuilder().setCounter(counter).setStage(stage).setReason(reason).setTick(tick)
                .setCounts(counts()).build();
    }

    /** The account so far. */
    public CommandCounts counts() {
        return counts.setFlooded(flooded.get()).setOversized(oversized.get()).setLastCounter(lastCounter).build();
    }
}
