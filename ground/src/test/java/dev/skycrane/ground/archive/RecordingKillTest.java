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
    @TempDir
    private Path folder;

    @Test
    void aRecordingKilledAtAnyMomentOpensByTheNormalPathWithAllThatWasFlushed() throws Exception {
        int kills = Integer.getInteger("kills", 3);
        long seed = Long.getLong("seed", 5);
        SplittableRandom random = new SplittableRandom(seed);
        long worstLossMs = 0;
        for (int i = 0; i < kills; i++) {
            Path file = folder.resolve("k.mcap");
            Files.deleteIfExists(file);
            List<long[]> progress = killAfter(file, random.nextLong(0, 2_500));
            String where = "seed " + seed + " kill " + i;
            long there = check(file, where);
            long flushed = progress.get(progress.size() - 1)[2];
            assertTrue(there >= flushed, where + ": " + there + " of " + flushed + " frames");
            long killedMs = progress.get(progress.size() - 1)[1];
            // age of the oldest frame that is missing
            for (long[] p : progress)
                if (p[0] > there) worstLossMs = Math.max(worstLossMs, killedMs - p[1]);
        }
        System.out.println(kills + " kills, seed " + seed + ", frames lost were at most " + worstLossMs + " ms old");
    }

    /** @return frames handed over, when (ms), and frames flushed, as it said while it lived */
    private static List<long[]> killAfter(Path file, long delayMs) throws Exception {
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
                progress.add(new long[]{Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])});
                if (end == Long.MAX_VALUE) end = progress.get(0)[1] + delayMs;
                if (progress.get(progress.size() - 1)[1] >= end) break;
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return progress;
    }

    /** @return frames in the file, which are the first ones without a hole */
    private static long check(Path file, String where) throws Exception {
        long[] next = new long[1];
        try (McapReader reader = new McapReader(file)) {
            McapReader.Account account = reader.forEach(m -> {
                Telemetry t = Telemetry.parseFrom(m.data());
                assertEquals(next[0], t.getTick(), where);
                assertEquals(31 * next[0]++, t.getDigest(), where);
            });
            assertEquals(0, account.damages(), where);
        }
        return next[0];
    }
}
