package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraEvents;
import dev.skycrane.hil.rig.doctor.Machine;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RigWatchTest {
    @TempDir
    private Path folder;
    private final CameraEvents events = new CameraEvents();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Row 7. */
    @Test
    void throttledBoardIsAnEventAndMarksTheRun() throws Exception {
        Path program = Files.writeString(folder.resolve("vcgencmd"), "#!/bin/sh\necho throttled=0x50005\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        RigWatch watch = new RigWatch(events, new Machine(folder, folder.toString()), lines::add);
        String line = lines.poll(10, TimeUnit.SECONDS);
        watch.close();
        assertTrue(line != null && line.contains("THROTTLED") && line.contains("under-voltage"), line);
        assertTrue(watch.throttled());
        assertEquals(7, CameraEvent.Kind.THROTTLED.row());
    }

    @Test
    void machineThatIsNoBoardIsNotThrottled() {
        RigWatch watch = new RigWatch(events, new Machine(folder, folder.toString()), lines::add);
        watch.close();
        assertFalse(watch.throttled());
        assertEquals(List.of(), List.copyOf(lines));
    }

    @Test
    void whatHappensIsAnEventOfTheDictionaryToo() {
        events.note(CameraEvent.Kind.STALE, "of the calibration", 0);
        RigNews news = new RigNews(events);
        for (CameraEvent.Kind kind : CameraEvent.Kind.values())
            events.note(kind, "", 5_000_000_000L);
        EventBatch batch = news.apply(128);
        assertEquals(CameraEvent.Kind.values().length, batch.getEventsCount());
        EventRecord throttled = batch.getEvents(CameraEvent.Kind.THROTTLED.ordinal());
        assertEquals(2_000_000_000L, throttled.getOnboardNs());
        String text = Dictionary.standard().event(throttled.getCodeValue())
                .text(throttled.getArgsList().stream().mapToDouble(Double::doubleValue).toArray());
        assertTrue(text.startsWith("camera rig: throttled, row 7"), text);
        assertEquals(0, news.apply(129).getEventsCount(), "each is told once");
    }

    /** What happens thirty times a second is told after 1, 2, 4 s and counted in full; after a pause it is news again. */
    @Test
    void whatHappensAgainAndAgainIsToldMoreAndMoreSeldom() {
        for (int i = 0; i < 300; i++)
            events.note(CameraEvent.Kind.STALE, "photograph " + i, i * 30_000_000L);
        assertEquals(300, events.count(CameraEvent.Kind.STALE));
        List<CameraEvent> told = events.after(0);
        assertEquals(List.of(0L, 33L, 66L, 133L), told.stream().map(CameraEvent::unsaid).toList());
        for (long s : new long[]{40, 42})
            events.note(CameraEvent.Kind.STALE, "later", s * 1_000_000_000L);
        assertEquals(6, events.told());
    }
}
