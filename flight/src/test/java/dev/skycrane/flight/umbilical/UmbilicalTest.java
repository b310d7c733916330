package dev.skycrane.flight.umbilical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

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
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.FrameBytes;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UmbilicalTest {
    private final ChannelBuffer channels = new ChannelBuffer();
    private final EventBuffer events = new EventBuffer();
    private final ActuatorFrame out = new ActuatorFrame();
    private final SensorFrame in = new SensorFrame();
    private final int altitude = channels.declare("nav.altitudeAglM");
    private final TickRing ring = new TickRing(1024, channels.size());

    /** A link that takes what it is told to and remembers it. */
    private static final class Memory implements BusLink {
        private final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
        private volatile int room;
        private volatile boolean severed;

        Memory(int room) {
            this.room = room;
        }

        @Override
        public Offer publish(String topic, FrameBytes payload) {
            if (severed) return Offer.DOWN;
            if (taken.size() >= room) return Offer.WINDOW_FULL;
            taken.add(payload.toByteArray());
            return Offer.TAKEN;
        }

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public long acknowledged() {
            return taken.size();
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public long reconnects() {
            return 0;
        }

        @Override
        public boolean isUp() {
            return !severed;
        }

        @Override
        public void renew() {}

        @Override
        public void cut() {
            severed = true;
        }

        @Override
        public void close() {}

        List<String> streams() throws Exception {
            List<String> names = new ArrayList<>();
            for (byte[] bytes : taken) {
                Frame f = FrameCodec.decode(bytes);
                names.add(f.getStream() + f.getSequence());
            }
            return names;
        }
    }

    private Umbilical umbilical(LinkFactory links) {
        return new Umbilical(UmbilicalOptions.of("m2020", 9).withSpool(null, 0).withoutStation(),
                InputEncoder.header(9, new ParameterTable()).build(),
                channels.names(), ring, links);
    }

    private static String purpose(String clientId) {
        return clientId.substring("skycrane-m2020-9-".length());
    }

    private static LinkFactory to(Map<String, Memory> links, int room) {
        return (segment, options, listening, onProgress) -> links.computeIfAbsent(purpose(options.clientId()),
                p -> new Memory(room));
    }

    private void tick(long n, Umbilical umbilical) {
        in.tick = n;
        out.tick = n;
        channels.set(altitude, n);
        umbilical.offerInput(in);
        ring.offer(out, channels, events);
        events.beginTick();
    }

    private void awaitDrained() {
        while (ring.waiting() > 0)
            LockSupport.parkNanos(100_000);
    }

    private static SegmentStatus of(UmbilicalStatus status, Segment segment) {
        return status.getSegments(segment.ordinal());
    }

    private static Map<String, Long> drops(SegmentStatus status) {
        return status.getDropsList().stream().collect(Collectors.toMap(d -> d.getName(), d -> d.getCount()));
    }

    @Test
    void aBusThatTakesNothingCostsFlightNoWaitingAndEveryDropIsNamed() {
        BusLink silent = mock(BusLink.class, withSettings().stubOnly());
        when(silent.publish(any(), any(FrameBytes.class))).thenReturn(BusLink.Offer.DOWN);
        Umbilical umbilical = umbilical((segment, options, listening, onProgress) -> silent);
        byte[] pixels = new byte[1 << 20];
        long longestNs = 0;
        int ticks = 3 * SegmentSender.LANE_FRAMES;
        for (int n = 0; n < ticks; n++) {
            if (n % 16 == 0)
                umbilical.offerPicture(new CameraFrame(CameraId.RDC, n / 16, 1024, 1024,
                        CameraFrame.Format.GREY8, n, 0, pixels));
            long start = System.nanoTime();
            tick(n, umbilical);
            longestNs = Math.max(longestNs, System.nanoTime() - start);
            if (ring.waiting() > 512) awaitDrained();
        }
        awaitDrained();
        umbilical.finish(Duration.ZERO);
        SegmentStatus rover = of(umbilical.status(), Segment.ROVER);
        System.out.printf("longest hand-over %.3f ms, drops %s%n", longestNs / 1e6, drops(rover));
        assertEquals(0, rover.getFramesSent());
        assertTrue(drops(rover).get("telemetry.outboxFull") >= ticks - SegmentSender.LANE_FRAMES);
        long pictures = ticks / 16;
        long held = 96;
        assertEquals(pictures - held, drops(rover).get("image.RDC.outboxFull")
                + drops(rover).getOrDefault("image.RDC.queueFull", 0L));
        assertEquals(0, umbilical.status().getRingDrops());
    }

    @Test
    void eventsGoBeforeTelemetryAndTelemetryBeforeInputs() throws Exception {
        Map<String, Memory> links = new ConcurrentHashMap<>();
        Umbilical umbilical = umbilical(to(links, 0));
        for (int n = 1; n <= 16; n++)
            tick(n, umbilical);
        events.emit(EventId.FLYAWAY, 20);
        tick(17, umbilical);
        awaitDrained();
        links.values().forEach(link -> link.room = Integer.MAX_VALUE);
        assertTrue(umbilical.finish(Duration.ofSeconds(5)));
        List<String> order = links.get("rover-tm").streams();
        assertEquals("events0", order.get(0));
        assertEquals("channels0", order.get(1));
        assertTrue(order.indexOf("run0") > order.indexOf("channels16"), order.toString());
        assertTrue(order.indexOf("inputs0") > order.indexOf("run0"));
        assertEquals("umbilical0", order.get(order.size() - 1));
    }

    @Test
    void lcamGoesBeforeOtherCameras() throws Exception {
        Map<String, Memory> links = new ConcurrentHashMap<>();
        Umbilical umbilical = umbilical(to(links, 0));
        byte[] pixels = new byte[600_000];
        umbilical.offerPicture(new CameraFrame(CameraId.RDC, 0, 1000, 600, CameraFrame.Format.GREY8, 1, 0, pixels));
        umbilical.offerPicture(new CameraFrame(CameraId.LCAM, 0, 1000, 600, CameraFrame.Format.GREY8, 2, 0, pixels));
        tick(1, umbilical);
        awaitDrained();
        while (umbilical.backlog() == 0)
            LockSupport.parkNanos(100_000);
        links.values().forEach(link -> link.room = Integer.MAX_VALUE);
        assertTrue(umbilical.finish(Duration.ofSeconds(5)));
        assertEquals(List.of("LCAM0", "LCAM1", "LCAM2", "RDC0", "RDC1", "RDC2"), links.get("rover-img").streams());
    }

    @Test
    void aSeparationCutsAtOnceAndSaysHowFarEachStreamHadGot() {
        Map<String, Memory> links = new ConcurrentHashMap<>();
        Umbilical umbilical = umbilical(to(links, 10));
        for (int n = 0; n < 30; n++) {
            if (n == 25) {
                out.segmentCutBits = Segment.BACKSHELL.bit();
                while (links.get("backshell-tm").taken.size() < 10)
                    LockSupport.parkNanos(100_000);
            }
            tick(n, umbilical);
        }
        awaitDrained();
        while (!links.get("backshell-img").severed)
            LockSupport.parkNanos(100_000);
        assertTrue(links.get("backshell-img").severed);
        assertFalse(links.get("descent-tm").severed);
        while (!of(umbilical.status(), Segment.BACKSHELL).getCut())
            LockSupport.parkNanos(100_000);
        SegmentStatus backshell = of(umbilical.status(), Segment.BACKSHELL);
        assertEquals(25, backshell.getCutTick());
        assertEquals(10, backshell.getFramesSent());
        assertEquals(16, backshell.getFramesQueued());
        StreamStatus stream = backshell.getStreams(0);
        assertEquals(11, stream.getSequences());
        assertEquals(10, stream.getSentEnd());
        links.values().forEach(link -> link.room = Integer.MAX_VALUE);
        assertTrue(umbilical.finish(Duration.ofSeconds(5)));
        assertTrue(umbilical.status().getLast());
        assertEquals(10, links.get("backshell-tm").taken.size());
    }

    @Test
    void aBrokerThatIsNotThereIsTheCallersError() {
        InputException refused = InputException.of("broker", "url", BrokerUrl.loopback(1), "something else");
        InputException e = assertThrows(InputException.class,
                () -> umbilical((segment, options, listening, onProgress) -> {
                    throw refused;
                }));
        assertEquals(refused, e);
    }
}
