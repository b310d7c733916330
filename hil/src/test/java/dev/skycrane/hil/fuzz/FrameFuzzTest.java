package dev.skycrane.hil.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.umbilical.CommandPort;
import dev.skycrane.ground.link.FrameDesk;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.station.MissionLog;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.MessageSink;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Executive;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.Probe;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.SensorRecord;
import dev.skycrane.proto.v1.StreamBase;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.Telemetry;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged frames through everything that reads them: the frame's decoder, the station's accounts, the mission log, the vehicle's command
 * port. {@code -Dskycrane.fuzz.frames=10000000} for a long run, {@code -Dskycrane.fuzz.seed=N} for another.
 */
final class FrameFuzzTest {
    private static final long FRAMES = Long.getLong("skycrane.fuzz.frames", 200_000);
    private static final long SEED = Long.getLong("skycrane.fuzz.seed", 20210218);
    private static final long RUN = 7;
    /** What one frame may make its readers allocate: its own size many times over, and what it lets go of that waited for it. */
    private static final long BYTES_PER_INPUT_BYTE = 256;
    private static final long BYTES_PER_INPUT = 1 << 20;
    /** Frames before which classes are still loaded. */
    private static final long WARM_UP = 20_000;
    private static final long HEAP_GROWTH = 64 << 20;
    private static final long LONGEST_NS = 5_000_000_000L;

    private final CommandKey key = CommandKey.random();
    private final List<StreamKey> keys = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final Mutator mutator = new Mutator(SEED);
    private final SplittableRandom random = mutator.random();

    private void seed(SegmentId segment, StreamKind kind, String stream, Message payload) {
        keys.add(new StreamKey(segment, kind, stream));
        payloads.add(payload.toByteArray());
    }

    private void corpus() {
        for (SegmentId s : List.of(SegmentId.BACKSHELL, SegmentId.DESCENT, SegmentId.ROVER)) {
            seed(s, StreamKind.TM, StreamKey.CHANNELS, Telemetry.newBuilder().setTick(640).setOnboardNs(10)
                    .setNav(Nav.newBuilder().setAltitudeAglM(1200)).setExecutive(Executive.newBuilder().setPhase(4))
                    .build());
            seed(s, StreamKind.IMG, "LCAM", ImageChunk.newBuilder()
                    .setInfo(ImageInfo.newBuilder().setCamera("LCAM").setImage(3).setWidth(64).setHeight(64)
                            .setChunkCount(4).setSizeBytes(256))
                    .setIndex(1).setOffset(64).setData(ByteString.copyFrom(new byte[64])).build());
            seed(s, StreamKind.TM, StreamKey.PROBE, Probe.newBuilder()
                    .addStreams(StreamBase.newBuilder().setKind(StreamKind.TM).setStream(StreamKey.CHANNELS)
                            .setBase(9))
                    .build());
            seed(s, StreamKind.EVR, StreamKey.WILL, EventBatch.getDefaultInstance());
        }
        seed(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS, EventBatch.newBuilder()
                .addEvents(EventRecord.newBuilder().setCode(EventCode.PARACHUTE_DEPLOY).setTick(640).addArgs(1.8)
                        .addArgs(500).addArgs(1e4).addArgs(420))
                .addEvents(EventRecord.newBuilder().setCode(EventCode.TRANSITION_GUARDS).addArgs(3)).build());
        seed(SegmentId.ROVER, StreamKind.TM, StreamKey.UMBILICAL, UmbilicalStatus.newBuilder()
                .addSegments(SegmentStatus.newBuilder().setSegment(SegmentId.ROVER).setFramesSent(99).addStreams(
                        StreamStatus.newBuilder().setKind(StreamKind.TM).setStream(StreamKey.CHANNELS).setSentEnd(50)))
                .setCommands(CommandCounts.newBuilder().setEnabled(true).setForged(3)).build());
        seed(SegmentId.ROVER, StreamKind.SEN, StreamKey.INPUTS, InputBatch.newBuilder()
                .addFrames(SensorRecord.newBuilder().setTick(4).addDeltaAngleRad(1).setRadarRangeM(9)).build());
        seed(SegmentId.ROVER, StreamKind.SEN, StreamKey.RUN, RunHeader.newBuilder().setRunId(RUN).setSeed(1).build());
        seed(SegmentId.ROVER, StreamKind.ACK, "commands", CommandAck.newBuilder().setCounter(3).setStageValue(1)
                .build());
        seed(SegmentId.GROUND, StreamKind.ACK, "rover", Acknowledgement.newBuilder().setStation(4).build());
        keys.add(CommandSeal.COMMANDS);
        payloads.add(CommandSeal.seal(Command.newBuilder().setRunId(RUN).setCounter(1).setCode(CommandCode.TC_NO_OP)
                .setTarget("RDC").setAuthor("fuzz").build(), key));
    }

    /** A damaged frame: sometimes as the wire does it, mostly with a good checksum around damaged content. */
    private byte[] frame(int seed) {
        byte[] payload = payloads.get(seed);
        byte[] other = payloads.get(random.nextInt(payloads.size()));
        long sequence = switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextLong(1L << 40);
            default -> random.nextLong(1000);
        };
        long run = random.nextInt(16) == 0 ? random.nextLong() : RUN;
        if (random.nextInt(4) > 0) {
            return FrameCodec.encode(keys.get(seed), sequence, random.nextLong(1 << 20), 0, run,
                    mutator.mutate(payload, other));
        }
        byte[] whole = FrameCodec.encode(keys.get(seed), sequence, 5, 0, run, payload);
        return random.nextInt(2) == 0
                ? mutator.mutate(whole, other)
                : resealed(mutator.mutate(Arrays.copyOf(whole, whole.length - 5), other));
    }

    /** With a checksum that fits, whatever the content. */
    private static byte[] resealed(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        int value = (int) crc.getValue();
        byte[] sealed = Arrays.copyOf(content, content.length + 5);
        sealed[content.length] = 15 << 3 | 5;
        for (int i = 0; i < 4; i++)
            sealed[content.length + 1 + i] = (byte) (value >>> 8 * i);
        return sealed;
    }

    @Test
    @Timeout(3600)
    void noDamagedFrameCrashesHangsOrInflatesItsReaders() {
        System.out.printf("seed %d, %,d frames%n", SEED, FRAMES);
        corpus();
        MissionLog log = new MissionLog(new PrintStream(OutputStream.nullOutputStream()), true);
        FrameDesk desk = new FrameDesk("m2020", RUN, List.of(log));
        CommandQueue queue = new CommandQueue();
        CommandPort port = new CommandPort(key, RUN,
                new CommandDispatcher(new ParameterTable(), new ChannelBuffer(), new EventBuffer()), queue);
        MessageSink commands = port.subscription("m2020").sink();
        SensorFrame in = new SensorFrame();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long heapAtStart = 0;
        long mostBytes = 0;
        StreamKey most = null;
        long totalBytes = 0;
        long longestNs = 0;
        long begin = System.nanoTime();
        for (long n = 0; n < FRAMES; n++) {
            int seed = random.nextInt(keys.size());
            byte[] frame = frame(seed);
            String topic = keys.get(seed).topic("m2020");
            long before = threads.getThreadAllocatedBytes(id);
            long start = System.nanoTime();
            desk.take(topic, frame, n);
            if (keys.get(seed).equals(CommandSeal.COMMANDS)) {
                commands.onMessage(topic, frame, () -> {});
                port.step(n, (tick, ack) -> {});
                queue.drainInto(in);
            }
            longestNs = Math.max(longestNs, System.nanoTime() - start);
            long bytes = threads.getThreadAllocatedBytes(id) - before;
            totalBytes += bytes;
            long above = bytes - BYTES_PER_INPUT_BYTE * frame.length;
            if (n > WARM_UP && above > mostBytes) {
                mostBytes = above;
                most = keys.get(seed);
            }
            if (n == FRAMES / 10) heapAtStart = liveHeap();
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        long growth = liveHeap() - heapAtStart;
        LinkReport report = desk.report();
        System.out.printf(
                "%,d frames in %.1f s, %.0f bytes allocated per frame, %,d at most above %d per byte of input (%s), "
                        + "longest %.1f ms, heap grew by %,d bytes over nine tenths%n",
                FRAMES, seconds, totalBytes / (double) FRAMES, mostBytes, BYTES_PER_INPUT_BYTE, most, longestNs * 1e-6,
                growth);
        System.out.println(port.counts().toString().replace('\n', ' '));
        assertNull(desk.listenerError());
        assertEquals(0, report.listenerErrors());
        assertTrue(report.segments().get(SegmentId.ROVER).malformed() > 0, "the damage was noticed");
        assertTrue(mostBytes < BYTES_PER_INPUT, mostBytes + " bytes for one frame");
        assertTrue(growth < HEAP_GROWTH, growth + " bytes");
        assertTrue(longestNs < LONGEST_NS, longestNs + " ns");
        assertEquals(0, port.counts().getAccepted() >> 1, "at most the one genuine command, once");
    }

    private static long liveHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
