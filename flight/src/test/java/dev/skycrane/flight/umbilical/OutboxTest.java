package dev.skycrane.flight.umbilical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.proto.frame.FrameBytes;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamAcknowledgement;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A segment's outboxes against a station played by hand, on a clock advanced by hand. */
@Timeout(30)
final class OutboxTest {
    private static final long MS = 1_000_000;
    private static final long STATION = 7;

    private final Wire telemetry = new Wire();
    private final Wire images = new Wire();
    private long nowNs = 1_000_000 * MS;
    private SegmentSender sender;

    /** A connection and all that went over it. */
    private static final class Wire implements BusLink {
        private final List<Frame> frames = new ArrayList<>();
        private long probe;
        private int room = Integer.MAX_VALUE;
        private boolean up = true;
        private long reconnects;
        private long renewed;
        private int inFlight;

        @Override
        public Offer publish(String topic, FrameBytes payload) {
            if (!up) return Offer.DOWN;
            if (frames.size() >= room) return Offer.WINDOW_FULL;
            try {
                Frame frame = FrameCodec.decode(payload.toByteArray());
                if (frame.getStream().equals(StreamKey.PROBE)) probe = frame.getSequence();
                else
                    frames.add(frame);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return Offer.TAKEN;
        }

        List<Long> sequences(String stream) {
            return frames.stream().filter(f -> f.getStream().equals(stream)).map(Frame::getSequence).toList();
        }

        @Override
        public int inFlight() {
            return inFlight;
        }

        @Override
        public long acknowledged() {
            return 0;
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public long reconnects() {
            return reconnects;
        }

        @Override
        public boolean isUp() {
            return up;
        }

        @Override
        public void renew() {
            renewed++;
        }

        @Override
        public void cut() {
            up = false;
        }

        @Override
        public void close() {}
    }

    private void open(UmbilicalOptions options) {
        Spool spool = options.spoolBytesLimit() == 0
                ? null
                : new Spool(options.spoolFolder(), options.spoolBytesLimit(), () -> nowNs);
        sender = new SegmentSender(Segment.ROVER, options, spool, telemetry, images, nowNs);
    }

    private static UmbilicalOptions inMemory() {
        return UmbilicalOptions.of("m2020", 9).withSpool(null, 0);
    }

    private void openSettled(UmbilicalOptions options) {
        open(options);
        pump(1);
        acknowledge(STATION, Map.of(), false);
    }

    private void pump(long ms) {
        for (long i = 0; i < ms; i++) {
            nowNs += MS;
            sender.pumpTelemetry(nowNs);
            sender.pumpPictures(nowNs);
        }
    }

    /** @param ends by stream name; a name of a camera is one of the image connection */
    private void acknowledge(long station, Map<String, Long> ends, boolean hole) {
        Acknowledgement.Builder ack = Acknowledgement.newBuilder().setStation(station).setProbeTm(telemetry.probe)
                .setProbeImg(images.probe);
        ends.forEach((stream, end) -> ack.addStreams(StreamAcknowledgement.newBuilder().setStream(stream)
                .setKind(stream.equals(StreamKey.CHANNELS) ? StreamKind.TM : StreamKind.IMG).setEnd(end)
                .setHole(hole)));
        sender.acknowledged(ack.build(), nowNs);
        pump(1);
    }

    private void ticks(long from, long to) {
        for (long n = from; n < to; n++)
            sender.telemetry(StreamKey.CHANNELS, n, ByteBuffer.allocate(8).putLong(n).array());
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private Map<String, Long> drops() {
        return sender.status(0).getDropsList().stream().collect(Collectors.toMap(d -> d.getName(), d -> d.getCount(),
                Long::sum, TreeMap::new));
    }

    @Test
    void nothingLeavesBeforeTheStationAnswersTheProbe() {
        open(inMemory());
        ticks(0, 3);
        pump(10);
        assertTrue(telemetry.probe > 0);
        assertEquals(List.of(), telemetry.frames);
        acknowledge(STATION, Map.of(), false);
        assertEquals(range(0, 3), telemetry.sequences(StreamKey.CHANNELS));
    }

    @Test
    void noMoreThanTheWindowIsUnderWayUnacknowledged() {
        openSettled(inMemory());
        ticks(0, SegmentSender.LANE_FRAMES);
        pump(20);
        int first = telemetry.frames.size();
        assertTrue(first > 0 && first < SegmentSender.TELEMETRY_WINDOW.frames(),
                "telemetry leaves room for events: " + first);
        sender.events(5, new byte[4]);
        pump(1);
        assertEquals(first + 1, telemetry.frames.size());
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 100L), false);
        assertEquals(range(0, first + 99), telemetry.sequences(StreamKey.CHANNELS), "the event is under way too");
    }

    @Test
    void noMoreThanTheWindowsBytesOfPicturesAreUnderWayAlsoAfterARepetition() {
        openSettled(inMemory());
        long window = SegmentSender.IMAGE_WINDOW.bytes();
        sender.picture(new CameraFrame(CameraId.RDC, 0, 5000, 5000, CameraFrame.Format.GREY8, 5, 0,
                new byte[25_000_000]));
        pump(50);
        int first = images.frames.size();
        long bytes = images.frames.stream().mapToLong(Frame::getSerializedSize).sum();
        assertTrue(bytes > window * 3 / 4 && bytes < window, "cameras leave room for LCAM: " + bytes);
        acknowledge(STATION, Map.of("RDC", 2L), false);
        pump(50);
        assertEquals(range(0, first + 2), images.sequences("RDC"));
        sender.picture(new CameraFrame(CameraId.LCAM, 0, 500, 500, CameraFrame.Format.GREY8, 5, 0, new byte[250_000]));
        pump(50);
        assertEquals(List.of(0L), images.sequences("LCAM"), "LCAM passes");
        acknowledge(STATION, Map.of("LCAM", 1L), false);
        images.reconnects++;
        images.frames.clear();
        pump(1);
        acknowledge(STATION, Map.of("RDC", 3L), false);
        pump(50);
        assertEquals(range(3, first + 3), images.sequences("RDC"));
    }

    @Test
    void afterALossExactlyWhatIsMissingIsSentAgainInOrder() {
        openSettled(inMemory());
        ticks(0, 10);
        pump(1);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 4L), false);
        telemetry.reconnects++;
        ticks(10, 12);
        pump(1);
        assertEquals(10, telemetry.frames.size(), "only a probe until the station has answered");
        telemetry.frames.clear();
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 7L), false);
        assertEquals(range(7, 12), telemetry.sequences(StreamKey.CHANNELS));
        SegmentStatus status = sender.status(0);
        assertEquals(12, status.getFramesSent());
        assertEquals(3, status.getFramesResent());
        assertEquals(5, status.getFramesUnacknowledged());
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 12L), false);
        assertTrue(sender.isDrained());
        assertEquals(0, sender.status(0).getMemoryBytes());
    }

    @Test
    void aPictureCutInTheMiddleGoesOnWhereTheStationLacksIt() throws Exception {
        openSettled(inMemory());
        byte[] pixels = new byte[1_000_000];
        new SplittableRandom(3).nextBytes(pixels);
        sender.picture(new CameraFrame(CameraId.RDC, 0, 1000, 1000, CameraFrame.Format.GREY8, 5, 0, pixels));
        images.room = 3;
        pump(1);
        images.reconnects++;
        images.room = Integer.MAX_VALUE;
        pump(1);
        acknowledge(STATION, Map.of("RDC", 1L), false);
        pump(1);
        assertEquals(List.of(0L, 1L, 2L, 1L, 2L, 3L), images.sequences("RDC"));
        byte[] got = new byte[pixels.length];
        for (Frame f : images.frames) {
            ImageChunk chunk = ImageChunk.parseFrom(f.getPayload());
            chunk.getData().copyTo(got, chunk.getOffset());
        }
        assertArrayEquals(pixels, got);
    }

    @Test
    void aStationThatStandsStillIsProbedNowAndThenAndSentNothingTwice() {
        openSettled(inMemory());
        ticks(0, 50);
        pump(1);
        long before = telemetry.probe;
        pump(60_000);
        assertEquals(50, telemetry.frames.size());
        long probes = telemetry.probe - before;
        assertTrue(probes > 5 && probes < 50, "probes in a minute: " + probes);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 50L), false);
        pump(5);
        assertEquals(50, telemetry.frames.size());
        assertTrue(sender.isDrained());
    }

    @Test
    void aHoleIsClosedAndNotReportedAgainBeforeTheRepetitionCanHaveArrived() {
        openSettled(inMemory());
        ticks(0, 10);
        pump(300);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 5L), true);
        long probe = telemetry.probe;
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 5L), true);
        assertEquals(15, telemetry.frames.size());
        for (int i = 0; i < 20; i++)
            acknowledge(STATION, Map.of(StreamKey.CHANNELS, 5L), true);
        assertEquals(15, telemetry.frames.size());
        assertEquals(probe, telemetry.probe);
        pump(300);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 5L), true);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 5L), true);
        assertEquals(20, telemetry.frames.size(), "lost again, sent again");
    }

    @Test
    void aNewStationGetsWhatTheOldOneHadNotAcknowledgedAndAnotherIsNotHeard() {
        openSettled(inMemory());
        ticks(0, 10);
        pump(1);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 6L), false);
        acknowledge(STATION + 1, Map.of(StreamKey.CHANNELS, 9L), false);
        assertEquals(1, drops().get("acknowledgement.otherStation"));
        assertEquals(4, sender.status(0).getFramesUnacknowledged());
        pump(2_500);
        telemetry.frames.clear();
        acknowledge(STATION + 1, Map.of(), false);
        acknowledge(STATION + 1, Map.of(StreamKey.CHANNELS, 6L), false);
        assertEquals(range(6, 10), telemetry.sequences(StreamKey.CHANNELS));
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsNobodys() {
        openSettled(inMemory());
        ticks(0, 5);
        pump(1);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 1_000_000L), false);
        assertEquals(5, sender.status(0).getFramesUnacknowledged());
    }

    @Test
    void aConnectionOnWhichTheBrokerIsSilentIsRenewed() {
        openSettled(inMemory());
        ticks(0, 5);
        telemetry.inFlight = 5;
        pump(4_900);
        assertEquals(0, telemetry.renewed);
        pump(200);
        assertEquals(1, telemetry.renewed);
    }

    @Test
    void anOutageBeyondMemoryGoesThroughTheSpoolInOrderAndLeavesNoFile(@TempDir Path folder) throws Exception {
        long limit = 4 << 20;
        openSettled(UmbilicalOptions.of("m2020", 9).withImageBytesLimit(limit).withSpool(folder, 1L << 30));
        telemetry.up = false;
        images.up = false;
        SplittableRandom random = new SplittableRandom(11);
        List<byte[]> pictures = new ArrayList<>();
        int ticks = 2 * SegmentSender.LANE_FRAMES;
        for (int n = 0; n < ticks; n++) {
            ticks(n, n + 1);
            if (n % 100 != 0) continue;
            byte[] pixels = new byte[300_000];
            random.nextBytes(pixels);
            pictures.add(pixels);
            sender.picture(new CameraFrame(CameraId.RDC, n / 100, 1000, 300, CameraFrame.Format.GREY8, n, 0, pixels));
        }
        SegmentStatus outage = sender.status(0);
        assertTrue(outage.getSpoolBytes() > 15 << 20, "spooled " + outage.getSpoolBytes());
        assertTrue(outage.getMemoryBytes() <= limit + 8 * SegmentSender.LANE_FRAMES, "memory "
                + outage.getMemoryBytes());
        assertEquals(ticks + 2 * pictures.size(), outage.getFramesQueued());
        telemetry.up = true;
        images.up = true;
        telemetry.reconnects++;
        images.reconnects++;
        long most = 0;
        for (int i = 0; i < 2000 && !sender.isDrained(); i++) {
            pump(1);
            acknowledge(STATION, Map.of(StreamKey.CHANNELS, (long) telemetry.sequences(StreamKey.CHANNELS).size(),
                    "RDC", (long) images.frames.size()), false);
            most = Math.max(most, sender.status(0).getMemoryBytes());
        }
        assertTrue(sender.isDrained());
        assertTrue(most < 64 << 20, "memory while catching up " + most);
        assertEquals(range(0, ticks), telemetry.sequences(StreamKey.CHANNELS));
        assertEquals(ticks - 1L, ByteBuffer.wrap(telemetry.frames.get(ticks - 1).getPayload().toByteArray()).getLong());
        for (int p = 0; p < pictures.size(); p++) {
            byte[] got = new byte[300_000];
            for (int c = 0; c < 2; c++) {
                ImageChunk chunk = ImageChunk.parseFrom(images.frames.get(2 * p + c).getPayload());
                assertEquals(p, chunk.getInfo().getImage());
                chunk.getData().copyTo(got, chunk.getOffset());
            }
            assertArrayEquals(pictures.get(p), got);
        }
        assertEquals(Map.of(), drops());
        assertEquals(0, sender.status(0).getSpoolBytes());
        sender.close();
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aFullSpoolGivesUpTheOldestPicturesOfTheLowestPriorityAndNoTelemetry(@TempDir Path folder) {
        openSettled(UmbilicalOptions.of("m2020", 9).withImageBytesLimit(1 << 20).withSpool(folder, 3 << 20));
        telemetry.up = false;
        images.up = false;
        int ticks = SegmentSender.LANE_FRAMES + 2000;
        for (int n = 0; n < ticks; n++) {
            if (n % 400 == 0) {
                CameraId camera = n == 0 ? CameraId.LCAM : CameraId.RUC;
                sender.picture(new CameraFrame(camera, n / 400, 1000, 500, CameraFrame.Format.GREY8, n, 0,
                        new byte[500_000]));
            }
            ticks(n, n + 1);
        }
        Map<String, Long> drops = drops();
        assertEquals(List.of("image.RUC.outboxFull"), List.copyOf(drops.keySet()), drops.toString());
        telemetry.up = true;
        images.up = true;
        telemetry.reconnects++;
        images.reconnects++;
        for (int i = 0; i < 500 && !sender.isDrained(); i++) {
            pump(1);
            acknowledge(STATION, Map.of(StreamKey.CHANNELS, (long) telemetry.frames.size(), "RUC",
                    (long) images.sequences("RUC").size(), "LCAM", (long) images.sequences("LCAM").size()), false);
        }
        assertEquals(range(0, ticks), telemetry.sequences(StreamKey.CHANNELS));
        assertEquals(range(0, 2), images.sequences("LCAM"));
        assertEquals(range(0, images.sequences("RUC").size()), images.sequences("RUC"),
                "no hole for what was given up");
        int pictures = (ticks + 399) / 400 - 1;
        assertEquals(pictures, images.sequences("RUC").size() / 2 + drops.get("image.RUC.outboxFull"));
    }

    @Test
    void aSpoolFullForLongGivesUpPicturesOldestFirstBeforeLcamAndNeverTelemetryOrEvents(@TempDir Path folder) {
        openSettled(UmbilicalOptions.of("m2020", 9).withImageBytesLimit(1 << 20).withSpool(folder, 4 << 20));
        telemetry.up = false;
        images.up = false;
        int ticks = 3 * SegmentSender.LANE_FRAMES;
        for (int n = 0; n < ticks; n++) {
            ticks(n, n + 1);
            sender.events(n, new byte[40]);
            if (n % 200 != 0) continue;
            CameraId camera = n % 2000 == 0 ? CameraId.LCAM : CameraId.RUC;
            sender.picture(new CameraFrame(camera, n / 200, 400, 500, CameraFrame.Format.GREY8, n, 0,
                    new byte[200_000]));
        }
        Map<String, Long> drops = drops();
        assertEquals(List.of("image.RUC.outboxFull"), List.copyOf(drops.keySet()), drops.toString());
        int ruc = (ticks + 199) / 200 - (ticks + 1999) / 2000;
        long kept = ruc - drops.get("image.RUC.outboxFull");
        assertTrue(kept >= 5 && kept < ruc, "pictures kept " + kept + " of " + ruc);
        assertTrue(sender.status(0).getSpoolBytes() <= 4 << 20);
    }

    @Test
    void aDiskThatRefusesIsCountedAndMemoryStaysBounded(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        openSettled(UmbilicalOptions.of("m2020", 9).withImageBytesLimit(1 << 20).withSpool(file, 1L << 30));
        images.up = false;
        for (int n = 0; n < 20; n++) {
            pump(100);
            sender.picture(new CameraFrame(CameraId.RUC, n, 1000, 500, CameraFrame.Format.GREY8, n, 0,
                    new byte[500_000]));
        }
        assertTrue(sender.status(0).getMemoryBytes() <= 1 << 20);
        assertEquals(18, drops().get("image.RUC.outboxFull"));
        assertTrue(drops().get("spool.writeFailed") > 2);
    }

    @Test
    void picturesKeepToTheirRate() {
        openSettled(inMemory().withImageBytesPerSecond(10_000_000));
        for (int n = 0; n < 90; n++)
            sender.picture(new CameraFrame(CameraId.RUC, n, 1000, 1000, CameraFrame.Format.GREY8, n, 0,
                    new byte[1_000_000]));
        long acknowledged = 0;
        for (int i = 0; i < 1000; i++) {
            acknowledge(STATION, Map.of("RUC", acknowledged), false);
            acknowledged = images.frames.size();
        }
        long bytes = images.frames.stream().mapToLong(f -> f.getPayload().size()).sum();
        assertEquals(18.4e6, bytes, 0.5e6, "burst of 8 MiB and one second");
    }

    @Test
    void aSeparationLetsLeaveWhatCanAndSaysWhatCouldNot() {
        openSettled(inMemory());
        telemetry.room = 40;
        ticks(0, 100);
        sender.cut(99, nowNs + 50 * MS);
        sender.telemetry(StreamKey.CHANNELS, 100, new byte[8]);
        pump(1);
        acknowledge(STATION, Map.of(StreamKey.CHANNELS, 30L), false);
        assertFalse(sender.isCut());
        pump(60);
        assertTrue(sender.isCut());
        SegmentStatus status = sender.status(0);
        assertEquals(40, status.getFramesSent());
        assertEquals(60, status.getFramesQueued());
        assertEquals(10, status.getFramesUnacknowledged());
        assertEquals(Map.of("telemetry.afterCut", 1L), drops());
    }

    /** A broker that waits for an acknowledgement which got lost delivers nothing more, and the connection looks well. */
    @Test
    void stationThatIsNotHeardAnyMoreOnAStandingConnectionGetsANewOne() {
        openSettled(inMemory());
        pump(5_900);
        assertEquals(0, telemetry.renewed);
        pump(200);
        assertEquals(1, telemetry.renewed);
        pump(11_800);
        assertEquals(1, telemetry.renewed, "each time twice as long");
        acknowledge(STATION, Map.of(), false);
        pump(5_900);
        assertEquals(1, telemetry.renewed);
        assertEquals(0, images.renewed, "the station is heard on the other one");
    }
}
