package dev.skycrane.ground.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.McapReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FullDiskTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsWholeAndRecordingGoesOnWhenThereIsRoom() throws Exception {
        AtomicLong quota = new AtomicLong(100_000);
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        Path path = folder.resolve("a.mcap");
        RecordingFile file = new RecordingFile(path, p -> new QuotaChannel(RecordingFile.PLAIN.create(p), quota));
        Recorder recorder = new Recorder(file, null, new RecorderListener() {
            @Override
            public void onStopped(String why) {
                news.add("stopped: " + why);
            }

            @Override
            public void onResumed(long lost) {
                news.add("resumed " + lost);
            }
        });
        long sequence = 0;
        while (news.isEmpty())
            recorder.onFrame(Victim.frame(sequence++));
        assertEquals("stopped: No space left on device", news.take());
        for (int i = 0; i < 500; i++)
            recorder.onFrame(Victim.frame(sequence++));
        try (McapReader reader = new McapReader(path)) {
            McapReader.Account account = reader.forEach(m -> {});
            assertEquals(account.size(), account.end(), "cut back to what is whole");
            assertEquals(0, account.damages());
        }
        quota.set(Long.MAX_VALUE);
        String resumed = news.take();
        assertTrue(resumed.startsWith("resumed "), resumed);
        long lost = Long.parseLong(resumed.substring(8));
        for (int i = 0; i < 100; i++)
            recorder.onFrame(Victim.frame(sequence++));
        assertThrows(InputException.class, recorder::close, "says that frames are missing");
        assertEquals(lost, recorder.framesNotWritten());
        Set<Long> there = new HashSet<>();
        try (McapReader reader = new McapReader(path)) {
            assertTrue(reader.forEach(m -> there.add(m.sequence())).finished());
        }
        assertEquals(sequence - lost, there.size());
        assertTrue(there.contains(sequence - 1));
    }
}
