package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.util.Locale;

/**
 * Tells each segment what this station has: after {@link #EVERY_BYTES}, or {@link #EVERY_NS} after something was dealt with, at once for a
 * probe, and otherwise {@link #HEARTBEAT_NS} apart. Belongs to the link's thread and never waits: what the link does not take now is said
 * again a moment later.
 */
final class Acknowledger {
    /** Less than half of the umbilical's window for pictures. */
    private static final long EVERY_BYTES = 1024L << 10;
    private static final long EVERY_NS = 5_000_000L;
    private static final long HEARTBEAT_NS = 200_000_000L;

    /** What a segment has been told. */
    private static final class Told {
        private long dealtWith;
        private long probes;
        private long atNs;
    }

    private final FrameDesk desk;
    private final String vehicle;
    private final long station;
    private final BusLink link;
    private Told[] told;
    private LinkAccount account;
    private long reconnects;
    private long sequence;

    /** @param station a number that no other station has */
    Acknowledger(FrameDesk desk, String vehicle, long station, BusLink link) {
        this.desk = desk;
        this.vehicle = vehicle;
        this.station = station;
        this.link = link;
    }

    /** @param idle nothing waits to be dealt with */
    void step(long nowNs, boolean idle) {
        LinkAccount followed = desk.account();
        if (followed == null) return;
        boolean all = followed != account || link.reconnects() != reconnects;
        if (followed != account) begin(followed);
        reconnects = link.reconnects();
        for (int i = 0; i < told.length; i++) {
            SegmentId segment = LinkAccount.SEGMENTS.get(i);
            if (!followed.isCut(segment) && (all || isDue(segment, told[i], nowNs, idle)))
                tell(segment, told[i], nowNs);
        }
    }

    private void begin(LinkAccount followed) {
        account = followed;
        told = new Told[LinkAccount.SEGMENTS.size()];
        for (int i = 0; i < told.length; i++)
            told[i] = new Told();
    }

    private boolean isDue(SegmentId segment, Told before, long nowNs, boolean idle) {
        long news = account.dealtWith(segment) - before.dealtWith;
        long sinceNs = nowNs - before.atNs;
        return account.probes(segment) != before.probes || news >= EVERY_BYTES || news > 0 && sinceNs >= EVERY_NS
                || news > 0 && idle && sinceNs >= EVERY_NS / 5 || sinceNs >= HEARTBEAT_NS;
    }

    private void tell(SegmentId segment, Told before, long nowNs) {
        long dealtWith = account.dealtWith(segment);
        long probes = account.probes(segment);
        Acknowledgement ack = account.acknowledgement(segment, station);
        StreamKey key = new StreamKey(SegmentId.GROUND, StreamKind.ACK, segment.name().toLowerCase(Locale.ROOT));
        byte[] frame = FrameCodec.encode(key, sequence, 0, 0, account.runId(), ack.toByteArray());
        if (link.publish(key.topic(vehicle), frame) != BusLink.Offer.TAKEN) return;
        sequence++;
        before.dealtWith = dealtWith;
        before.probes = probes;
        before.atNs = nowNs;
    }
}
