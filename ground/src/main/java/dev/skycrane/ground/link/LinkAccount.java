package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Frames of one run by stream, picture and segment. Belongs to the link's thread. */
final class LinkAccount {
    /** More streams than this are nobody's vehicle. */
    private static final int MAX_STREAMS = 1024;

    /** Counters of one segment beside its streams. */
    static final class SegmentCounts {
        private long bytes;
        private long crcErrors;
        private long malformed;
        private long linkLost;
        /** Of the last account itself, which could not know its own length. */
        private long carrierBytes;
        private SegmentStatus status = SegmentStatus.getDefaultInstance();
    }

    private final long runId;
    private final Map<StreamKey, StreamAccount> streams = new TreeMap<>();
    private final Map<StreamKey, ImageAccount> images = new TreeMap<>();
    private final Map<SegmentId, SegmentCounts> segments = new EnumMap<>(SegmentId.class);
    private boolean anyFrame;
    private boolean joinedLate;
    private boolean last;

    LinkAccount(long runId) {
        this.runId = runId;
        for (SegmentId id : List.of(SegmentId.BACKSHELL, SegmentId.DESCENT, SegmentId.ROVER))
            segments.put(id, new SegmentCounts());
    }

    long runId() {
        return runId;
    }

    /** @return whether the frame is new and may be delivered */
    boolean receive(StreamKey key, long sequence, int bytes) {
        if (!anyFrame) {
            anyFrame = true;
            joinedLate = sequence != 0;
        }
        StreamAccount stream = streams.get(key);
        if (stream == null) {
            if (streams.size() >= MAX_STREAMS || !segments.containsKey(key.segment()) || sequence < 0) {
                malformed(key.segment());
                return false;
            }
            stream = new StreamAccount(key, joinedLate ? sequence : 0);
            streams.put(key, stream);
        }
        if (!stream.receive(sequence)) return false;
        segments.get(key.segment()).bytes += bytes;
        return true;
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
                    if (joinedLate || streams.size() >= MAX_STREAMS) continue;
                    account = new StreamAccount(key, 0);
                    streams.put(key, account);
                }
                account.announced(stream.getSentEnd(), stream.getImages());
                if (key.equals(carrier)) account.announced(sequence + 1, 0);
            }
        }
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
            if (s.tail() > 0 && !segments.get(s.key().segment()).status.getCut()) return false;
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
                counts.linkLost, List.copyOf(gaps));
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

    /** The umbilical's own counters. */
    Map<String, Long> drops() {
        Map<String, Long> all = new TreeMap<>();
        segments.forEach((id, counts) -> counts.status.getDropsList()
                .forEach(d -> all.put(id.name().toLowerCase(java.util.Locale.ROOT) + "." + d.getName(), d.getCount())));
        return all;
    }
}
