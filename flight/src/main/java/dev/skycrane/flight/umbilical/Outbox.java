package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.frame.FrameBytes;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.Probe;
import dev.skycrane.proto.v1.StreamAcknowledgement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What goes over one of a segment's connections: lanes by priority, and the window of frames that may be on their way to the station and
 * not acknowledged by it.
 *
 * <p>After anything that may have lost frames (a new connection, a new station, a hole, no progress) the outbox is unsettled: it sends
 * nothing but a probe, repeated with back-off. The answer to a probe says, stream by stream, what has arrived of everything sent before it;
 * the rest is sent again and the outbox is settled. A station that only is slow is thus never sent anything twice, however long it takes.
 */
final class Outbox {
    /** A window without progress for so long is probed. */
    private static final long STALL_NS = 1_000_000_000L;
    /** A hole that the last repetition did not close is reported again. */
    private static final long HOLE_NS = 200_000_000L;
    private static final long PROBE_FIRST_NS = 50_000_000L;
    private static final long PROBE_MOST_NS = 2_000_000_000L;
    /** A connection on which the broker acknowledges nothing for so long is dead, whatever the socket says. */
    private static final long DEAD_NS = 5_000_000_000L;

    private final BusLink link;
    private final StreamKey probeKey;
    private final String probeTopic;
    private final long runId;
    private final List<Lane> lanes;
    private final Window window;
    private final boolean acknowledgedByStation;
    private final TokenBucket bucket;
    private final Consumer<String> drops;
    private final Map<StreamKey, StreamCounter> streams = new TreeMap<>();
    private boolean settled;
    private long settledNs;
    private long probes;
    private long neededProbe = 1;
    private long nextProbeNs;
    private long probeIntervalNs = PROBE_FIRST_NS;
    private long progressNs;
    private long knownReconnects;
    private long brokerAcknowledged;
    private long brokerProgressNs;
    private long framesSent;
    private long bytesSent;
    private long framesResent;

    /**
     * @param lanes  highest priority first
     * @param bucket what limits the rate, or null
     * @param drops  told the name of what a damaged spool has lost
     */
    Outbox(BusLink link, StreamKey probeKey, UmbilicalOptions options, List<Lane> lanes, Window window,
            TokenBucket bucket, long nowNs, Consumer<String> drops) {
        this.link = link;
        this.probeKey = probeKey;
        probeTopic = probeKey.topic(options.vehicle());
        runId = options.runId();
        acknowledgedByStation = options.acknowledgedByStation();
        this.lanes = lanes;
        this.window = window;
        this.bucket = bucket;
        this.drops = drops;
        settled = !acknowledgedByStation;
        nextProbeNs = nowNs;
        progressNs = nowNs;
        brokerProgressNs = nowNs;
    }

    /** @param key of this outbox's connection */
    StreamCounter stream(StreamKey key, String vehicle) {
        return streams.computeIfAbsent(key, k -> new StreamCounter(k, vehicle));
    }

    Iterable<StreamCounter> streams() {
        return streams.values();
    }

    /** Hands over what connection and window take now. @return whether anything was taken */
    boolean pump(int most, long nowNs) {
        watch(nowNs);
        if (!settled) {
            probe(nowNs);
            return false;
        }
        if (!link.isUp()) return false;
        long outstanding = outstanding();
        long outstandingBytes = outstandingBytes();
        int sent = 0;
        while (sent < most) {
            Lane lane = firstWaiting(outstanding, outstandingBytes);
            if (lane == null || bucket != null && !bucket.allows(nowNs)) break;
            Outgoing next = load(lane);
            if (next == null) continue;
            FrameBytes frame = next.frame();
            if (link.publish(next.stream().topic(), frame) != BusLink.Offer.TAKEN) break;
            if (outstanding == 0) progressNs = nowNs;
            handedOver(lane, next.stream(), frame.size());
            outstanding++;
            outstandingBytes += frame.size();
            sent++;
        }
        return sent > 0;
    }

    private void handedOver(Lane lane, StreamCounter stream, int bytes) {
        if (bucket != null) bucket.take(bytes);
        if (lane.advance()) {
            framesSent++;
            bytesSent += bytes;
        } else {
            framesResent++;
        }
        if (!acknowledgedByStation && stream.acknowledge(stream.sentEnd())) lane.settle();
    }

    private Lane firstWaiting(long outstanding, long outstandingBytes) {
        for (int i = 0; i < lanes.size(); i++) {
            if (!window.isOpen(i, outstanding, outstandingBytes)) return null;
            if (!lanes.get(i).isIdle()) return lanes.get(i);
        }
        return null;
    }

    /** @return null when there was nothing after all, or the spool had lost it: ask again */
    private Outgoing load(Lane lane) {
        try {
            return lane.first();
        } catch (IOException e) {
            drops.accept(lane.dropFirst().dropName("spoolDamaged"));
            return null;
        }
    }

    /** Looks for signs that something was lost. */
    private void watch(long nowNs) {
        if (link.acknowledged() != brokerAcknowledged || link.inFlight() == 0 || !link.isUp()) {
            brokerAcknowledged = link.acknowledged();
            brokerProgressNs = nowNs;
        } else if (nowNs - brokerProgressNs > DEAD_NS) {
            brokerProgressNs = nowNs;
            link.renew();
        }
        if (!acknowledgedByStation) return;
        if (link.reconnects() != knownReconnects) {
            knownReconnects = link.reconnects();
            unsettle(nowNs);
        }
        if (settled && unacknowledged() > 0 && nowNs - progressNs > STALL_NS) unsettle(nowNs);
    }

    private void unsettle(long nowNs) {
        settled = false;
        neededProbe = probes + 1;
        probeIntervalNs = PROBE_FIRST_NS;
        nextProbeNs = nowNs;
    }

    private void probe(long nowNs) {
        if (nowNs - nextProbeNs < 0 || !link.isUp()) return;
        Probe.Builder probe = Probe.newBuilder();
        streams.values().forEach(s -> probe.addStreams(s.base()));
        byte[] frame = FrameCodec.encode(probeKey, probes + 1, 0, 0, runId, probe.build().toByteArray());
        if (link.publish(probeTopic, frame) != BusLink.Offer.TAKEN) return;
        probes++;
        nextProbeNs = nowNs + probeIntervalNs;
        probeIntervalNs = Math.min(2 * probeIntervalNs, PROBE_MOST_NS);
    }

    /**
     * What the station has.
     *
     * @param newStation it is another station than before
     * @param echo       number of the last probe it heard on this connection
     */
    void acknowledged(Acknowledgement ack, boolean newStation, long echo, long nowNs) {
        boolean progress = false;
        boolean hole = false;
        for (StreamAcknowledgement a : ack.getStreamsList()) {
            StreamCounter stream = streams.get(new StreamKey(probeKey.segment(), a.getKind(), a.getStream()));
            if (stream == null) continue;
            progress |= stream.acknowledge(a.getEnd());
            hole |= a.getHole();
        }
        if (progress) {
            progressNs = nowNs;
            lanes.forEach(Lane::settle);
        }
        if (newStation && settled) unsettle(nowNs);
        if (!settled && echo >= neededProbe && echo <= probes) settle(nowNs);
        else if (settled && hole && nowNs - settledNs > HOLE_NS) unsettle(nowNs);
    }

    private void settle(long nowNs) {
        settled = true;
        settledNs = nowNs;
        progressNs = nowNs;
        for (StreamCounter s : streams.values())
            s.rewind();
        lanes.forEach(Lane::rewind);
    }

    /** Nothing waits and the station has everything. */
    boolean isDrained() {
        if (acknowledgedByStation) return lanes.stream().allMatch(Lane::isEmpty);
        return lanes.stream().allMatch(Lane::isEmpty) && link.inFlight() == 0;
    }

    /** Frames that never left. */
    long queued() {
        long queued = 0;
        for (Lane lane : lanes)
            queued += lane.frames();
        long again = unacknowledged() - outstanding();
        return queued - again;
    }

    private long outstanding() {
        long outstanding = 0;
        for (StreamCounter s : streams.values())
            outstanding += s.outstanding();
        return outstanding;
    }

    private long outstandingBytes() {
        long bytes = 0;
        for (StreamCounter s : streams.values())
            bytes += s.outstandingBytes();
        return bytes;
    }

    /** Frames sent that the station has not acknowledged. */
    long unacknowledged() {
        long frames = 0;
        for (StreamCounter s : streams.values())
            frames += s.unacknowledged();
        return frames;
    }

    Window window() {
        return window;
    }

    long framesSent() {
        return framesSent;
    }

    long bytesSent() {
        return bytesSent;
    }

    long framesResent() {
        return framesResent;
    }
}
