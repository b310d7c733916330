package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraEvents;
import dev.skycrane.hil.rig.doctor.Machine;
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

    /** What happens thirty times a second is told once a second and counted in full. */
    @Test
    void whatHappensAgainAndAgainIsToldOnceASecond() {
        for (int i = 0; i < 100; i++)
            events.note(CameraEvent.Kind.STALE, "photograph " + i, i * 30_000_000L);
        assertEquals(100, events.count(CameraEvent.Kind.STALE));
        List<CameraEvent> told = events.after(0);
        assertEquals(3, told.size());
        assertEquals(33, told.get(1).unsaid());
    }
}
