package dev.skycrane.ground.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.Telemetry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Property {@code kills}: how many, default 3; the published figure is of 200. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class RecordingKillTest {
    /** What was handed over longer ago than this must be in the file: a second between flushes, and the machine's mood. */
    private static final long FLUSHED_MS = 1_500;

    @TempDir
    private Path folder;

    @Test
    void aRecordingKilledAtAnyMomentOpensByTheNormalPathWithAllThatWasFlushed() throws Exception {
        int kills = Integer.getInteger("kills", 3);
        long seed = Long.getLong("seed", 5);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < kills; i++) {
            Path file = folder.resolve("k.mcap");
            Files.deleteIfExists(file);
            long wanted = killAfter(file, random.nextLong(0, 2_500));
            check(file, wanted, "seed " + seed + " kill " + i);
        }
    }

    /** @return frames that must be in the file */
    private static long killAfter(Path file, long delayMs) throws Exception {
        Process victim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp", System.getProperty("java.class.path"), Victim.class.getName(), file.toString())
                .redirectErrorStream(true).start();
        List<long[]> progress = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(victim.getInputStream(),
                StandardCharsets.UTF_8))) {
            long end = Long.MAX_VALUE;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                progress.add(new long[]{Long.parseLong(words[0]), Long.parseLong(words[1])});
                if (end == Long.MAX_VALUE) end = progress.get(0)[1] + delayMs;
                if (progress.get(progress.size() - 1)[1] >= end) break;
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        long killedMs = System.nanoTime() / 1_000_000;
        return progress.stream().filter(p -> p[1] < killedMs - FLUSHED_MS).mapToLong(p -> p[0]).max().orElse(0);
    }

    private static void check(Path file, long wanted, String where) throws Exception {
        long[] next = new long[1];
        try (McapReader reader = new McapReader(file)) {
            McapReader.Account account = reader.forEach(m -> {
                Telemetry t = Telemetry.parseFrom(m.data());
                assertEquals(next[0], t.getTick(), where);
                assertEquals(31 * next[0]++, t.getDigest(), where);
            });
            assertEquals(0, account.damages(), where);
        }
        assertTrue(next[0] >= wanted, where + ": " + next[0] + " of " + wanted + " frames");
    }
}
