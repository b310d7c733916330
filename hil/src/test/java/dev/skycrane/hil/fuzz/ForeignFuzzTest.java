package dev.skycrane.hil.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.skycrane.ground.foreign.ForeignFile;
import dev.skycrane.ground.foreign.ForeignHints;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.ground.foreign.FrameKind;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.ccsds.FrameCheck;
import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged files of frames and packets through the readers of others' recordings. {@code -Dskycrane.fuzz.foreign=2000000} for a long run,
 * {@code -Dskycrane.fuzz.seed=N} for another.
 */
final class ForeignFuzzTest {
    private static final long FILES = Long.getLong("skycrane.fuzz.foreign", 20_000);
    private static final long SEED = Long.getLong("skycrane.fuzz.seed", 20210218);
    private static final int LENGTH = 64;
    /** Every so many must be recognised by their content alone, which looks at every length. */
    private static final int PROBED_EACH = 50;
    private static final long WARM_UP = 5_000;
    /** A report with a thousand damages, a packet being put together, and the objects that look at each place. */
    private static final long BYTES_PER_INPUT = 8 << 20;
    private static final long LONGEST_NS = 5_000_000_000L;

    private final Mutator mutator = new Mutator(SEED);

    private static byte[] packets() {
        ByteBuffer out = ByteBuffer.allocate(2000);
        for (int i = 0; out.remaining() > 60; i++) {
            new SpacePacketHeader(0, false, false, 100 + i % 4, 3, i / 4, 20 + i % 30).put(out);
            out.position(out.position() + 20 + i % 30);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    /** Frames filled with those packets. */
    private static byte[] frames(FrameKind kind, boolean marked, boolean checked) {
        byte[] content = packets();
        int head = kind == FrameKind.AOS ? 8 : 6;
        int zone = LENGTH - head - 2;
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at < content.length;) {
            starts.add(at);
            at += SpacePacketHeader.at(ByteBuffer.wrap(content), at).packetLength();
        }
        int n = content.length / zone;
        ByteBuffer out = ByteBuffer.allocate(n * (LENGTH + (marked ? 4 : 0)));
        for (int i = 0; i < n; i++) {
            int from = i * zone;
            int first = starts.stream().filter(s -> s >= from && s < from + zone).findFirst().orElse(from + 0x7FF)
                    - from;
            if (marked) out.putInt(0x1ACFFC1D);
            int begin = out.position();
            if (kind == FrameKind.AOS) {
                out.putShort((short) (1 << 14 | 9 << 6 | 3)).put((byte) 0).putShort((short) i).put((byte) 0).putShort(
                        (short) first);
            } else {
                out.putShort((short) (9 << 4 | 3 << 1)).put((byte) i).put((byte) i).putShort((short) (3 << 11 | first));
            }
            out.put(content, from, zone);
            out.putShort((short) (checked ? FrameCheck.crc(out, begin, LENGTH - 2) : 0x1234));
        }
        return out.array();
    }

    @Test
    @Timeout(3600)
    void noDamagedFileCrashesHangsOrInflatesItsReader() throws IOException {
        System.out.printf("seed %d, %,d files%n", SEED, FILES);
        List<byte[]> corpus = List.of(packets(), frames(FrameKind.AOS, false, true), frames(FrameKind.AOS, true, true),
                frames(FrameKind.AOS, false, false), frames(FrameKind.TM, false, true), frames(FrameKind.TM, false,
                        false),
                new byte[0]);
        List<ForeignHints> hints = List.of(new ForeignHints(null, true, 0, -1, false, null), aos(null), aos(null), aos(
                false), tm(null), tm(false), aos(null));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        Path name = Path.of("fuzz");
        long mostBytes = 0;
        long longestNs = 0;
        long good = 0;
        long damages = 0;
        long refused = 0;
        long begin = System.nanoTime();
        for (long n = 0; n < FILES; n++) {
            int seed = mutator.random().nextInt(corpus.size());
            byte[] bytes = mutator.mutate(corpus.get(seed), corpus.get(mutator.random().nextInt(corpus.size())));
            long before = threads.getThreadAllocatedBytes(id);
            long start = System.nanoTime();
            long[] pieces = new long[2];
            try {
                ForeignReport report = ForeignFile.read(name, bytes, n % PROBED_EACH == 0
                        ? ForeignHints.NONE
                        : hints.get(seed), piece -> {
                            pieces[0]++;
                            pieces[1] += piece.remaining();
                        });
                assertEquals(report.good(), pieces[0]);
                assertEquals(bytes.length, pieces[1] + report.damagedBytes(), "every byte is good or damaged");
                good += report.good();
                damages += report.damageCount();
            } catch (InputException e) {
                refused++;
            }
            longestNs = Math.max(longestNs, System.nanoTime() - start);
            if (n > WARM_UP) mostBytes = Math.max(mostBytes, threads.getThreadAllocatedBytes(id) - before);
        }
        System.out.printf(
                "%,d files in %.1f s: %,d good frames and packets, %,d damaged places, %,d refused, at most %,d bytes "
                        + "allocated and %.1f ms for one%n",
                FILES, (System.nanoTime() - begin) * 1e-9, good, damages, refused, mostBytes, longestNs * 1e-6);
        assertTrue(good > FILES && damages > FILES / 2);
        assertTrue(mostBytes < BYTES_PER_INPUT, mostBytes + " bytes");
        assertTrue(longestNs < LONGEST_NS, longestNs + " ns");
    }

    private static ForeignHints aos(Boolean check) {
        return new ForeignHints(FrameKind.AOS, false, LENGTH, 0, false, check);
    }

    private static ForeignHints tm(Boolean check) {
        return new ForeignHints(FrameKind.TM, false, LENGTH, 0, false, check);
    }
}
