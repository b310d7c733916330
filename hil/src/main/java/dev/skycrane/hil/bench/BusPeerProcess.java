package dev.skycrane.hil.bench;

import dev.skycrane.hil.bus.Until;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One end of a {@link BusPeer} as a process: {@code publish|subscribe|relay NAME PORT NUMBER}. */
final class BusPeerProcess {
    private static final StreamKey KEY = new StreamKey(SegmentId.ROVER, StreamKind.IMG, "bench");
    private static final String TOPIC = KEY.topic("bench");
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int WINDOW = 32;

    private BusPeerProcess() {}

    /** The peers that this class path knows. */
    static List<BusPeer> known() {
        List<BusPeer> all = new ArrayList<>(List.of(new TcpPeer(), new StockPahoPeer()));
        ServiceLoader.load(BusPeer.class).forEach(all::add);
        return all;
    }

    /** @param args role, peer's name, port; then seconds to publish, seconds of warm-up of the subscriber, or the relay's target */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[2]);
        int number = Integer.parseInt(args[3]);
        if (args[0].equals("relay")) {
            TcpPeer.relay(port, number);
            Until.inputEnds().await();
            Until.result(Map.of());
            return;
        }
        BusPeer peer = known().stream().filter(p -> p.name().equals(args[1])).findFirst().orElseThrow();
        if (args[0].equals("publish")) {
            Until until = Until.inputEnds();
            Frames frames = new Frames(number);
            peer.publish(port, TOPIC, WINDOW, frames);
            Map<String, Object> result = usage();
            result.put("frames", frames.next);
            Until.result(result);
            until.await();
        } else {
            Count received = new Count(number);
            peer.subscribe(port, TOPIC, received);
            Until.inputEnds().await();
            Until.result(received.result());
        }
        System.exit(0);
    }

    private static Map<String, Object> usage() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("heapBytes", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        result.put("cpuSeconds", ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos() * 1e-9)
                .orElse(0.0));
        return result;
    }

    /** Frames with a chunk of a picture each. */
    private static final class Frames implements Supplier<byte[]> {
        private final byte[] chunk = new byte[CHUNK_BYTES];
        private final long durationNs;
        private long beginNs;
        private long next;

        Frames(int seconds) {
            durationNs = seconds * 1_000_000_000L;
            new SplittableRandom(1).nextBytes(chunk);
        }

        @Override
        public byte[] get() {
            if (next == 0) beginNs = System.nanoTime();
            if (System.nanoTime() - beginNs >= durationNs) return null;
            return FrameCodec.encode(KEY, next++, 1, 1, 1, chunk);
        }
    }

    /** Checks and counts. */
    private static final class Count implements Consumer<byte[]> {
        private final long warmUpNs;
        private long frames;
        private long bytes;
        private long disordered;
        private long crcErrors;
        private long next;
        private long startNs;
        private long firstNs;
        private long warmUpBytes;
        private long lastNs;

        Count(int warmUpSeconds) {
            warmUpNs = warmUpSeconds * 1_000_000_000L;
        }

        @Override
        public synchronized void accept(byte[] payload) {
            lastNs = System.nanoTime();
            if (frames == 0) startNs = lastNs;
            if (firstNs == 0 && lastNs - startNs >= warmUpNs) {
                firstNs = lastNs;
                warmUpBytes = bytes;
            }
            frames++;
            bytes += payload.length;
            try {
                Frame frame = FrameCodec.decode(payload);
                if (frame.getSequence() != next) disordered++;
                next = frame.getSequence() + 1;
            } catch (FrameException e) {
                crcErrors++;
            }
            if (frames % 64 == 0) System.out.println("P " + frames);
        }

        synchronized Map<String, Object> result() {
            Map<String, Object> result = usage();
            result.put("frames", frames);
            result.put("bytes", bytes);
            result.put("disordered", disordered);
            result.put("crcErrors", crcErrors);
            result.put("seconds", (lastNs - firstNs) * 1e-9);
            result.put("measuredBytes", bytes - warmUpBytes);
            return result;
        }
    }
}
