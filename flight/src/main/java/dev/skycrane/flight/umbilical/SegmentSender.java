package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.SilenceWatch;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One segment's two connections with their outboxes, and what may be held for them. Bounded: beyond memory and spool the oldest of the
 * lowest priority goes, counted by name. Belongs to the umbilical's thread.
 */
final class SegmentSender {
    /** Frames in memory per lane of the telemetry connection; 64 s of ticks. */
    static final int LANE_FRAMES = 4096;
    /** The same with a spool: more than an hour of ticks. */
    static final int SPOOLED_FRAMES = 1 << 18;
    /** 24 s of ticks, at an answer every 10 ms more than 100,000 messages a second; 2 MiB are 30 ms of 300,000 packets a second. */
    static final Window TELEMETRY_WINDOW = new Window(1536, 2L << 20, 8);
    /**
     * Eight chunks of the cameras and two of LCAM: at an answer in 4 ms 500 MB/s, each segment, in 10 ms still the share of the flown mission's
     * volume four times. More only lies about in the broker and the system's buffers, where events suffer from it.
     */
    static final Window IMAGE_WINDOW = new Window(64, 2560L << 10, 4);
    /** Pictures' chunks handed over in one go before telemetry is looked at again. */
    private static final int BURST = 4;
    private static final long BURST_BYTES = 8L << 20;

    private final Segment segment;
    private final SegmentId id;
    private final String vehicle;
    private final long runId;
    private final long imageBytesLimit;
    private final Spool spool;
    private final BusLink telemetryLink;
    private final BusLink imageLink;
    private final Lane events;
    private final Lane telemetry;
    private final Lane inputs;
    private final Lane lcam;
    private final Lane cameras;
    private final Outbox telemetryBox;
    private final Outbox imageBox;
    private final StationWatch station = new StationWatch();
    private final SilenceWatch silence = new SilenceWatch();
    private final Map<String, long[]> drops = new TreeMap<>();
    private boolean closing;
    private long drainUntilNs;
    private boolean cut;
    private long cutTick;
    private long knownSpoolFailures;

    /** @param spool null for a segment that keeps in memory only */
    SegmentSender(Segment segment, UmbilicalOptions options, Spool spool, BusLink telemetryLink, BusLink imageLink,
            long nowNs) {
        this.segment = segment;
        id = idOf(segment);
        vehicle = options.vehicle();
        runId = options.runId();
        imageBytesLimit = options.imageBytesLimit();
        this.spool = spool;
        this.telemetryLink = telemetryLink;
        this.imageLink = imageLink;
        events = new Lane("events", spool);
        telemetry = new Lane("telemetry", spool);
        inputs = new Lane("inputs", spool);
        lcam = new Lane("lcam", spool);
        cameras = new Lane("cameras", spool);
        telemetryBox = new Outbox(telemetryLink, new StreamKey(id, StreamKind.TM, StreamKey.PROBE), options,
                List.of(events, telemetry, inputs), TELEMETRY_WINDOW, null, nowNs, this::dropOne);
        imageBox = new Outbox(imageLink, new StreamKey(id, StreamKind.IMG, StreamKey.PROBE), options,
                List.of(lcam, cameras), IMAGE_WINDOW,
                new TokenBucket(options.imageBytesPerSecond(), BURST_BYTES, nowNs), nowNs, this::dropOne);
    }

    static SegmentId idOf(Segment segment) {
        return SegmentId.valueOf(segment.name());
    }

    Segment segment() {
        return segment;
    }

    /** It takes nothing new: its separation is commanded. */
    boolean isClosing() {
        return closing;
    }

    /** It is severed. */
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
        events(StreamKey.EVENTS, tick, payload);
    }

    void events(String stream, long tick, byte[] payload) {
        add(events, StreamKind.EVR, stream, tick, payload);
    }

    /** An acknowledgement of a command, with the priority of events. */
    void ack(long tick, byte[] payload) {
        add(events, StreamKind.ACK, CommandSeal.ACKS.stream(), tick, payload);
    }

    void inputs(String stream, long tick, byte[] payload) {
        add(inputs, StreamKind.SEN, stream, tick, payload);
    }

    private void add(Lane lane, StreamKind kind, String stream, long tick, byte[] payload) {
        if (closing) {
            drop(lane.name() + ".afterCut", 1);
            return;
        }
        StreamCounter counter = telemetryBox.stream(new StreamKey(id, kind, stream), vehicle);
        lane.add(new Outgoing.Single(counter, lane.name(), tick, runId, payload));
        if (lane.inMemory() <= LANE_FRAMES || lane.size() <= SPOOLED_FRAMES && spill(lane)) return;
        giveUp(lane);
    }

    /** To the spool, for which older pictures give up their room in it. */
    private boolean spill(Lane lane) {
        if (spool == null) return false;
        while (!lane.spillLast()) {
            if (!spool.isFull(lane.lastBytes()) || !giveUpPicture()) return false;
        }
        return true;
    }

    /** Queues a picture; what is too much for memory and spool goes, oldest pictures of the lowest priority first. */
    void picture(CameraFrame picture) {
        if (closing) {
            drop("image." + picture.camera() + ".afterCut", 1);
            return;
        }
        StreamCounter counter = imageBox.stream(new StreamKey(id, StreamKind.IMG, picture.camera().name()), vehicle);
        Lane lane = picture.camera() == CameraId.LCAM ? lcam : cameras;
        lane.add(new Outgoing.Picture(counter, picture, runId));
        while (imageBytes() > imageBytesLimit) {
            if (lane.size() <= SPOOLED_FRAMES && lane.spillLast()) return;
            if (!giveUpPicture()) return;
        }
    }

    private boolean giveUpPicture() {
        return giveUp(cameras) || giveUp(lcam);
    }

    private boolean giveUp(Lane lane) {
        Outgoing given = lane.giveUpOldest();
        if (given != null) dropOne(given.dropName("outboxFull"));
        return given != null;
    }

    private void dropOne(String name) {
        drop(name, 1);
    }

    void drop(String name, long count) {
        if (count == 0) return;
        drops.computeIfAbsent(name, n -> new long[1])[0] += count;
    }

    /** Hands over what the telemetry connection takes now. @return whether anything was taken */
    boolean pumpTelemetry(long nowNs) {
        if (!cut && silence.isOverdue(nowNs, telemetryLink.isUp())) telemetryLink.renew();
        return !cut && telemetryBox.pump(LANE_FRAMES, nowNs);
    }

    /** The same with some pictures; severs both connections when their time is up. */
    boolean pumpPictures(long nowNs) {
        if (cut) return false;
        boolean moved = imageBox.pump(BURST, nowNs);
        if (closing && (isEmpty() || nowNs - drainUntilNs >= 0)) sever();
        return moved;
    }

    /** What the station says it has. */
    void acknowledged(Acknowledgement ack, long nowNs) {
        silence.heard(nowNs);
        StationWatch.Verdict verdict = station.heard(ack.getStation(), nowNs);
        if (verdict == StationWatch.Verdict.OTHER) {
            drop("acknowledgement.otherStation", 1);
            return;
        }
        boolean fresh = verdict == StationWatch.Verdict.NEW;
        telemetryBox.acknowledged(ack, fresh, ack.getProbeTm(), nowNs);
        imageBox.acknowledged(ack, fresh, ack.getProbeImg(), nowNs);
    }

    /**
     * The commanded separation: nothing new is taken, what waits may still leave until {@code untilNs}, then both connections are severed
     * as they stand.
     */
    void cut(long tick, long untilNs) {
        if (closing) return;
        closing = true;
        cutTick = tick;
        drainUntilNs = untilNs;
    }

    private void sever() {
        cut = true;
        telemetryLink.cut();
        imageLink.cut();
    }

    /** Nothing waits and nothing is unacknowledged, or nothing ever will be. */
    boolean isDrained() {
        return cut || !closing && isEmpty();
    }

    private boolean isEmpty() {
        return telemetryBox.isDrained() && imageBox.isDrained();
    }

    private long imageBytes() {
        return lcam.bytes() + cameras.bytes();
    }

    /** Fill of the fullest queue in memory, 0 to 1; 1 while anything is spooled. */
    double fill() {
        if (closing) return 0;
        if (spool != null && spool.bytes() > 0) return 1;
        int frames = Math.max(events.inMemory(), Math.max(telemetry.inMemory(), inputs.inMemory()));
        return Math.max(frames / (double) LANE_FRAMES, imageBytes() / (double) imageBytesLimit);
    }

    /** @param extra frames of stream tm/umbilical to count as sent already: the one that carries this account */
    SegmentStatus status(int extra) {
        if (spool != null && spool.failures() > knownSpoolFailures) {
            drop("spool.writeFailed", spool.failures() - knownSpoolFailures);
            knownSpoolFailures = spool.failures();
        }
        long unacknowledged = telemetryBox.unacknowledged() + imageBox.unacknowledged();
        long sent = telemetryBox.framesSent() + imageBox.framesSent();
        SegmentStatus.Builder status = SegmentStatus.newBuilder().setSegment(id).setCut(cut).setCutTick(cutTick)
                .setUp(isUp()).setFramesSent(sent + extra)
                .setBytesSent(telemetryBox.bytesSent() + imageBox.bytesSent())
                .setFramesQueued(telemetryBox.queued() + imageBox.queued())
                .setFramesAcknowledged(sent - unacknowledged).setFramesUnacknowledged(unacknowledged)
                .setFramesResent(telemetryBox.framesResent() + imageBox.framesResent())
                .setWindowFrames(telemetryBox.window().frames() + imageBox.window().frames())
                .setMemoryBytes(imageBytes() + events.bytes() + telemetry.bytes() + inputs.bytes())
                .setSpoolBytes(spool == null ? 0 : spool.bytes())
                .setReconnects(telemetryLink.reconnects() + imageLink.reconnects());
        telemetryBox.streams().forEach(stream -> status.addStreams(stream.status()));
        imageBox.streams().forEach(stream -> status.addStreams(stream.status()));
        drops.forEach((name, count) -> status.addDrops(DropCount.newBuilder().setName(name).setCount(count[0])));
        long refused = telemetryLink.refused() + imageLink.refused();
        if (refused > 0) status.addDrops(DropCount.newBuilder().setName("broker.refused").setCount(refused));
        return status.build();
    }

    void close() {
        telemetryLink.close();
        imageLink.close();
        if (spool != null) spool.close();
    }
}
