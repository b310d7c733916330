package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.ImageReport;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.link.SegmentReport;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Umbilical, broker and ground link together, with made-up ticks; run over each broker. */
@Timeout(60)
abstract class BusSuite {
    private static final int TICKS = 1024;
    private static final int BACKSHELL_CUT = 400;
    private static final int DESCENT_CUT = 800;
    private static final long SEED = 20210218;

    abstract BrokerUrl broker();

    /** What the ground got. */
    private static final class Collected implements FrameListener {
        private final List<ReceivedFrame> frames = new ArrayList<>();

        @Override
        public synchronized void onFrame(ReceivedFrame frame) {
            frames.add(frame);
        }

        synchronized List<ReceivedFrame> of(SegmentId segment, StreamKind kind, String stream) {
            StreamKey key = new StreamKey(segment, kind, stream);
            return frames.stream().filter(f -> f.key().equals(key)).toList();
        }

        synchronized long count(SegmentId segment) {
            return frames.stream().filter(f -> f.key().segment() == segment).count();
        }
    }

    /** Flight software's side of the ring, by hand. */
    static final class Ticks {
        final ChannelBuffer channels = new ChannelBuffer();
        final EventBuffer events = new EventBuffer();
        final ActuatorFrame out = new ActuatorFrame();
        final SensorFrame in = new SensorFrame();
        final int altitude = channels.declare("nav.altitudeAglM");
        final int throttle = channels.declare("propulsion.mle1Throttle");
        final int phase = channels.declare("executive.phase");
        final TickRing ring = new TickRing(256, channels.size());

        void tick(long n, Umbilical umbilical) {
            in.tick = n;
            in.deltaAngleRad[1] = 1.0 / (n + 1);
            in.radarBeam = (int) (n % 6);
            events.beginTick();
            channels.set(altitude, 10_000 - n);
            channels.set(throttle, n / 2048.0);
            channels.set(phase, n < 512 ? 4 : 5);
            if (n % 100 == 0) events.emit(EventId.BANK_REVERSAL, n, 2, 3, 4, 5, 0);
            out.tick = n;
            out.digest = 31 * out.digest + n;
            umbilical.offerInput(in);
            ring.offer(out, channels, events);
        }
    }

    static Umbilical umbilical(Ticks ticks, long runId, LinkFactory links) {
        return new Umbilical(UmbilicalOptions.of("m2020", runId),
                InputEncoder.header(runId, new ParameterTable()).setScenario("bus").build(), ticks.channels.names(),
                ticks.ring, links);
    }

    private static CameraFrame picture(CameraId camera, int image, long tick, SplittableRandom random) {
        byte[] pixels = new byte[1024 * 1024];
        random.nextBytes(pixels);
        return new CameraFrame(camera, image, 1024, 1024, CameraFrame.Format.GREY8, tick, 300, pixels);
    }

    private static void fly(Ticks ticks, Umbilical umbilical, List<CameraFrame> lcam) {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        int[] images = new int[CameraId.values().length];
        for (long n = 0; n < TICKS; n++) {
            if (n == BACKSHELL_CUT) ticks.out.segmentCutBits |= Segment.BACKSHELL.bit();
            if (n == DESCENT_CUT) ticks.out.segmentCutBits |= Segment.DESCENT.bit();
            for (CameraId camera : List.of(CameraId.PUC_A, CameraId.DDC, CameraId.LCAM)) {
                boolean burst = n > BACKSHELL_CUT - 8 && n < BACKSHELL_CUT && camera == CameraId.PUC_A;
                if (!burst && n % 64 != 7) continue;
                CameraFrame p = picture(camera, images[camera.ordinal()]++, n, random);
                if (camera == CameraId.LCAM) lcam.add(p);
                umbilical.offerPicture(p);
            }
            ticks.tick(n, umbilical);
            while (umbilical.backlog() > 0.4)
                LockSupport.parkNanos(200_000);
        }
    }

    @Test
    void everyFrameArrivesOrWasCutOffByASeparation() throws Exception {
        Collected collected = new Collected();
        Ticks ticks = new Ticks();
        List<CameraFrame> lcam = new ArrayList<>();
        long run = 77;
        try (GroundLink ground = new GroundLink(broker(), "m2020", run, List.of(collected))) {
            long start = System.nanoTime();
            Umbilical umbilical = umbilical(ticks, run, LinkFactory.to(broker()));
            long connected = System.nanoTime();
            fly(ticks, umbilical, lcam);
            assertTrue(umbilical.finish(Duration.ofSeconds(20)), "everything acknowledged");
            assertTrue(ground.awaitLast(Duration.ofSeconds(20)), "ground has all of it");
            System.out.printf("connected in %.2f s, %d ticks in %.2f s%n", (connected - start) / 1e9, TICKS,
                    (System.nanoTime() - connected) / 1e9);
            checkAccounts(ground.report(), umbilical, collected);
        }
        checkContent(collected, lcam);
    }

    private static void checkAccounts(LinkReport report, Umbilical umbilical, Collected collected) {
        System.out.println(report);
        assertTrue(report.last());
        assertEquals(0, report.listenerErrors() + report.queueDrops() + report.unknown() + report.otherRun());
        assertEquals(0, ticksDropped(umbilical));
        report.segments().forEach((id, s) -> {
            assertEquals(s.framesSent(), s.framesReceived() + s.framesCut(), id + " sent = received + cut");
            assertEquals(collected.count(id), s.framesReceived(), id + " delivered");
            assertEquals(0, s.crcErrors() + s.malformed() + s.framesLost() + s.beforeJoin(), id + " clean");
            assertEquals(List.of(), s.gaps());
            assertEquals(id != SegmentId.ROVER, s.cut());
        });
        SegmentReport rover = report.segments().get(SegmentId.ROVER);
        assertEquals(rover.bytesSent(), rover.bytesReceived());
        SegmentReport backshell = report.segments().get(SegmentId.BACKSHELL);
        assertEquals(BACKSHELL_CUT, backshell.cutTick());
        ImageReport puc = report.images().get("PUC_A");
        assertEquals(puc.taken(), puc.complete() + puc.cutBySeparation());
        ImageReport lcam = report.images().get("LCAM");
        assertEquals(new ImageReport(TICKS / 64, TICKS / 64, 0, 0), lcam);
    }

    private static long ticksDropped(Umbilical umbilical) {
        return umbilical.status().getRingDrops();
    }

    private static void checkContent(Collected got, List<CameraFrame> lcam) throws InvalidProtocolBufferException {
        List<ReceivedFrame> packets = got.of(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
        assertEquals(TICKS, packets.size());
        long digest = 0;
        for (int n = 0; n < TICKS; n++) {
            digest = 31 * digest + n;
            Telemetry t = Telemetry.parseFrom(packets.get(n).frame().getPayload());
            assertEquals(n, t.getTick());
            assertEquals(digest, t.getDigest());
            assertEquals(10_000f - n, t.getNav().getAltitudeAglM());
            assertEquals(n < 512 ? 4 : 5, t.getExecutive().getPhase());
        }
        int inputs = 0;
        for (ReceivedFrame f : got.of(SegmentId.ROVER, StreamKind.SEN, StreamKey.INPUTS)) {
            InputBatch batch = InputBatch.parseFrom(f.frame().getPayload());
            for (int i = 0; i < batch.getFramesCount(); i++, inputs++) {
                assertEquals(inputs, batch.getFrames(i).getTick());
                assertEquals(1.0 / (inputs + 1), batch.getFrames(i).getDeltaAngleRad(1));
                assertEquals(inputs % 6, batch.getFrames(i).getRadarBeam());
            }
        }
        assertEquals(TICKS, inputs);
        List<ReceivedFrame> events = got.of(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS);
        assertEquals(TICKS / 100 + 1, events.size());
        assertEquals(List.of(100.0, 2.0, 3.0, 4.0, 5.0),
                EventBatch.parseFrom(events.get(1).frame().getPayload()).getEvents(0).getArgsList());
        byte[] first = new byte[1024 * 1024];
        for (ReceivedFrame f : got.of(SegmentId.ROVER, StreamKind.IMG, "LCAM").subList(0, 4)) {
            ImageChunk chunk = ImageChunk.parseFrom(f.frame().getPayload());
            chunk.getData().copyTo(first, chunk.getOffset());
        }
        assertArrayEquals(lcam.get(0).data(), first);
    }

    @Test
    void aLostConnectionComesBackAndNothingIsLost() throws Exception {
        Collected collected = new Collected();
        Ticks ticks = new Ticks();
        long run = 79;
        try (GroundLink ground = new GroundLink(broker(), "m2020", run, List.of(collected));
                BreakableRelay relay = new BreakableRelay(broker().port())) {
            Umbilical umbilical = umbilical(ticks, run, LinkFactory.to(BrokerUrl.loopback(relay.port())));
            SplittableRandom random = new SplittableRandom(SEED);
            for (long n = 0; n < 512; n++) {
                if (n % 128 == 64) relay.breakAll();
                if (n % 64 == 0) umbilical.offerPicture(picture(CameraId.LCAM, (int) n / 64, n, random));
                ticks.tick(n, umbilical);
                while (umbilical.backlog() > 0.1)
                    LockSupport.parkNanos(200_000);
            }
            assertTrue(umbilical.finish(Duration.ofSeconds(20)), "everything acknowledged");
            boolean all = ground.awaitLast(Duration.ofSeconds(20));
            LinkReport report = ground.report();
            System.out.println(report);
            assertTrue(all, "ground has all of it");
            assertTrue(umbilical.status().getSegments(2).getReconnects() > 0, "the link was broken");
            report.segments().forEach((id, s) -> {
                assertEquals(s.framesSent(), s.framesReceived(), id + " sent = received");
                assertEquals(0, s.framesLost() + s.framesCut(), id + " lost");
                assertTrue(s.linkLost() > 0, id + " last will");
            });
            assertEquals(new ImageReport(8, 8, 0, 0), report.images().get("LCAM"));
        }
    }

    @Test
    void aGroundThatStandsStillHoldsUpNothing() throws Exception {
        CountDownLatch standing = new CountDownLatch(1);
        Collected collected = new Collected();
        FrameListener slow = frame -> {
            try {
                standing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Ticks ticks = new Ticks();
        long run = 80;
        try (GroundLink ground = new GroundLink(broker(), "m2020", run, List.of(slow, collected))) {
            Umbilical umbilical = umbilical(ticks, run, LinkFactory.to(broker()));
            for (long n = 0; n < 256; n++)
                ticks.tick(n, umbilical);
            while (ticks.ring.waiting() > 0)
                LockSupport.parkNanos(100_000);
            assertEquals(0, collected.count(SegmentId.ROVER));
            standing.countDown();
            assertTrue(umbilical.finish(Duration.ofSeconds(20)), "the ground acknowledged all of it");
            assertTrue(ground.awaitLast(Duration.ofSeconds(20)));
            SegmentReport rover = ground.report().segments().get(SegmentId.ROVER);
            assertEquals(rover.framesSent(), rover.framesReceived());
        }
    }

    @Test
    void aDamagedFrameIsCountedAndNotDelivered() throws Exception {
        Collected collected = new Collected();
        StreamKey key = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
        long run = 78;
        try (GroundLink ground = new GroundLink(broker(), "m2020", run, List.of(collected));
                PahoLink link = new PahoLink(broker(), LinkOptions.of("damage"), () -> {}).connect()) {
            byte[] payload = Telemetry.newBuilder().setTick(5).build().toByteArray();
            for (int sequence = 0; sequence < 3; sequence++) {
                byte[] bytes = FrameCodec.encode(key, sequence, 5, 0, run, payload);
                if (sequence == 1) bytes[bytes.length / 2] ^= 0x10;
                send(link, key.topic("m2020"), bytes);
            }
            send(link, key.topic("m2020"), FrameCodec.encode(key, 0, 5, 0, run, payload));
            send(link, key.topic("m2020"), FrameCodec.encode(key, 9, 5, 0, 4711, payload));
            send(link, "skycrane/m2020/descent/evr/events", new byte[]{1, 2});
            while (ground.report().otherRun() == 0
                    || ground.report().segments().get(SegmentId.DESCENT).malformed() == 0)
                LockSupport.parkNanos(1_000_000);
            SegmentReport rover = ground.report().segments().get(SegmentId.ROVER);
            assertEquals(1, rover.crcErrors());
            assertEquals(2, rover.framesReceived());
            assertEquals(1, rover.framesLost());
            assertEquals(1, rover.duplicates());
            assertEquals(1, rover.gaps().get(0).first());
        }
        assertEquals(2, collected.count(SegmentId.ROVER));
    }

    private static void send(BusLink link, String topic, byte[] bytes) {
        while (link.publish(topic, bytes) != BusLink.Offer.TAKEN)
            LockSupport.parkNanos(100_000);
    }
}
