package dev.skycrane.ground.station;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.Severity;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongSupplier;

/**
 * The landing in the terminal, line by line: what the announcer says at events, and every few seconds of on-board time where the vehicle
 * is. On a terminal the present state stands in a last line that renews itself; elsewhere there are only plain lines.
 */
public final class MissionLog implements FrameListener, AutoCloseable {
    /** Between plain lines without an event, on-board time. */
    private static final double QUIET_S = 10;
    /** Events kept for their telemetry; one more is printed at once, beside the state last known. */
    private static final int MAX_WAITING = 256;
    private static final long PATIENCE_NS = 500_000_000L;
    private static final long REFRESH_NS = 100_000_000L;
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final String BOLD = "\u001b[1m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";
    private static final int COLUMNS = 118;
    /** Fields of {@link CommandCounts} that count what was not accepted. */
    private static final Set<String> REFUSALS = Set.of("malformed", "forged", "replayed", "out_of_window", "other_run",
            "unknown", "queue_full", "flooded", "oversized");

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private final Queue<EventRecord> waiting = new ArrayDeque<>();
    private final Set<SegmentId> cut = EnumSet.noneOf(SegmentId.class);
    /** Segments whose last will has come, and how many accounts since. */
    private final Map<SegmentId, Integer> lost = new EnumMap<>(SegmentId.class);
    private StatusLine status = new StatusLine();
    private CommandCounts commands = CommandCounts.getDefaultInstance();
    private boolean telemetryHeard;
    private long waitingSinceNs;
    private double lastLineS = Double.NEGATIVE_INFINITY;
    private long refreshedNs;
    private long rateSinceNs;
    private long bytes;
    private double rateMbps;
    private boolean statusShown;
    private boolean closed;

    /** @param terminal whether {@code out} understands cursor control */
    public MissionLog(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    /** @param nanoClock for refresh and rates of the status line only */
    MissionLog(PrintStream out, boolean terminal, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        refreshedNs = nanoClock.getAsLong();
        rateSinceNs = refreshedNs;
    }

    @Override
    public synchronized void onRun(long runId) {
        status = new StatusLine();
        waiting.clear();
        telemetryHeard = false;
        commands = CommandCounts.getDefaultInstance();
        cut.clear();
        lost.clear();
        lastLineS = Double.NEGATIVE_INFINITY;
        line(String.format(Locale.ROOT, "Listening to run %016x", runId), "");
    }

    @Override
    public synchronized void onFrame(ReceivedFrame frame) {
        bytes += frame.bytes().length;
        try {
            read(frame);
        } catch (InvalidProtocolBufferException e) {
            // counted as malformed by the link
        }
        tellOverdue();
        refresh();
    }

    private void read(ReceivedFrame frame) throws InvalidProtocolBufferException {
        StreamKey key = frame.key();
        if (key.segment() != SegmentId.ROVER) return;
        if (key.kind() == StreamKind.EVR) {
            for (EventRecord event : EventBatch.parseFrom(frame.frame().getPayload()).getEventsList())
                await(event);
        } else if (key.kind() == StreamKind.TM && key.stream().equals(StreamKey.CHANNELS)) {
            telemetry(Telemetry.parseFrom(frame.frame().getPayload()));
        } else if (key.kind() == StreamKind.TM && key.stream().equals(StreamKey.UMBILICAL)) {
            umbilical(UmbilicalStatus.parseFrom(frame.frame().getPayload()));
        }
    }

    private void telemetry(Telemetry packet) {
        status.update(packet);
        telemetryHeard = true;
        while (!waiting.isEmpty() && waiting.peek().getTick() <= packet.getTick())
            event(waiting.poll());
        double now = StatusLine.seconds(packet.getTick());
        if (!terminal && now - lastLineS >= QUIET_S) say(packet.getTick(), "", status.phase());
    }

    /**
     * Events overtake telemetry on the bus: an event waits for the packet of its own tick, which says where the vehicle was. It
     * does not wait where no telemetry is heard, and not for long where it has ceased.
     */
    private void await(EventRecord event) {
        if (!telemetryHeard || event.getTick() <= status.tick() || waiting.size() == MAX_WAITING) {
            event(event);
        } else {
            if (waiting.isEmpty()) waitingSinceNs = nanoClock.getAsLong();
            waiting.add(event);
        }
    }

    private void tellOverdue() {
        if (waiting.isEmpty() || nanoClock.getAsLong() - waitingSinceNs < PATIENCE_NS) return;
        while (!waiting.isEmpty())
            event(waiting.poll());
    }

    private void event(EventRecord event) {
        EventType type = Dictionary.standard().event(event.getCodeValue());
        if (type == null) {
            say(event.getTick(), "", "event " + event.getCodeValue() + ", not in this station's dictionary");
            return;
        }
        double[] args = event.getArgsList().stream().mapToDouble(Double::doubleValue).toArray();
        boolean warning = type.severity().getNumber() >= Severity.WARNING_LO_VALUE;
        if (type.isCalledOut()) {
            say(event.getTick(), warning ? YELLOW : BOLD, type.callOut(args));
        } else if (warning || type.severity() == Severity.ACTIVITY_HI || type.severity() == Severity.COMMAND) {
            say(event.getTick(), warning ? YELLOW : "", type.text(args));
        }
    }

    private void umbilical(UmbilicalStatus account) {
        refusals(account.getCommands());
        for (SegmentStatus s : account.getSegmentsList()) {
            if (s.getCut() && cut.add(s.getSegment())) {
                say(s.getCutTick(), "", s.getSegment().name().toLowerCase(Locale.ROOT)
                        + " segment cut by its separation, " + s.getFramesSent() + " frames sent, "
                        + s.getFramesQueued() + " left behind");
            }
            unexpected(s);
        }
    }

    /** A last will is a separation's too: the second account after it tells which. */
    private void unexpected(SegmentStatus s) {
        Integer accounts = lost.remove(s.getSegment());
        if (accounts == null || s.getCut()) return;
        if (accounts == 0) {
            lost.put(s.getSegment(), 1);
        } else {
            say(status.tick(), YELLOW, s.getSegment().name().toLowerCase(Locale.ROOT)
                    + " segment lost its connection unexpectedly, " + (s.getUp() ? "it is back" : "it is still away"));
        }
    }

    @Override
    public synchronized void onLinkLost(SegmentId segment) {
        lost.putIfAbsent(segment, 0);
    }

    /** Commands that the vehicle has refused since the last account. */
    private void refusals(CommandCounts now) {
        StringJoiner news = new StringJoiner(", ");
        CommandCounts.getDescriptor().getFields().stream().filter(f -> REFUSALS.contains(f.getName())).forEach(f -> {
            long more = (Long) now.getField(f) - (Long) commands.getField(f);
            if (more > 0) news.add(more + " " + f.getName().replace('_', ' '));
        });
        commands = now;
        if (news.length() > 0) say(status.tick(), YELLOW, "commands refused: " + news);
    }

    private void say(long tick, String style, String text) {
        lastLineS = StatusLine.seconds(tick);
        line(status.moment(tick) + "  " + text, style);
    }

    private void line(String text, String style) {
        if (closed) return;
        if (!terminal) {
            out.println(text);
        } else {
            out.println(ERASE_LINE + style + text + (style.isEmpty() ? "" : PLAIN));
            statusShown = false;
        }
        out.flush();
    }

    private void refresh() {
        if (!terminal || closed) return;
        long now = nanoClock.getAsLong();
        if (now - refreshedNs < REFRESH_NS && statusShown) return;
        refreshedNs = now;
        if (now - rateSinceNs >= 1_000_000_000L) {
            rateMbps = bytes * 1e3 / (now - rateSinceNs);
            bytes = 0;
            rateSinceNs = now;
        }
        String text = status.moment(status.tick()) + "  " + status.phase() + "  propellant " + status.propellant()
                + String.format(Locale.ROOT, "  link %.1f MB/s", rateMbps);
        out.print(ERASE_LINE + text.substring(0, Math.min(COLUMNS, text.length())));
        out.flush();
        statusShown = true;
    }

    /** Takes the status line away; nothing is printed afterwards. */
    @Override
    public synchronized void close() {
        if (closed) return;
        while (!waiting.isEmpty())
            event(waiting.poll());
        closed = true;
        if (statusShown) out.print(ERASE_LINE);
        out.flush();
    }
}
