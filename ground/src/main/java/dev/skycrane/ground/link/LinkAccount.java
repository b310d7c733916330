package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.Probe;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamAcknowledgement;
import dev.skycrane.proto.v1.StreamBase;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Frames of one run by stream, picture and segment. Belongs to the link's thread. */
final class LinkAccount {
    /** More streams than this are nobody's vehicle. */
    private static final int MAX_STREAMS = 1024;
    static final List<SegmentId> SEGMENTS = List.of(SegmentId.BACKSHELL, SegmentId.DESCENT, SegmentId.ROVER);

    /** Frames behind holes, all streams together: the windows of three segments, four times. */
    private static final long MAX_HELD_BYTES = 36L << 20;
    /**
     * A station that comes into a run waits so long for the first probe, which says where each stream begins for it; without one it begins
     * where it is, and takes what came before when the probe comes after all.
     */
    private static final long JOIN_NS = 2_000_000_000L;

    /** Counters of one segment beside its streams. */
    static final class SegmentCounts {
        private long bytes;
        private long dealtWith;
        private long stale;
        private long probeTm;
        private long probeImg;
        private long crcErrors;
        private long malformed;
        private long linkLost;
        /** Of the last account itself, which could not know its own length. */
        private long carrierBytes;
        private SegmentStatus status = SegmentStatus.getDefaultInstance();

        boolean isProbed(StreamKind kind) {
            return (kind == StreamKind.IMG ? probeImg : probeTm) > 0;
        }
    }

    private final long runId;
    private final boolean acknowledging;
    private final LongSupplier nanoClock;
    private final Map<StreamKey, StreamAccount> streams = new TreeMap<>();
    private final Map<StreamKey, ImageAccount> images = new TreeMap<>();
    private final Map<SegmentId, SegmentCounts> segments = new EnumMap<>(SegmentId.class);
    private boolean anyFrame;
    private boolean joinedLate;
    private long joinedNs;
    private long heldBytes;
    private boolean last;
    private long ringDrops;

    /** @param acknowledging the umbilical is told what is here, and sends again what is not */
    LinkAccount(long runId, boolean acknowledging, LongSupplier nanoClock) {
        this.runId = runId;
        this.acknowledging = acknowledging;
        this.nanoClock = nanoClock;
        for (SegmentId id : SEGMENTS)
            segments.put(id, new SegmentCounts());
    }

    long runId() {
        return runId;
    }

    /** Takes a frame; {@code deliver} gets it, and what waited for it, once each and in order. */
    void receive(ReceivedFrame frame, Consumer<ReceivedFrame> deliver) {
        StreamKey key = frame.key();
        SegmentCounts counts = segments.get(key.segment());
        StreamAccount stream = streamFor(key, frame.frame().getSequence(), counts);
        if (stream == null) return;
        if (counts.status.getCut() && frame.frame().getSequence() >= stream.sentEnd()) {
            counts.stale++;
            return;
        }
        boolean wait = isResent(key, counts);
        if (wait && heldBytes + frame.bytes().length > MAX_HELD_BYTES && frame.frame().getSequence() > stream.end())
            return;
        StreamAccount.Arrival arrival = stream.receive(frame, wait);
        if (arrival == StreamAccount.Arrival.DUPLICATE) return;
        counts.bytes += frame.bytes().length;
        if (arrival == StreamAccount.Arrival.HELD) {
            heldBytes += frame.bytes().length;
            return;
        }
        deliver(frame, counts, deliver);
        for (ReceivedFrame next = stream.released(); next != null; next = stream.released())
            release(next, counts, deliver);
    }

    private void release(ReceivedFrame frame, SegmentCounts counts, Consumer<ReceivedFrame> deliver) {
        heldBytes -= frame.bytes().length;
        deliver(frame, counts, deliver);
    }

    private void deliver(ReceivedFrame frame, SegmentCounts counts, Consumer<ReceivedFrame> deliver) {
        counts.dealtWith += frame.bytes().length;
        deliver.accept(frame);
    }

    /** Frames of this connection that get lost will come again. */
    private boolean isResent(StreamKey key, SegmentCounts counts) {
        return acknowledging && counts.isProbed(key.kind()) && !counts.status.getCut();
    }

    /** @return null when the frame is not to be taken */
    private StreamAccount streamFor(StreamKey key, long sequence, SegmentCounts counts) {
        StreamAccount stream = streams.get(key);
        if (stream != null) return stream;
        if (counts == null || streams.size() >= MAX_STREAMS || sequence < 0) {
            malformed(key.segment());
            return null;
        }
        boolean probed = counts.isProbed(key.kind());
        if (!probed) {
            if (!anyFrame) {
                anyFrame = true;
                joinedLate = sequence != 0;
                joinedNs = nanoClock.getAsLong();
            }
            // what the umbilical still keeps of the past comes after its probe, and before this
            if (acknowledging && joinedLate && nanoClock.getAsLong() - joinedNs < JOIN_NS) return null;
        }
        stream = new StreamAccount(key, probed || !joinedLate ? 0 : sequence);
        streams.put(key, stream);
        return stream;
    }

    /** The umbilical asks how far everything has arrived, and says where its streams begin. */
    void probed(StreamKey key, long number, Probe probe, Consumer<ReceivedFrame> deliver) {
        SegmentCounts counts = segments.get(key.segment());
        if (counts == null || counts.status.getCut()) {
            if (counts != null) counts.stale++;
            return;
        }
        for (StreamBase base : probe.getStreamsList()) {
            StreamKey stream = new StreamKey(key.segment(), base.getKind(), base.getStream());
            StreamAccount account = streams.get(stream);
            if (account == null) {
                if (streams.size() < MAX_STREAMS) streams.put(stream, new StreamAccount(stream, base.getBase()));
                continue;
            }
            while (account.hasHeld() && account.end() < base.getBase())
                release(account.forced(), counts, deliver);
            account.keptFrom(base.getBase());
        }
        if (key.kind() == StreamKind.IMG) counts.probeImg = number;
        else
            counts.probeTm = number;
    }

    /** Nobody closes the holes of a segment any more: what waits behind them is delivered. */
    void giveUpHoles(SegmentId segment, Consumer<ReceivedFrame> deliver) {
        for (StreamAccount stream : streams.values()) {
            if (stream.key().segment() != segment) continue;
            for (ReceivedFrame next = stream.forced(); next != null; next = stream.forced())
                release(next, segments.get(segment), deliver);
        }
    }

    /** What this station has of a segment. */
    Acknowledgement acknowledgement(SegmentId segment, long station) {
        SegmentCounts counts = segments.get(segment);
        Acknowledgement.Builder ack = Acknowledgement.newBuilder().setStation(station).setProbeTm(counts.probeTm)
                .setProbeImg(counts.probeImg);
        for (StreamAccount s : streams.values()) {
            StreamKey key = s.key();
            if (key.segment() == segment && counts.isProbed(key.kind()))
                ack.addStreams(StreamAcknowledgement.newBuilder().setKind(key.kind()).setStream(key.stream())
                        .setEnd(s.acknowledgedEnd()).setHole(s.hasHeld()));
        }
        return ack.build();
    }

    /** Bytes delivered so far. */
    long dealtWith(SegmentId segment) {
        return segments.get(segment).dealtWith;
    }

    /** Changes with every probe heard. */
    long probes(SegmentId segment) {
        return segments.get(segment).probeTm + segments.get(segment).probeImg;
    }

    boolean isCut(SegmentId segment) {
        return segments.get(segment).status.getCut();
    }

    ImageAccount images(StreamKey key) {
        return images.computeIfAbsent(key, k -> new ImageAccount());
    }

    /** The umbilical's account of itself, carried by frame {@code sequence} of {@code carrier}, {@code bytes} long. */
    void announced(UmbilicalStatus status, StreamKey carrier, long sequence, int bytes) {
        for (SegmentStatus s : status.getSegmentsList()) {
            SegmentCounts counts = segments.get(s.getSegment());
            if (counts == null) continue;
            counts.status = s;
            counts.carrierBytes = status.getLast() && s.getSegment() == carrier.segment() ? bytes : 0;
            for (StreamStatus stream : s.getStreamsList()) {
                StreamKey key = new StreamKey(s.getSegment(), stream.getKind(), stream.getStream());
                StreamAccount account = streams.get(key);
                if (account == null) {
                    // a ground that came late cannot know where a stream it has not seen begins for it
                    if (joinedLate && !counts.isProbed(key.kind()) || streams.size() >= MAX_STREAMS) continue;
                    account = new StreamAccount(key, 0);
                    streams.put(key, account);
                }
                account.announced(stream.getSentEnd(), stream.getImages());
                if (key.equals(carrier)) account.announced(sequence + 1, 0);
            }
        }
        ringDrops = Math.max(ringDrops, status.getRingDrops());
        last |= status.getLast();
    }

    void crcError(SegmentId segment) {
        SegmentCounts counts = segments.get(segment);
        if (counts != null) counts.crcErrors++;
    }

    void malformed(SegmentId segment) {
        SegmentCounts counts = segments.get(segment);
        if (counts != null) counts.malformed++;
    }

    void linkLost(SegmentId segment) {
        SegmentCounts counts = segments.get(segment);
        if (counts != null) counts.linkLost++;
    }

    boolean knows(SegmentId segment) {
        return segments.containsKey(segment);
    }

    /** The umbilical has said that nothing follows. */
    boolean isLast() {
        return last;
    }

    /** Nothing announced by a living segment is outstanding at the end of a stream. */
    boolean isComplete() {
        if (!last) return false;
        for (StreamAccount s : streams.values())
            if ((s.tail() > 0 || s.hasHeld()) && !segments.get(s.key().segment()).status.getCut()) return false;
        return true;
    }

    SegmentReport report(SegmentId id) {
        SegmentCounts counts = segments.get(id);
        boolean cut = counts.status.getCut();
        long received = 0;
        long tail = 0;
        long holes = 0;
        long duplicates = 0;
        long beforeJoin = 0;
        List<Gap> gaps = new ArrayList<>();
        for (StreamAccount s : streams.values()) {
            if (s.key().segment() != id) continue;
            received += s.received();
            tail += s.tail();
            holes += s.holeFrames();
            duplicates += s.duplicates();
            beforeJoin += s.beforeJoin();
            gaps.addAll(s.gaps());
        }
        boolean lostTail = !cut && last;
        return new SegmentReport(counts.status.getFramesSent(), counts.status.getBytesSent() + counts.carrierBytes,
                received, counts.bytes,
                cut, counts.status.getCutTick(), cut ? tail : 0, cut ? counts.status.getFramesQueued() : 0,
                holes + (lostTail ? tail : 0), beforeJoin, duplicates, counts.crcErrors, counts.malformed,
                counts.linkLost, List.copyOf(gaps), counts.stale, Math.max(0, counts.linkLost - (cut ? 1 : 0)));
    }

    Map<SegmentId, SegmentReport> segmentReports() {
        Map<SegmentId, SegmentReport> reports = new EnumMap<>(SegmentId.class);
        for (SegmentId id : segments.keySet())
            reports.put(id, report(id));
        return reports;
    }

    Map<String, ImageReport> imageReports() {
        Map<String, ImageReport> reports = new TreeMap<>();
        for (StreamAccount s : streams.values()) {
            if (s.key().kind() != StreamKind.IMG) continue;
            ImageAccount pictures = images(s.key());
            SegmentStatus status = segments.get(s.key().segment()).status;
            long refused = drops(status, "image." + s.key().stream() + ".queueFull");
            long late = drops(status, "image." + s.key().stream() + ".afterCut");
            long dropped = drops(status, "image." + s.key().stream() + ".outboxFull");
            long accepted = Math.max(s.images(), pictures.seen());
            long unseen = accepted - pictures.seen();
            long cut = status.getCut() ? pictures.cutOff(s) + Math.max(0, unseen - dropped) + late : 0;
            long taken = accepted + refused + late;
            reports.put(s.key().stream(), new ImageReport(taken, pictures.complete(), cut,
                    taken - pictures.complete() - cut));
        }
        return reports;
    }

    private static long drops(SegmentStatus status, String name) {
        for (DropCount drop : status.getDropsList())
            if (drop.getName().equals(name)) return drop.getCount();
        return 0;
    }

    /** The umbilical's own counters; {@code umbilical.ringFull} are ticks and inputs it did not fetch in time. */
    Map<String, Long> drops() {
        Map<String, Long> all = new TreeMap<>();
        if (ringDrops > 0) all.put("umbilical.ringFull", ringDrops);
        segments.forEach((id, counts) -> counts.status.getDropsList()
                .forEach(d -> all.put(id.name().toLowerCase(java.util.Locale.ROOT) + "." + d.getName(), d.getCount())));
        return all;
    }
}
