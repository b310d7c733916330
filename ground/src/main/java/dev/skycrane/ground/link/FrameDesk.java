package dev.skycrane.ground.link;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.Probe;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where messages off the bus become frames: checked, counted, put to the account of the run that is followed, and told to the
 * listeners. Knows no broker; whoever has messages hands them over, one at a time.
 */
public final class FrameDesk {
    /** Follow whatever run comes. */
    public static final long ANY_RUN = 0;
    /** A run silent for this long gives way to another. */
    private static final long SILENT_NS = 5_000_000_000L;
    private static final int MAX_PAST_RUNS = 4096;

    private final String vehicle;
    private final long wantedRun;
    private final boolean acknowledging;
    private final List<FrameListener> listeners;
    private final Set<Long> pastRuns = new HashSet<>();
    private LinkAccount account;
    private long otherRun;
    private long unknown;
    private long listenerErrors;
    private long lastFrameNs = System.nanoTime();
    private RuntimeException firstListenerError;

    /**
     * @param vehicle   name in the topics
     * @param runId     the run to follow or {@link #ANY_RUN}
     * @param listeners called in this order, by the thread that hands over
     */
    public FrameDesk(String vehicle, long runId, List<FrameListener> listeners) {
        this(vehicle, runId, listeners, false);
    }

    /** @param acknowledging whoever hands over also sends the umbilical {@link #acknowledgement}s */
    FrameDesk(String vehicle, long runId, List<FrameListener> listeners, boolean acknowledging) {
        this.acknowledging = acknowledging;
        this.vehicle = Topics.checkVehicle(vehicle);
        wantedRun = runId;
        this.listeners = List.copyOf(listeners);
        if (runId != ANY_RUN) {
            follow(runId);
            tell(listener -> listener.onRun(runId));
        }
    }

    /**
     * One message as it came.
     *
     * @param payload       not to be changed afterwards
     * @param receiptUnixNs wall clock at receipt, ns since 1970
     */
    public synchronized void take(String topic, byte[] payload, long receiptUnixNs) {
        Frame frame;
        try {
            frame = FrameCodec.decode(payload);
        } catch (FrameException e) {
            bad(topic, e.reason());
            return;
        }
        StreamKey key = new StreamKey(frame.getSegment(), frame.getKind(), frame.getStream());
        if (!key.topic(vehicle).equals(topic)) {
            bad(topic, FrameException.Reason.MALFORMED);
            return;
        }
        boolean fromGround = key.segment() == SegmentId.GROUND;
        if (fromGround ? !isFollowed(frame.getRunId()) : !ofThisRun(frame.getRunId())) {
            otherRun++;
            return;
        }
        ReceivedFrame received = new ReceivedFrame(topic, payload, frame, key, receiptUnixNs);
        if (fromGround && key.kind() == StreamKind.ACK) return;
        if (fromGround) {
            // a station's own frames, heard back: no part of what the vehicle sent
            tell(received);
            return;
        }
        lastFrameNs = System.nanoTime();
        if (key.stream().equals(StreamKey.WILL)) {
            account.linkLost(key.segment());
            tell(listener -> listener.onLinkLost(key.segment()));
        } else if (key.stream().equals(StreamKey.PROBE)) {
            probed(received);
        } else {
            account.receive(received, this::deliver);
        }
    }

    private void probed(ReceivedFrame frame) {
        try {
            account.probed(frame.key(), frame.frame().getSequence(), Probe.parseFrom(frame.frame().getPayload()),
                    this::deliver);
        } catch (InvalidProtocolBufferException e) {
            account.malformed(frame.key().segment());
        }
    }

    private void deliver(ReceivedFrame frame) {
        if (!inspect(frame.key(), frame.frame(), frame.bytes().length)) account.malformed(frame.key().segment());
        tell(frame);
    }

    private void tell(ReceivedFrame frame) {
        tell(listener -> listener.onFrame(frame));
    }

    /** Reads what the accounts need out of the payload. @return false if the payload is not what its stream says */
    private boolean inspect(StreamKey key, Frame frame, int bytes) {
        try {
            if (key.kind() == StreamKind.IMG) {
                ImageChunk chunk = FrameCodec.imageChunk(frame);
                return account.images(key).receive(chunk, frame.getSequence());
            }
            if (key.kind() == StreamKind.TM && key.stream().equals(StreamKey.UMBILICAL))
                announced(UmbilicalStatus.parseFrom(frame.getPayload()), key, frame.getSequence(), bytes);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private void announced(UmbilicalStatus status, StreamKey key, long sequence, int bytes) {
        List<SegmentId> living = LinkAccount.SEGMENTS.stream().filter(id -> !account.isCut(id)).toList();
        account.announced(status, key, sequence, bytes);
        for (SegmentId id : living)
            if (account.isCut(id)) account.giveUpHoles(id, this::deliver);
    }

    private boolean isFollowed(long runId) {
        return account != null && account.runId() == runId;
    }

    private boolean ofThisRun(long runId) {
        if (isFollowed(runId)) return true;
        if (wantedRun != ANY_RUN || pastRuns.contains(runId) || pastRuns.size() >= MAX_PAST_RUNS) return false;
        boolean over = account == null || account.isLast() || System.nanoTime() - lastFrameNs > SILENT_NS;
        if (!over) return false;
        follow(runId);
        tell(listener -> listener.onRun(runId));
        return true;
    }

    private void follow(long runId) {
        release();
        account = new LinkAccount(runId, acknowledging, System::nanoTime);
        pastRuns.add(runId);
    }

    private void bad(String topic, FrameException.Reason reason) {
        SegmentId segment = segmentOf(topic);
        if (account == null || segment == null || !account.knows(segment)) {
            unknown++;
        } else if (reason == FrameException.Reason.CRC) {
            account.crcError(segment);
        } else {
            account.malformed(segment);
        }
    }

    private static SegmentId segmentOf(String topic) {
        String[] levels = topic.split("/", 5);
        if (levels.length < 5) return null;
        for (SegmentId id : SegmentId.values())
            if (id.name().toLowerCase(Locale.ROOT).equals(levels[2])) return id;
        return null;
    }

    private void tell(Consumer<FrameListener> call) {
        for (FrameListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                listenerErrors++;
                if (firstListenerError == null) firstListenerError = e;
            }
        }
    }

    /** Nothing more comes: what waits behind holes is delivered. */
    synchronized void release() {
        if (account == null) return;
        for (SegmentId id : LinkAccount.SEGMENTS)
            account.giveUpHoles(id, this::deliver);
    }

    /** Account of the run that is followed, or null. */
    synchronized LinkAccount account() {
        return account;
    }

    /** Nothing announced is outstanding, and nothing has come for {@code quietNs}. */
    synchronized boolean isComplete(long quietNs) {
        return account != null && account.isComplete() && System.nanoTime() - lastFrameNs > quietNs;
    }

    /** @param queueDrops messages that did not get as far as here */
    synchronized LinkReport report(long queueDrops) {
        LinkAccount a = account == null ? new LinkAccount(wantedRun, false, System::nanoTime) : account;
        Map<String, Long> drops = new TreeMap<>(a.drops());
        return new LinkReport(a.runId(), a.isComplete(), a.segmentReports(), a.imageReports(), drops, otherRun,
                unknown, listenerErrors, queueDrops);
    }

    /** The account so far. */
    public LinkReport report() {
        return report(0);
    }

    /** The first failure of a listener, or null. */
    public synchronized RuntimeException listenerError() {
        return firstListenerError;
    }
}
