package dev.skycrane.hil.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.util.SplittableRandom;

/** Frames as a vehicle sends them, made beforehand: telemetry whose payload has 200 bytes, and chunks of pictures. */
final class GroundLoad {
    static final long RUN = 0xbe9c4;
    static final String VEHICLE = "m2020";
    static final int PACKET_BYTES = 200;
    static final int CHUNK_BYTES = 256 << 10;
    private static final int CHUNKS_PER_PICTURE = 4;
    private static final long TICK_NS = 15_625_000L;
    private static final StreamKey CHANNELS = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
    private static final StreamKey LCAM = new StreamKey(SegmentId.ROVER, StreamKind.IMG, "LCAM");

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] noise = new byte[CHUNK_BYTES];
    private long packets;
    private long chunks;

    GroundLoad() {
        random.nextBytes(noise);
    }

    static String telemetryTopic() {
        return CHANNELS.topic(VEHICLE);
    }

    static String pictureTopic() {
        return LCAM.topic(VEHICLE);
    }

    /** The next packet of telemetry: thirty channels that move, four of them with limits. */
    byte[] packet() {
        long tick = packets++;
        Nav.Builder nav = channels(tick);
        Telemetry.Builder packet = Telemetry.newBuilder().setTick(tick).setOnboardNs(tick * TICK_NS).setNav(nav);
        int missing = PACKET_BYTES - packet.build().getSerializedSize();
        // the rest of the two hundred bytes: floats of five bytes, with their two-byte tags beyond field 15
        if (missing >= 6) nav.setHeadingRad(1 + nav.getVMcmfXMps());
        if (missing >= 12) nav.setLiftMps2(nav.getVMcmfXMps() + 2);
        byte[] payload = packet.setNav(nav).build().toByteArray();
        return FrameCodec.encode(CHANNELS, tick, tick, tick * TICK_NS, RUN, payload);
    }

    /** What the channels are at a tick. */
    static Nav.Builder channels(long tick) {
        double t = tick / 64.0;
        float wave = (float) Math.sin(t * 0.1);
        return Nav.newBuilder().setRMcmfXM(700_000 + 1e3 * wave).setRMcmfYM(3_150_000 + t)
                .setRMcmfZM(1_078_000 - t).setVMcmfXMps(wave).setVMcmfYMps(2 * wave).setVMcmfZMps(3 * wave)
                .setQMcmfFromBodyW(0.5f + wave / 100).setQMcmfFromBodyX(0.5f - wave / 100).setQMcmfFromBodyY(0.5f)
                .setQMcmfFromBodyZ(0.5f + wave / 300).setOmegaBodyXRadps(wave / 7).setOmegaBodyYRadps(wave / 8)
                .setOmegaBodyZRadps(wave / 9).setSpecificForceXMps2(3 + wave).setSpecificForceYMps2(wave)
                .setSpecificForceZMps2(wave * 2).setEastM(wave * 500).setNorthM(wave * 300).setUpM(5000 + wave)
                .setVEastMps(wave * 5).setVNorthMps(wave * 6).setVUpMps(-80 + wave).setAltitudeAglM(5000 + 100 * wave)
                .setSpeedMps(90 + wave).setDragMps2(4 + wave).setDynamicPressurePa(300 + wave)
                .setSigmaAttitudeRad(0.001f + wave / 1e4f).setMach(0.4f + wave / 100).setRadarInnovationSigma(wave);
    }

    /** The next chunk of a picture that cannot be compressed, as a JPEG. */
    byte[] chunk() {
        long sequence = chunks++;
        long picture = sequence / CHUNKS_PER_PICTURE;
        int index = (int) (sequence % CHUNKS_PER_PICTURE);
        ImageInfo info = ImageInfo.newBuilder().setCamera("LCAM").setImage((int) picture).setWidth(1024).setHeight(1024)
                .setFormat(PixelFormat.JPEG).setExposureTick(packets).setExposureNs(packets * TICK_NS)
                .setSizeBytes(CHUNK_BYTES * CHUNKS_PER_PICTURE).setChunkCount(CHUNKS_PER_PICTURE).build();
        ByteString data = UnsafeByteOperations.unsafeWrap(noise);
        byte[] payload = ImageChunk.newBuilder().setInfo(info).setIndex(index).setOffset(index * CHUNK_BYTES)
                .setData(data)
                .build().toByteArray();
        return FrameCodec.encode(LCAM, sequence, packets, packets * TICK_NS, RUN, payload);
    }
}
