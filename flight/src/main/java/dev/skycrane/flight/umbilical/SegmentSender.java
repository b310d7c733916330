package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One segment's outbox and its two connections. Bounded: a full lane drops and counts by name. Belongs to the umbilical's thread.
 */
final class SegmentSender {
    /** Frames waiting per lane of the telemetry connection; 64 s of ticks. */
    static final int LANE_FRAMES = 4096;
    /** Pictures handed over in one go before telemetry is looked at again. */
    private static final int BURST = 16;

    private final Segment segment;
    private final SegmentId id;
    private final String vehicle;
    private final long runId;
    private final long imageBytesLimit;
    private final BusLink telemetryLink;
    private final BusLink imageLink;
    private final Lane events = new Lane("events");
    private final Lane telemetry = new Lane("telemetry");
    private final Lane inputs = new Lane("inputs");
    private final Lane lcam = new Lane("lcam");
    private final Lane cameras = new Lane("cameras");
    private final List<Lane> telemetryLanes = List.of(events, telemetry, inputs);
    private final List<Lane> imageLanes = List.of(lcam, cameras);
    private final Map<StreamKey, StreamCounter> streams = new TreeMap<>();
    private final Map<String, long[]> drops = new TreeMap<>();
    private long framesSent;
    private long bytesSent;
    private boolean cut;
    private long cutTick;
    private long unacknowledgedAtCut;

    SegmentSender(Segment segment, UmbilicalOptions options, BusLink telemetryLink, BusLink imageLink) {
        this.segment = segment;
        id = idOf(segment);
        vehicle = options.vehicle();
        runId = options.runId();
        imageBytesLimit = options.imageBytesLimit();
        this.telemetryLink = telemetryLink;
        this.imageLink = imageLink;
    }

    static SegmentId idOf(Segment segment) {
        return SegmentId.valueOf(segment.name());
    }

    Segment segment() {
        return segment;
    }

    boolean isCut() {
        return cut;
    }

    boolean isUp() {
        return telemetryLink.isUp() && imageLink.isUp();
    }

    void telemetry(String stream, long tick, byte[] payload) {
        add(telemetry, StreamKind.TM, stream, tick, payload);
    }

    void events(long tick, byte[] payload) {
        add(events, StreamKind.EVR, StreamKey.EVENTS, tick, payload);
    }

    void inputs(String stream, long tick, byte[] payload) {
        add(inputs, StreamKind.SEN, stream, tick, payload);
    }

    private void add(Lane lane, StreamKind kind, String stream, long tick, byte[] payload) {
        if (cut) {
            drop(lane.name() + ".afterCut", 1);
            return;
        }
        if (lane.size() >= LANE_FRAMES) {
            lane.giveUpOldest();
            drop(lane.name() + ".outboxFull", 1);
        }
        lane.add(new Outgoing.Single(stream(kind, stream), tick, runId, payload));
    }

    /** Queues a picture; if that is too much, the oldest pictures of the same or lower priority go first. */
    void picture(CameraFrame picture) {
        if (cut) {
            drop("image." + picture.camera() + ".afterCut", 1);
            return;
        }
        Outgoing.Picture queued = new Outgoing.Picture(stream(StreamKind.IMG, picture.camera().name()), picture, runId);
        Lane lane = picture.camera() == CameraId.LCAM ? lcam : cameras;
        lane.add(queued);
        while (imageBytes() > imageBytesLimit) {
            Outgoing given = cameras.giveUpOldest();
            if (given == null) given = lcam.giveUpOldest();
            if (given == null) return;
            drop("image." + given.stream().key().stream() + ".outboxFull", 1);
        }
    }

    private StreamCounter stream(StreamKind kind, String name) {
        return streams.computeIfAbsent(new StreamKey(id, kind, name), key -> new StreamCounter(key, vehicle));
    }

    void drop(String name, long count) {
        drops.computeIfAbsent(name, n -> new long[1])[0] += count;
    }

    /** Hands over what the connections take now. @return whether anything was taken */
    boolean pump() {
        if (cut) return false;
        boolean moved = pump(telemetryLink, telemetryLanes, LANE_FRAMES);
        return pump(imageLink, imageLanes, BURST) | moved;
    }

    private boolean pump(BusLink link, List<Lane> lanes, int most) {
        int sent = 0;
        while (sent < most) {
            Lane lane = firstWaiting(lanes);
            if (lane == null) break;
            Outgoing next = lane.first();
            byte[] frame = next.frame();
            if (link.publish(next.stream().topic(), frame) != BusLink.Offer.TAKEN) break;
            lane.advance();
            framesSent++;
            bytesSent += frame.length;
            sent++;
        }
        return sent > 0;
    }

    private static Lane firstWaiting(List<Lane> lanes) {
        for (Lane lane : lanes)
            if (!lane.isEmpty()) return lane;
        return null;
    }

    /** The commanded separation: both connections are severed as they stand, what waits stays unsent. */
    void cut(long tick) {
        if (cut) return;
        cut = true;
        cutTick = tick;
        telemetryLink.cut();
        imageLink.cut();
        unacknowledgedAtCut = telemetryLink.inFlight() + imageLink.inFlight();
    }

    /** Nothing waits and nothing is unacknowledged, or nothing ever will be. */
    boolean isDrained() {
        return cut || queuedFrames() == 0 && unacknowledged() == 0;
    }

    long queuedFrames() {
        return events.frames() + telemetry.frames() + inputs.frames() + lcam.frames() + cameras.frames();
    }

    private long unacknowledged() {
        return telemetryLink.inFlight() + imageLink.inFlight();
    }

    private long imageBytes() {
        return lcam.bytes() + cameras.bytes();
    }

    /** Fill of the fullest queue, 0 to 1. */
    double fill() {
        if (cut) return 0;
        int frames = Math.max(events.size(), Math.max(telemetry.size(), inputs.size()));
        return Math.max(frames / (double) LANE_FRAMES, imageBytes() / (double) imageBytesLimit);
    }

    /** @param extra frames of stream tm/umbilical to count as sent already: the one that carries this account */
    SegmentStatus status(int extra) {
        SegmentStatus.Builder status = SegmentStatus.newBuilder().setSegment(id).setCut(cut).setCutTick(cutTick)
                .setUp(isUp()).setFramesSent(framesSent + extra)
                .setBytesSent(bytesSent).setFramesQueued(queuedFrames())
                .setFramesAcknowledged(telemetryLink.acknowledged() + imageLink.acknowledged())
                .setFramesUnacknowledged(cut ? unacknowledgedAtCut : unacknowledged())
                .setReconnects(telemetryLink.reconnects() + imageLink.reconnects());
        streams.values().forEach(stream -> status.addStreams(stream.status()));
        drops.forEach((name, count) -> status.addDrops(DropCount.newBuilder().setName(name).setCount(count[0])));
        long refused = telemetryLink.refused() + imageLink.refused();
        if (refused > 0) status.addDrops(DropCount.newBuilder().setName("broker.refused").setCount(refused));
        return status.build();
    }

    void close() {
        telemetryLink.close();
        imageLink.close();
    }
}
