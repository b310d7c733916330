package dev.skycrane.hil.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapAttachment;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.mcap.McapWriter;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings cut short, flipped, spliced and foreign through the reader, and some of them through the commands that people give them to.
 * {@code -Dskycrane.fuzz.recordings=100000} for a long run, {@code -Dskycrane.fuzz.seed=N} for another.
 */
final class RecordingFuzzTest {
    private static final int RECORDINGS = Integer.getInteger("skycrane.fuzz.recordings", 1_000);
    private static final long SEED = Long.getLong("skycrane.fuzz.seed", 20210218);
    private static final int MESSAGES = 40;
    /** Every so many go through recover and verify too. */
    private static final int COMMANDS_EACH = 100;
    /** The files are 2 kB; zstd alone wants most of this for a window. */
    private static final long MOST_BYTES = 24 << 20;

    @TempDir
    private Path folder;
    private final Mutator mutator = new Mutator(SEED);
    private long messages;
    private long damages;

    private byte[] recording(Compression compression, boolean finished) throws IOException {
        Path path = folder.resolve("seed.mcap");
        Files.deleteIfExists(path);
        McapWriter writer = new McapWriter(path, "skycrane", compression);
        int tm = writer.addChannel("skycrane/m2020/rover/tm/channels", Telemetry.getDescriptor(), Map.of("a", "b"));
        for (int i = 0; i < MESSAGES; i++) {
            writer.write(tm, i, i, i, ByteBuffer.wrap(Telemetry.newBuilder().setTick(i).build().toByteArray()));
            if (i % 10 == 9) writer.flush();
        }
        writer.writeMetadata("run", Map.of("seed", "1"));
        writer.writeAttachment(new McapAttachment(0, 0, "a", "text/plain", new byte[50]));
        writer.flush();
        byte[] unfinished = Files.readAllBytes(path);
        writer.close();
        return finished ? Files.readAllBytes(path) : unfinished;
    }

    @Test
    @Timeout(3600)
    void noDamagedRecordingCrashesHangsOrInflatesItsReader() throws IOException {
        System.out.printf("seed %d, %,d recordings%n", SEED, RECORDINGS);
        List<byte[]> corpus = new ArrayList<>();
        for (Compression compression : List.of(Compression.NONE, Compression.ZSTD)) {
            corpus.add(recording(compression, true));
            corpus.add(recording(compression, false));
        }
        corpus.add(new byte[0]);
        byte[] foreign = new byte[2000];
        mutator.random().nextBytes(foreign);
        corpus.add(foreign);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long mostBytes = 0;
        long longestNs = 0;
        int refused = 0;
        long begin = System.nanoTime();
        Path path = folder.resolve("damaged.mcap");
        for (int n = 0; n < RECORDINGS; n++) {
            byte[] bytes = mutator.mutate(corpus.get(n % corpus.size()),
                    corpus.get(mutator.random().nextInt(corpus.size())));
            Files.write(path, bytes);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long start = System.nanoTime();
            if (!read(path)) refused++;
            longestNs = Math.max(longestNs, System.nanoTime() - start);
            mostBytes = Math.max(mostBytes,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            if (n % COMMANDS_EACH == 0) recoverAndVerify(path);
        }
        System.out.printf("%,d recordings in %.1f s: %,d refused, %,d messages, %,d damages, at most %,d bytes "
                + "allocated and %.1f ms for one%n", RECORDINGS, (System.nanoTime() - begin) * 1e-9, refused, messages,
                damages, mostBytes, longestNs * 1e-6);
        assertTrue(messages > RECORDINGS && damages > 0);
        assertTrue(mostBytes < MOST_BYTES, mostBytes + " bytes");
        assertTrue(longestNs < 20_000_000_000L, longestNs + " ns");
    }

    /** By every way there is into a file. @return false when the reader refuses it */
    private boolean read(Path path) throws IOException {
        try (McapReader reader = new McapReader(path)) {
            reader.forEach(new McapHandler() {
                @Override
                public void message(McapMessage message) {
                    messages++;
                }

                @Override
                public void damage(McapException damage) {
                    damages++;
                }
            });
            reader.select(channel -> true, 0, Long.MAX_VALUE, message -> messages++);
            reader.index();
            return true;
        } catch (McapException e) {
            return false;
        }
    }

    /** What people do with a damaged file: it is refused with a line, or what is recovered is sound. */
    private void recoverAndVerify(Path path) throws IOException {
        Path out = folder.resolve("recovered.mcap");
        Files.deleteIfExists(out);
        int code = ground("recover", path.toString(), "--out", out.toString());
        assertTrue(code == 0 || code == 2, "exit code " + code);
        assertEquals(code == 0, Files.exists(out));
        if (code == 0) assertEquals(0, ground("verify", out.toString()), "what is recovered is sound");
        int info = ground("info", path.toString());
        assertTrue(info == 0 || info == 2, "exit code " + info);
    }

    private static int ground(String... args) {
        StringWriter text = new StringWriter();
        return GroundMain.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text)).execute(args);
    }
}
