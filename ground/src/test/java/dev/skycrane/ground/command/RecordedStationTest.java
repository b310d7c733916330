package dev.skycrane.ground.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.Alarm;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.dictionary.Dictionary;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RecordedStationTest {
    private static final long RUN = 0x77;
    private static final long TICK_NS = 15_625_000L;

    @TempDir
    private Path folder;
    private long sequence;

    private void frame(RecordedStation station, long tick, StreamKind kind, String stream, MessageLite payload)
            throws IOException {
        StreamKey key = new StreamKey(SegmentId.ROVER, kind, stream);
        byte[] bytes = FrameCodec.encode(key, sequence++, tick, tick * TICK_NS, RUN, payload.toByteArray());
        ReceivedFrame frame = new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key,
                1_700_000_000_000_000_000L + tick * TICK_NS);
        station.recorder().onFrame(frame);
        station.mission().onFrame(frame);
    }

    private void row(RecordedStation station, long tick) throws IOException {
        frame(station, tick, StreamKind.TM, StreamKey.CHANNELS, Telemetry.newBuilder().setTick(tick).setOnboardNs(tick
                * TICK_NS).setNav(Nav.newBuilder().setAltitudeAglM(tick).setSpeedMps(9000)).build());
    }

    /** What a killed process leaves behind: the files as they are now. */
    private Path asKilled(Path from, String name) throws IOException {
        Path to = Files.createDirectory(folder.resolve(name));
        try (var files = Files.list(from)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }

    @Test
    void aStationThatWasKilledGoesOnWhereItWas() throws Exception {
        Path first = folder.resolve("first");
        Path second;
        try (RecordedStation station = new RecordedStation(first, "m2020")) {
            station.recorder().onRun(RUN);
            frame(station, 0, StreamKind.SEN, StreamKey.RUN, RunHeader.newBuilder().setRunId(RUN).setScenario("test")
                    .build());
            for (long tick = 0; tick < 5000; tick++)
                row(station, tick);
            frame(station, 4999, StreamKind.EVR, StreamKey.EVENTS, EventBatch.newBuilder().addEvents(EventRecord
                    .newBuilder().setCode(EventCode.FLYAWAY).setTick(4999).setOnboardNs(4999 * TICK_NS)).build());
            frame(station, 4999, StreamKind.IMG, "LCAM", ImageChunk.newBuilder().setInfo(ImageInfo.newBuilder()
                    .setCamera("LCAM").setImage(3).setWidth(2).setHeight(2).setSizeBytes(4).setChunkCount(1).setFormat(
                            PixelFormat.GREY8))
                    .setData(ByteString.copyFrom(new byte[]{1, 2, 3, 4})).build());
            station.mission().tracks().get(0).alarms().acknowledge("limit:nav.speedMps", "Ada", "known");
            while (station.recorder().framesWritten() < 5003)
                LockSupport.parkNanos(1_000_000);
            LockSupport.parkNanos(1_600_000_000L);
            second = asKilled(first, "second");
        }
        try (RecordedStation station = new RecordedStation(second, "m2020")) {
            Track track = station.mission().tracks().get(0);
            assertEquals(RUN, track.runId());
            assertEquals("test", track.run().getScenario());
            assertEquals(5000, track.columns().rows());
            int altitude = List.copyOf(Dictionary.standard().channels()).indexOf(Dictionary.standard().channel(
                    "nav.altitudeAglM"));
            double[] values = track.columns().samples(altitude, 0, Long.MAX_VALUE, 10_000, false).values();
            for (int i = 0; i < 5000; i++)
                assertEquals(i, values[i]);
            assertEquals("FLYAWAY", track.events().select(0, Long.MAX_VALUE, Severity.DEBUG, 9, false).get(0).name());
            assertArrayEquals(new byte[]{1, 2, 3, 4}, track.images().bytes(track.images().find("LCAM", 3)));
            Alarm alarm = track.alarms().alarms().get(0);
            assertTrue(alarm.active() && alarm.acknowledged());
            assertEquals("known", alarm.comment());
            row(station, 5000);
            row(station, 5001);
            assertEquals(5002, track.columns().rows());
            assertTrue(track.alarms().alarms().get(0).acknowledged(), "it is still the same alarm");
        }
        try (RecordedStation station = new RecordedStation(second, "m2020")) {
            assertEquals(5002, station.mission().tracks().get(0).columns().rows(), "out of two files");
        }
    }
}
