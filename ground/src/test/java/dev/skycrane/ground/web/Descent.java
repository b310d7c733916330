package dev.skycrane.ground.web;

import com.google.protobuf.ByteString;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Executive;
import dev.skycrane.proto.v1.Guidance;
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
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Frames of a made-up descent straight down to a target, for pages to show. */
final class Descent {
    static final long RUN = 0x5eed;
    private static final long TICK_NS = 15_625_000L;
    private static final StreamKey CHANNELS = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
    private static final StreamKey EVENTS = new StreamKey(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS);
    private static final StreamKey LANDMARKS = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.LANDMARKS);
    private static final StreamKey HEADER = new StreamKey(SegmentId.ROVER, StreamKind.SEN, StreamKey.RUN);
    private static final int CHUNKS = 4;
    /** Phase by second at which it begins. */
    private static final double[][] PHASES = {{0, 0}, {48, 1}, {136, 2}, {224, 3}, {240, 4}, {309, 5}, {365, 6},
        {366, 7},
        {396, 8}, {400, 9}, {406, 10}, {409, 11}, {415, 12}, {424, 13}, {426, 14}};

    private final FrameListener ground;
    private final long run;
    private final double driftM;
    private final Map<StreamKey, Long> sequences = new HashMap<>();
    private long tick;
    private double propellantKg = 390;

    Descent(FrameListener ground) {
        this(ground, RUN, 0);
    }

    /** @param driftM lands so far east of the others */
    Descent(FrameListener ground, long run, double driftM) {
        this.ground = ground;
        this.run = run;
        this.driftM = driftM;
    }

    long tick() {
        return tick;
    }

    void propellant(double kg) {
        propellantKg = kg;
    }

    private void frame(StreamKey key, long at, ByteString payload) throws IOException {
        long sequence = sequences.merge(key, 1L, Long::sum) - 1;
        byte[] bytes = FrameCodec.encode(key, sequence, at, at * TICK_NS, run, payload.toByteArray());
        ground.onFrame(new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key, LiveMission
                .unixNs()));
    }

    void header() throws IOException {
        frame(HEADER, 0, RunHeader.newBuilder().setRunId(run).setScenario("made up").setSeed(7).build().toByteString());
    }

    /** Telemetry of all ticks up to a second of the descent. */
    void fly(double toS) throws IOException {
        for (; tick <= toS * 64; tick++)
            row();
    }

    private void row() throws IOException {
        double t = tick / 64.0;
        double altitudeM = 4 + 126_000 * Math.pow(Math.max(0, 1 - t / 425), 3);
        double speedMps = Math.max(0.75, 5300 * Math.pow(Math.max(0, 1 - t / 425), 2));
        double sigmaM = t < 345 ? 200 : 2;
        double awayM = Math.max(0, 425 - t);
        frame(CHANNELS, tick, Telemetry.newBuilder().setTick(tick).setOnboardNs(tick * TICK_NS)
                .setNav(Nav.newBuilder().setEastM(driftM - awayM * 3).setNorthM(awayM * 1.3).setUpM(altitudeM)
                        .setAltitudeAglM(
                                (float) altitudeM)
                        .setSpeedMps((float) speedMps).setVEastMps(3).setVNorthMps(-1.3f).setVUpMps(
                                (float) -speedMps)
                        .setSigmaEastM((float) sigmaM).setSigmaNorthM((float) sigmaM).setMach((float) (speedMps / 230))
                        .setRadarLocked(t > 309 ? 1 : 0).setMapRelative(t > 345 ? 1 : 0))
                .setPropulsion(Propulsion.newBuilder().setPropellantEstimateKg((float) propellantKg))
                .setGuidance(Guidance.newBuilder().setThrustCommandN(t > 366 ? 9000 : 0))
                .setExecutive(Executive.newBuilder().setPhase(phase(t))).build().toByteString());
    }

    private static int phase(double t) {
        int phase = 0;
        for (double[] p : PHASES)
            if (t >= p[0]) phase = (int) p[1];
        return phase;
    }

    void event(EventCode code, double... args) throws IOException {
        EventRecord.Builder event = EventRecord.newBuilder().setCode(code).setTick(tick).setOnboardNs(tick * TICK_NS);
        for (double arg : args)
            event.addArgs(arg);
        frame(EVENTS, tick, EventBatch.newBuilder().addEvents(event).build().toByteString());
    }

    /** All chunks of a picture but the last. @return sends the last one */
    ImageTail picture(SegmentId segment, String camera, int number) throws IOException {
        byte[] bytes = drawing(camera, number);
        ImageInfo info = ImageInfo.newBuilder().setCamera(camera).setImage(number).setWidth(320).setHeight(320)
                .setFormat(PixelFormat.JPEG).setExposureTick(tick).setExposureNs(tick * TICK_NS).setSizeBytes(
                        bytes.length)
                .setChunkCount(CHUNKS).build();
        StreamKey key = new StreamKey(segment, StreamKind.IMG, camera);
        int part = (bytes.length + CHUNKS - 1) / CHUNKS;
        long at = tick;
        for (int k = 0; k < CHUNKS - 1; k++)
            frame(key, at, chunk(info, bytes, k, part));
        return () -> frame(key, at, chunk(info, bytes, CHUNKS - 1, part));
    }

    private static ByteString chunk(ImageInfo info, byte[] bytes, int k, int part) {
        int size = Math.min(part, bytes.length - k * part);
        return ImageChunk.newBuilder().setInfo(info).setIndex(k).setOffset(k * part).setData(ByteString.copyFrom(bytes,
                k * part, size)).build().toByteString();
    }

    private static byte[] drawing(String camera, int number) throws IOException {
        BufferedImage image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(128, 92, 66));
        g.fillRect(0, 0, 320, 320);
        SplittableRandom random = new SplittableRandom(number);
        for (int k = 0; k < 60; k++) {
            int size = 4 + random.nextInt(30);
            g.setColor(new Color(90 + random.nextInt(60), 70 + random.nextInt(40), 50));
            g.fillOval(random.nextInt(320), random.nextInt(320), size, size);
        }
        g.setColor(Color.WHITE);
        g.drawString(camera + " " + number, 20, 40);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    /** Sends the last chunk. */
    @FunctionalInterface
    interface ImageTail {
        void complete() throws IOException;
    }

    /** Landmarks in the picture exposed at the present tick. */
    void landmarks(String camera, int count) throws IOException {
        LandmarkMatches.Builder m = LandmarkMatches.newBuilder().setCamera(camera).setExposureTick(tick).setMode(2)
                .setFix(true);
        SplittableRandom random = new SplittableRandom(count);
        for (int k = 0; k < count; k++) {
            m.addU(random.nextInt(300)).addV(random.nextInt(300)).addResidualU(0.2f).addResidualV(-0.1f)
                    .addEastM(random.nextInt(-1500, 1500)).addNorthM(random.nextInt(-1500, 1500)).addKept(k % 9 != 0);
        }
        send(m.build());
    }

    void send(LandmarkMatches matches) throws IOException {
        frame(LANDMARKS, tick, matches.toByteString());
    }
}
