package dev.skycrane.ground.station;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.CommandEntry.Stage;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.CommandType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.CommandStep;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The station's queue of commands: each one goes from queued through released and accepted to executed, or ends in a failure, and everybody can
 * see who asked for it. Commands of other programs with the same key are heard on the bus and listed too.
 *
 * <p>A hazardous command is two commands, arm and fire of the same action: directly, or without an arm that the vehicle has executed
 * in the last {@value #ARMED_S} s, this desk does not let it go. The vehicle checks the same on its own.
 *
 * <p>Threading: any thread may ask; one thread of its own releases; frames come on the link's.
 */
public final class CommandDesk implements FrameListener, AutoCloseable {
    /** Entries kept; older ones that have ended are forgotten. */
    private static final int KEPT = 1000;
    /** The vehicle's own limit, parameter {@code command.armTimeoutS}. */
    private static final long ARMED_S = 30;
    private static final long NS = 1_000_000_000L;
    private static final long PATIENCE_NS = 10 * NS;
    private static final long PERIOD_NS = 20_000_000L;

    private final CommandSender sender;
    private final LongSupplier unixNs;
    private final List<CommandEntry> entries = new ArrayList<>();
    private final List<Consumer<CommandEntry>> watchers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "command-desk");
    private CommandCounts vehicle = CommandCounts.getDefaultInstance();
    private CommandEntry armed;
    private boolean anyoneMayFire;
    private boolean held;
    private long runId;
    private long lastId;
    private long heardForged;
    private final long[] ended = new long[Stage.values().length];
    private volatile boolean closing;

    public CommandDesk(CommandSender sender) {
        this(sender, CommandDesk::now);
        thread.setDaemon(true);
        thread.start();
    }

    /** A desk whose {@link #release()} somebody else calls. */
    CommandDesk(CommandSender sender, LongSupplier unixNs) {
        this.sender = sender;
        this.unixNs = unixNs;
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NS + now.getNano();
    }

    /** For a program that does not live as long as an arm: leaves it to the vehicle whether a fire is due. */
    public CommandDesk leavingArmsToVehicle() {
        anyoneMayFire = true;
        return this;
    }

    /** Called with every entry that is new or has changed, by the thread that changed it, which must not be held up. */
    public void onChange(Consumer<CommandEntry> watcher) {
        watchers.add(watcher);
    }

    /**
     * Puts a command into the queue.
     *
     * @return its entry, already {@link Stage#REFUSED} when this desk does not let it go
     * @throws InputException for a command that does not exist, or lacks its target
     */
    public CommandEntry submit(CommandRequest request) {
        CommandType type = Dictionary.standard().command(request.code());
        if (type == null || request.step() == CommandStep.UNRECOGNIZED)
            throw InputException.of("command", "code", request.code(), "one of the dictionary's");
        if (type.target().isEmpty() != request.target().isEmpty())
            throw InputException.of("command " + type.name(), "target", request.target(),
                    type.target().isEmpty() ? "none" : "the name of a " + type.target());
        CommandEntry entry;
        synchronized (this) {
            entry = CommandEntry.queued(++lastId, request, unixNs.getAsLong());
            String objection = objection(type, request);
            if (objection != null) entry = entry.ended(Stage.REFUSED, objection, -1, unixNs.getAsLong());
            entries.add(entry);
            forget();
            count(entry);
        }
        tell(entry);
        return entry;
    }

    private String objection(CommandType type, CommandRequest r) {
        boolean hazardous = type.isHazardous(r.value());
        if (r.step() == CommandStep.STEP_DIRECT) return hazardous ? "not armed" : null;
        if (!hazardous) return "not hazardous, needs neither arm nor fire";
        if (r.step() == CommandStep.STEP_ARM || anyoneMayFire) return null;
        boolean ready = armed != null && armed.request().isSameAction(r)
                && unixNs.getAsLong() - armed.doneUnixNs() < ARMED_S * NS;
        armed = null;
        return ready ? null : "not armed";
    }

    private void forget() {
        if (entries.size() <= KEPT) return;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).stage().isFinal()) {
                entries.remove(i);
                return;
            }
        }
    }

    /** Holds back what waits, or lets it go again. */
    public synchronized void hold(boolean on) {
        held = on;
    }

    /** Takes back a command that still waits. @return false when it is too late or there is none of that number */
    public boolean cancel(long id) {
        CommandEntry done;
        synchronized (this) {
            int i = find(id);
            if (i < 0 || entries.get(i).stage() != Stage.QUEUED) return false;
            done = end(i, Stage.CANCELLED, "", -1);
        }
        tell(done);
        return true;
    }

    /** All kept, oldest first. */
    public synchronized List<CommandEntry> entries() {
        return List.copyOf(entries);
    }

    /** @return null for none of that number */
    public synchronized CommandEntry entry(long id) {
        int i = find(id);
        return i < 0 ? null : entries.get(i);
    }

    public synchronized StationCommandCounts counts() {
        return new StationCommandCounts(lastId, ended[Stage.RELEASED.ordinal()], ended[Stage.ACCEPTED.ordinal()],
                ended[Stage.EXECUTED.ordinal()], ended[Stage.FAILED.ordinal()], ended[Stage.REFUSED.ordinal()],
                ended[Stage.UNANSWERED.ordinal()], heardForged, vehicle);
    }

    private int find(long id) {
        for (int i = entries.size() - 1; i >= 0; i--)
            if (entries.get(i).id() == id) return i;
        return -1;
    }

    private void run() {
        while (!closing) {
            release();
            LockSupport.parkNanos(PERIOD_NS);
        }
    }

    /** Lets the oldest waiting commands go, and gives up those that nobody answers. */
    void release() {
        List<CommandEntry> changed = new ArrayList<>();
        synchronized (this) {
            long now = unixNs.getAsLong();
            boolean free = !held && runId != 0;
            for (int i = 0; i < entries.size(); i++) {
                CommandEntry e = entries.get(i);
                if (e.stage() == Stage.QUEUED && free) {
                    CommandEntry sent = send(e, now);
                    free = sent != null;
                    if (sent != null) changed.add(replace(i, sent));
                }
                e = entries.get(i);
                long since = Math.max(e.queuedUnixNs(), Math.max(e.releasedUnixNs(), e.acceptedUnixNs()));
                boolean overdue = !e.stage().isFinal() && now - since > PATIENCE_NS;
                if (overdue && !(held && e.stage() == Stage.QUEUED))
                    changed.add(end(i, Stage.UNANSWERED, runId == 0 ? "no vehicle is heard" : "", -1));
            }
        }
        changed.forEach(this::tell);
    }

    private CommandEntry send(CommandEntry e, long now) {
        CommandRequest r = e.request();
        Command sent = sender.send(Command.newBuilder().setRunId(runId).setCode(r.code()).setStep(r.step())
                .setTarget(r.target()).setValue(r.value()).setAuthor(r.author()).setIssuedUnixNs(e.queuedUnixNs())
                .build(), vehicle.getLastCounter());
        return sent == null ? null : e.released(sent.getCounter(), now);
    }

    private CommandEntry replace(int i, CommandEntry e) {
        entries.set(i, e);
        count(e);
        return e;
    }

    private void count(CommandEntry e) {
        ended[e.stage().ordinal()]++;
    }

    private CommandEntry end(int i, Stage stage, String reason, long tick) {
        return replace(i, entries.get(i).ended(stage, reason, tick, unixNs.getAsLong()));
    }

    private void tell(CommandEntry e) {
        watchers.forEach(w -> w.accept(e));
    }

    @Override
    public synchronized void onRun(long run) {
        runId = run;
        armed = null;
        vehicle = CommandCounts.getDefaultInstance();
    }

    @Override
    public void onFrame(ReceivedFrame frame) {
        try {
            StreamKey key = frame.key();
            if (key.equals(CommandSeal.ACKS)) {
                answered(CommandAck.parseFrom(frame.frame().getPayload()));
            } else if (key.equals(CommandSeal.COMMANDS)) {
                heard(frame);
            } else if (key.segment() == SegmentId.ROVER && key.kind() == StreamKind.TM
                    && key.stream().equals(StreamKey.UMBILICAL)) {
                noted(UmbilicalStatus.parseFrom(frame.frame().getPayload()).getCommands());
            }
        } catch (InvalidProtocolBufferException e) {
            synchronized (this) {
                heardForged++;
            }
        }
    }

    private synchronized void noted(CommandCounts counts) {
        if (counts.getReceived() >= vehicle.getReceived()) vehicle = counts;
    }

    /** A command on the bus: one of ours coming back, one of another program with our key, or a forgery. */
    private void heard(ReceivedFrame frame) throws InvalidProtocolBufferException {
        Command c = sender.open(frame.frame().getPayload());
        CommandEntry entry;
        synchronized (this) {
            if (c == null) {
                heardForged++;
                return;
            }
            if (c.getRunId() != runId || byCounter(c.getCounter()) >= 0) return;
            CommandRequest r = new CommandRequest(c.getAuthor(), c.getCode(), c.getStep(), c.getTarget(),
                    Double.isFinite(c.getValue()) ? c.getValue() : 0);
            entry = CommandEntry.queued(++lastId, r, c.getIssuedUnixNs()).released(c.getCounter(), unixNs.getAsLong());
            entries.add(entry);
            forget();
            count(entry);
        }
        tell(entry);
    }

    private int byCounter(long counter) {
        for (int i = entries.size() - 1; i >= 0; i--)
            if (entries.get(i).counter() == counter) return i;
        return -1;
    }

    private void answered(CommandAck ack) {
        CommandEntry changed;
        synchronized (this) {
            noted(ack.getCounts());
            int i = ack.getCounter() == 0 ? -1 : byCounter(ack.getCounter());
            if (i < 0) return;
            CommandEntry e = entries.get(i);
            // a duplicate of a command that is under way is refused as replayed: no news about the command
            boolean echo = ack.getReason() == CommandReason.REASON_REPLAYED && e.stage() != Stage.RELEASED;
            if (e.stage().isFinal() && e.stage() != Stage.UNANSWERED || echo) return;
            changed = switch (ack.getStage()) {
                case STAGE_ACCEPTED -> e.stage() == Stage.ACCEPTED
                        ? null
                        : replace(i, e.accepted(ack.getTick(), unixNs.getAsLong()));
                case STAGE_EXECUTED -> end(i, Stage.EXECUTED, "", ack.getTick());
                case STAGE_FAILED -> end(i, Stage.FAILED, words(ack.getReason()), ack.getTick());
                case STAGE_REFUSED -> end(i, Stage.REFUSED, words(ack.getReason()), ack.getTick());
                default -> null;
            };
            if (changed != null && changed.stage() == Stage.EXECUTED) noteArm(changed);
        }
        if (changed != null) tell(changed);
    }

    private void noteArm(CommandEntry executed) {
        CommandStep step = executed.request().step();
        if (step == CommandStep.STEP_ARM) armed = executed;
        if (step == CommandStep.STEP_FIRE) armed = null;
    }

    private static String words(CommandReason reason) {
        return reason.name().replace("REASON_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
