package dev.skycrane.ground.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.Alarm;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.station.TrackListener;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.Severity;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PlaybackTest {
    private static final long TICK_NS = 15_625_000L;
    private static final int TICKS = 1280;
    private static final long START_UNIX_NS = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;
    private final AtomicLong wallNs = new AtomicLong();
    private final Map<StreamKey, Long> sequences = new HashMap<>();

    /** Twenty seconds: a row per tick, too fast in ticks 600 to 649, an event at 300, a picture in two chunks every 64 ticks. */
    private Path recording(String name, long run) throws IOException {
        Path file = folder.resolve(name);
        try (Recorder recorder = new Recorder(file)) {
            put(recorder, run, 0, new StreamKey(SegmentId.ROVER, StreamKind.SEN, StreamKey.RUN), RunHeader.newBuilder()
                    .setRunId(run).setScenario("test").build().toByteString());
            for (long tick = 0; tick < TICKS; tick++) {
                if (tick == 300)
                    put(recorder, run, tick, new StreamKey(SegmentId.ROVER, StreamKind.EVR,
                            StreamKey.EVENTS),
                            EventBatch.newBuilder().addEvents(EventRecord.newBuilder().setCode(
                                    EventCode.FLYAWAY).setTick(tick).setOnboardNs(tick * TICK_NS).addArgs(1)).build()
                                    .toByteString());
                double speed = tick >= 600 && tick < 650 ? 7000 : 10;
                put(recorder, run, tick, new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS), Telemetry
                        .newBuilder().setTick(tick).setOnboardNs(tick * TICK_NS)
                        .setNav(Nav.newBuilder().setAltitudeAglM(
                                tick).setSpeedMps((float) speed))
                        .build().toByteString());
                if (tick % 64 == 10) chunk(recorder, run, tick, 0);
                if (tick % 64 == 20) chunk(recorder, run, tick, 1);
            }
        }
        return file;
    }

    private void chunk(Recorder recorder, long run, long tick, int index) throws IOException {
        ImageInfo info = ImageInfo.newBuilder().setCamera("LCAM").setImage((int) (tick / 64)).setWidth(4).setHeight(2)
                .setFormat(PixelFormat.GREY8).setSizeBytes(8).setChunkCount(2).setExposureTick(tick / 64 * 64)
                .setExposureNs(tick / 64 * 64 * TICK_NS).build();
        put(recorder, run, tick, new StreamKey(SegmentId.ROVER, StreamKind.IMG, "LCAM"), ImageChunk.newBuilder()
                .setInfo(info).setIndex(index).setOffset(index * 4).setData(ByteString.copyFrom(new byte[]{(byte) tick,
                    1, 2, 3}))
                .build().toByteString());
    }

    private void put(Recorder recorder, long run, long tick, StreamKey key, ByteString payload) throws IOException {
        byte[] bytes = FrameCodec.encode(key, sequences.merge(key, 1L, Long::sum) - 1, tick, tick * TICK_NS, run,
                payload.toByteArray());
        recorder.onFrame(new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key, START_UNIX_NS
                + tick * TICK_NS));
    }

    private Playback open(Path... files) throws InterruptedException {
        Playback playback = Playback.open(List.of(files), wallNs::get);
        while (!playback.isReadAhead())
            Thread.onSpinWait();
        return playback;
    }

    private static void awaitState(Playback playback, String state) {
        while (!playback.state().state().equals(state))
            Thread.onSpinWait();
    }

    @Test
    void followsTheClockAndShowsNothingLater() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            playback.speed(10);
            playback.play();
            wallNs.addAndGet(500_000_000L);
            while (playback.state().positionNs() < 5_000_000_000L)
                Thread.onSpinWait();
            Track track = playback.tracks().get(0);
            assertEquals(5_000_000_000L, track.visibleNs());
            while (track.heardNs() < 5_000_000_000L)
                Thread.onSpinWait();
            assertEquals(5_000_000_000L, track.heardNs());
            assertEquals("playing", playback.state().state());
            wallNs.addAndGet(100_000_000L);
            while (track.heardNs() < 6_000_000_000L)
                Thread.onSpinWait();
            assertEquals(6_000_000_000L, track.heardNs());
        }
    }

    @Test
    void stepsOneTickAndOneImageAtATime() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            List<Integer> images = new ArrayList<>();
            playback.addListener(new TrackListener() {
                @Override
                public void onImage(Track track, ImageEntry image) {
                    images.add(image.info().getImage());
                }
            });
            playback.stepTicks(1);
            assertEquals(TICK_NS, playback.state().positionNs());
            playback.stepTicks(63);
            assertEquals(64 * TICK_NS, playback.state().positionNs());
            playback.stepTicks(-1);
            assertEquals(63 * TICK_NS, playback.state().positionNs());
            assertEquals(List.of(0), images);
            playback.stepImages(1, "LCAM");
            assertEquals(List.of(0, 1), images);
            assertEquals(84 * TICK_NS, playback.state().positionNs());
            playback.stepImages(1, "LCAM");
            playback.stepImages(-1, "LCAM");
            Track track = playback.tracks().get(0);
            assertEquals(1, track.images().latest("LCAM", track.visibleNs()).info().getImage());
            assertEquals(84 * TICK_NS, playback.state().positionNs());
        }
    }

    @Test
    void afterASeekIntoTheMiddleOfAPictureItStillComesWhole() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            playback.seek((640 + 15) * TICK_NS);
            Track track = playback.tracks().get(0);
            assertEquals(9, track.images().latest("LCAM", track.visibleNs()).info().getImage());
            playback.stepImages(1, null);
            assertEquals((640 + 20) * TICK_NS, playback.state().positionNs());
            ImageEntry image = track.images().latest("LCAM", track.visibleNs());
            assertEquals(10, image.info().getImage());
            assertEquals((byte) 650, track.images().bytes(image)[0]);
            assertEquals((byte) 660, track.images().bytes(image)[4]);
        }
    }

    @Test
    void alarmsAfterASeekAreThoseOfThen() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            Track track = playback.tracks().get(0);
            playback.seek(620 * TICK_NS);
            Alarm alarm = track.alarms().alarms().get(0);
            assertEquals("limit:nav.speedMps", alarm.id());
            assertTrue(alarm.active());
            playback.seek(700 * TICK_NS);
            assertFalse(track.alarms().alarms().get(0).active());
            playback.seek(500 * TICK_NS);
            assertTrue(track.alarms().alarms().isEmpty());
        }
    }

    @Test
    void eventsAreVisibleOnlyOnceTheyHaveHappened() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            Track track = playback.tracks().get(0);
            List<StationEvent> heard = new ArrayList<>();
            track.addListener(new TrackListener() {
                @Override
                public void onEvent(Track t, StationEvent event) {
                    heard.add(event);
                }
            });
            playback.seek(299 * TICK_NS);
            assertTrue(track.events().select(0, track.visibleNs(), Severity.DEBUG, 10, false).isEmpty());
            playback.stepTicks(1);
            assertEquals("FLYAWAY", heard.get(0).name());
            assertEquals(1, track.events().select(0, track.visibleNs(), Severity.DEBUG, 10, false).size());
        }
    }

    @Test
    void atFullSpeedItEndsAndPlaysAgainFromTheBeginning() throws Exception {
        try (Playback playback = open(recording("a.mcap", 1))) {
            playback.speed(0);
            playback.play();
            awaitState(playback, "ended");
            assertEquals((TICKS - 1) * TICK_NS, playback.state().positionNs());
            playback.speed(1);
            playback.play();
            assertEquals("playing", playback.state().state());
            assertTrue(playback.state().positionNs() < TICK_NS);
        }
    }

    @Test
    void twoLandingsLieOnOneTimelineAndSegmentsOfOneRunAreOneTrack() throws Exception {
        Path a = recording("a.mcap", 1);
        Path b = recording("b.mcap", 2);
        Path again = recording("c.mcap", 2);
        try (Playback playback = open(a, b, again)) {
            assertEquals(List.of("a", "b"), playback.tracks().stream().map(Track::name).toList());
            playback.seek(100 * TICK_NS);
            for (Track track : playback.tracks())
                assertEquals(100 * TICK_NS, track.heardNs());
        }
    }

    @Test
    void aRecordingCutOffInTheMiddlePlaysToItsEnd() throws Exception {
        Path file = recording("a.mcap", 1);
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(Files.size(file) / 2);
        }
        try (Playback playback = open(file)) {
            long end = playback.state().endNs();
            assertTrue(end > 5_000_000_000L && end < (TICKS - 1) * TICK_NS, "end " + end);
            playback.speed(0);
            playback.play();
            awaitState(playback, "ended");
            assertEquals(end, playback.tracks().get(0).heardNs());
            assertNull(playback.failure());
        }
    }

    @Test
    void whatIsNoRecordingOfOursIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("x.mcap"), "nothing of the kind");
        assertThrows(InputException.class, () -> Playback.open(List.of(text)));
        assertThrows(InputException.class, () -> Playback.open(List.of(folder.resolve("absent.mcap"))));
        try (Playback playback = open(recording("a.mcap", 1))) {
            assertThrows(InputException.class, () -> playback.speed(5000));
            assertThrows(InputException.class, () -> playback.seek(100_000_000_000L));
            assertNotNull(playback.state());
        }
    }
}
