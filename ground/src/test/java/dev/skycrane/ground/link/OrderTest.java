package dev.skycrane.ground.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.Probe;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamBase;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order, repetition and acknowledgement at the ground, message by message. */
@Timeout(10)
final class OrderTest {
    private static final String VEHICLE = "m2020";
    private static final long RUN = 5;
    private static final StreamKey EVENTS = new StreamKey(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS);
    private static final StreamKey BACKSHELL = new StreamKey(SegmentId.BACKSHELL, StreamKind.EVR, StreamKey.EVENTS);
    private static final StreamKey ACCOUNT = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.UMBILICAL);

    private final List<Long> delivered = new ArrayList<>();
    private final FrameDesk desk = new FrameDesk(VEHICLE, RUN, List.of(frame -> {
        if (frame.key().kind() == StreamKind.EVR) delivered.add(frame.frame().getSequence());
    }), true);

    private void take(StreamKey key, long sequence, byte[] payload) {
        desk.take(key.topic(VEHICLE), FrameCodec.encode(key, sequence, 1, 1, RUN, payload), 0);
    }

    private void events(StreamKey key, long... sequences) {
        for (long sequence : sequences)
            take(key, sequence, EventBatch.getDefaultInstance().toByteArray());
    }

    private void probe(SegmentId segment, long number, StreamKey stream, long base) {
        take(new StreamKey(segment, StreamKind.TM, StreamKey.PROBE), number, Probe.newBuilder()
                .addStreams(StreamBase.newBuilder().setKind(stream.kind()).setStream(stream.stream()).setBase(base))
                .build().toByteArray());
    }

    private Acknowledgement acknowledgement(SegmentId segment) {
        return desk.account().acknowledgement(segment, 1);
    }

    private SegmentReport report(SegmentId segment) {
        return desk.report().segments().get(segment);
    }

    @Test
    void framesBehindAHoleWaitUntilItIsClosed() {
        probe(SegmentId.ROVER, 1, EVENTS, 0);
        events(EVENTS, 0, 2, 3);
        assertEquals(List.of(0L), delivered);
        assertEquals(1, acknowledgement(SegmentId.ROVER).getStreams(0).getEnd());
        assertTrue(acknowledgement(SegmentId.ROVER).getStreams(0).getHole());
        assertEquals(1, report(SegmentId.ROVER).framesLost());
        events(EVENTS, 1, 2, 3, 4);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), delivered);
        assertEquals(5, acknowledgement(SegmentId.ROVER).getStreams(0).getEnd());
        assertFalse(acknowledgement(SegmentId.ROVER).getStreams(0).getHole());
        SegmentReport report = report(SegmentId.ROVER);
        assertEquals(5, report.framesReceived());
        assertEquals(2, report.duplicates());
        assertEquals(0, report.framesLost());
    }

    @Test
    void aStationThatComesIntoARunTakesOverWhereTheUmbilicalStillHasEverything() {
        events(EVENTS, 4711, 4712);
        assertEquals(List.of(), delivered, "nothing before the probe");
        assertEquals(0, acknowledgement(SegmentId.ROVER).getStreamsCount());
        probe(SegmentId.ROVER, 3, EVENTS, 4700);
        assertEquals(4700, acknowledgement(SegmentId.ROVER).getStreams(0).getEnd());
        assertEquals(3, acknowledgement(SegmentId.ROVER).getProbeTm());
        events(EVENTS, 4700, 4701);
        assertEquals(List.of(4700L, 4701L), delivered);
        assertEquals(4700, report(SegmentId.ROVER).beforeJoin());
    }

    @Test
    void whatAnotherStationHasTakenIsAGapHere() {
        probe(SegmentId.ROVER, 1, EVENTS, 0);
        events(EVENTS, 0, 5);
        probe(SegmentId.ROVER, 2, EVENTS, 4);
        assertEquals(List.of(0L, 5L), delivered);
        events(EVENTS, 6);
        assertEquals(List.of(0L, 5L, 6L), delivered);
        assertEquals(List.of(new Gap(EVENTS, 1, 4)), report(SegmentId.ROVER).gaps());
    }

    @Test
    void anUmbilicalThatDoesNotProbeIsHeardAsItComes() {
        events(EVENTS, 0, 2);
        assertEquals(List.of(0L, 2L), delivered);
        assertEquals(List.of(new Gap(EVENTS, 1, 1)), report(SegmentId.ROVER).gaps());
    }

    @Test
    void afterACutWhatWaitsIsDeliveredAndWhatComesFromNowhereIsRejected() {
        probe(SegmentId.ROVER, 1, ACCOUNT, 0);
        probe(SegmentId.BACKSHELL, 1, BACKSHELL, 0);
        events(BACKSHELL, 0, 2);
        take(ACCOUNT, 0, UmbilicalStatus.newBuilder().addSegments(SegmentStatus.newBuilder()
                .setSegment(SegmentId.BACKSHELL).setCut(true).setCutTick(77).addStreams(StreamStatus.newBuilder()
                        .setKind(StreamKind.EVR).setStream(StreamKey.EVENTS).setSentEnd(5)))
                .build().toByteArray());
        assertEquals(List.of(0L, 2L), delivered);
        events(BACKSHELL, 3, 5, 6);
        probe(SegmentId.BACKSHELL, 2, BACKSHELL, 0);
        take(new StreamKey(SegmentId.BACKSHELL, StreamKind.EVR, StreamKey.WILL), 0, new byte[0]);
        assertEquals(List.of(0L, 2L, 3L), delivered);
        SegmentReport report = report(SegmentId.BACKSHELL);
        assertEquals(3, report.stale());
        assertEquals(1, report.framesCut(), "number 4");
        assertEquals(1, report.framesLost(), "number 1");
        assertEquals(0, report.unexpectedLosses());
    }

    @Test
    void aWillWithoutACommandedCutIsAnUnexpectedLoss() {
        take(new StreamKey(SegmentId.DESCENT, StreamKind.EVR, StreamKey.WILL), 0, new byte[0]);
        assertEquals(1, report(SegmentId.DESCENT).unexpectedLosses());
    }

    @Test
    void atTheEndWhatWaitsBehindHolesIsDelivered() {
        probe(SegmentId.ROVER, 1, EVENTS, 0);
        events(EVENTS, 1, 3);
        desk.release();
        assertEquals(List.of(1L, 3L), delivered);
        assertEquals(2, report(SegmentId.ROVER).framesLost());
    }

    @Test
    void ticksThatTheUmbilicalDidNotFetchAreCountedByName() {
        take(ACCOUNT, 0, UmbilicalStatus.newBuilder().build().toByteArray());
        assertFalse(desk.report().drops().containsKey("umbilical.ringFull"));
        take(ACCOUNT, 1, UmbilicalStatus.newBuilder().setRingDrops(12).build().toByteArray());
        assertEquals(12L, desk.report().drops().get("umbilical.ringFull"));
    }

    /** On a machine without time for anybody, the probe that says what is kept came after the station had begun without it. */
    @Test
    void probeThatComesLateBringsWhatWasSentBeforeTheStationCame() {
        long[] nowNs = {0};
        LinkAccount account = new LinkAccount(RUN, true, () -> nowNs[0]);
        account.receive(event(100), this::note);
        nowNs[0] += 3_000_000_000L;
        account.receive(event(101), this::note);
        account.receive(event(102), this::note);
        assertEquals(List.of(101L, 102L), delivered, "begun without a probe");
        account.probed(new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.PROBE), 1, Probe.newBuilder()
                .addStreams(StreamBase.newBuilder().setKind(StreamKind.EVR).setStream(StreamKey.EVENTS).setBase(98))
                .build(), this::note);
        assertEquals(98, acknowledgedEnd(account), "the umbilical must not forget");
        for (long sequence = 98; sequence < 104; sequence++)
            account.receive(event(sequence), this::note);
        assertEquals(List.of(101L, 102L, 98L, 99L, 100L, 103L), delivered);
        assertEquals(104, acknowledgedEnd(account));
        SegmentReport report = account.report(SegmentId.ROVER);
        assertEquals(98, report.beforeJoin());
        assertEquals(0, report.framesLost());
        assertEquals(2, report.duplicates());
    }

    private void note(ReceivedFrame frame) {
        delivered.add(frame.frame().getSequence());
    }

    private static long acknowledgedEnd(LinkAccount account) {
        return account.acknowledgement(SegmentId.ROVER, 1).getStreams(0).getEnd();
    }

    private static ReceivedFrame event(long sequence) {
        byte[] bytes = FrameCodec.encode(EVENTS, sequence, 1, 1, RUN, EventBatch.getDefaultInstance().toByteArray());
        try {
            return new ReceivedFrame(EVENTS.topic(VEHICLE), bytes, FrameCodec.decode(bytes), EVENTS, 0);
        } catch (FrameException e) {
            throw new IllegalStateException(e);
        }
    }
}
