package dev.skycrane.ground.export;

import com.google.protobuf.ByteString;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Executive;
import dev.skycrane.proto.v1.Fault;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.Propulsion;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Two seconds of a run: every value follows from its tick. */
final class SmallRecording {
    static final long TICK_NS = 15_625_000L;
    static final int TICKS = 128;
    static final long START_UNIX_NS = 1_700_000_000_000_000_000L;
    static final long RUN = 7;

    private final Recorder recorder;
    private final Map<StreamKey, Long> sequences = new HashMap<>();

    private SmallRecording(Recorder recorder) {
        this.recorder = recorder;
    }

    static Path write(Path file) throws IOException {
        try (Recorder recorder = new Recorder(file)) {
            new SmallRecording(recorder).all();
        }
        return file;
    }

    /** Rover telemetry of a tick; the faults come every second tick. */
    static Telemetry rover(long tick) {
        Telemetry.Builder t = Telemetry.newBuilder().setTick(tick).setOnboardNs(tick * TICK_NS)
                .setDigest(0x9000_0000_0000_0001L + tick)
                .setNav(Nav.newBuilder().setRMcmfXM(3.4e6 + tick / 3.0).setAltitudeAglM(1000.1f - tick)
                        .setRadarLocked(tick >= 64 ? 1 : 0).setRadarRejectedCount((int) (4_000_000_000L + tick)))
                .setPropulsion(Propulsion.newBuilder().setPropellantEstimateKg(400 - tick))
                .setExecutive(Executive.newBuilder().setPhase(4));
        if (tick % 2 == 1) t.setFault(Fault.newBuilder().setBusClockJumpTicks((int) -tick));
        return t.build();
    }

    static byte[] pixels(int image) {
        byte[] pixels = new byte[12];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) (20 * i + image);
        return pixels;
    }

    private void all() throws IOException {
        put(0, new StreamKey(SegmentId.ROVER, StreamKind.SEN, StreamKey.RUN), RunHeader.newBuilder().setRunId(RUN)
                .setScenario("small").setSeed(3).build().toByteString());
        for (long tick = 0; tick < TICKS; tick++) {
            put(tick, new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS), rover(tick).toByteString());
            put(tick, new StreamKey(SegmentId.BACKSHELL, StreamKind.TM, StreamKey.CHANNELS), Telemetry.newBuilder()
                    .setTick(tick).setOnboardNs(tick * TICK_NS).setExecutive(Executive.newBuilder().setPyroBits(5))
                    .build().toByteString());
            if (tick == 40) event(tick);
            if (tick == 32) chunk(tick, 0, 0);
            if (tick == 33) chunk(tick, 0, 1);
            if (tick == 34) landmarks(tick);
            if (tick == 100) chunk(tick, 1, 1);
        }
    }

    private void event(long tick) throws IOException {
        put(tick, new StreamKey(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS), EventBatch.newBuilder().addEvents(
                EventRecord.newBuilder().setCode(EventCode.HEAT_SHIELD_SEPARATION).setTick(tick).setOnboardNs(tick
                        * TICK_NS).addArgs(0.7).addArgs(150.25).addArgs(11000))
                .build().toByteString());
    }

    /** Pictures 0, whole, and 1, of which the first half never came. */
    private void chunk(long tick, int image, int index) throws IOException {
        ImageInfo info = ImageInfo.newBuilder().setCamera("LCAM").setImage(image).setWidth(4).setHeight(3).setFormat(
                PixelFormat.GREY8).setSizeBytes(12).setChunkCount(2).setExposureTick(30 + 64L * image).setExposureNs(
                        (30 + 64L * image) * TICK_NS)
                .setExposureUs(150).build();
        put(tick, new StreamKey(SegmentId.ROVER, StreamKind.IMG, "LCAM"), ImageChunk.newBuilder().setInfo(info)
                .setIndex(index).setOffset(6 * index).setData(ByteString.copyFrom(pixels(image), 6 * index, 6)).build()
                .toByteString());
    }

    private void landmarks(long tick) throws IOException {
        put(tick, new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.LANDMARKS), LandmarkMatches.newBuilder()
                .setCamera("LCAM").setExposureTick(30).setMode(2).setFix(true).addU(1.5f).addV(2.5f).addResidualU(
                        Float.NaN)
                .addResidualV(0.25f).addEastM(-100).addNorthM(200).addKept(true).build().toByteString());
    }

    private void put(long tick, StreamKey key, ByteString payload) throws IOException {
        byte[] bytes = FrameCodec.encode(key, sequences.merge(key, 1L, Long::sum) - 1, tick, tick * TICK_NS, RUN,
                payload.toByteArray());
        recorder.onFrame(new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key, START_UNIX_NS
                + tick * TICK_NS + 5));
    }
}
