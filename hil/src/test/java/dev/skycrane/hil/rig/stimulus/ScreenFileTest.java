package dev.skycrane.hil.rig.stimulus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenFileTest {
    private static final double[] POSE = {0.01, 0.02, 0.03, 4, 5, 6};
    @TempDir
    private Path folder;

    @Test
    void whatStoodThereAtATimeIsSeenByAnotherWhoOpensTheFile() throws Exception {
        Path file = folder.resolve("screen.bin");
        try (ScreenFile screen = ScreenFile.create(file, POSE); ScreenFile eye = ScreenFile.open(file)) {
            assertEquals(0, eye.pictureAt(System.nanoTime()));
            byte[] first = Canvas.empty();
            Canvas.number(first, 41);
            byte[] second = first.clone();
            Canvas.number(second, 42);
            long firstNs = screen.show(first).fromNs();
            screen.move(new double[]{0, 0, 0, 1, 2, 3});
            long secondNs = screen.show(second).fromNs();
            assertEquals(0, eye.pictureAt(firstNs - 1));
            assertEquals(1, eye.pictureAt(firstNs));
            assertEquals(1, eye.pictureAt(secondNs - 1));
            assertEquals(2, eye.pictureAt(secondNs));
            ScreenFile.Seen seen = ScreenFile.picture();
            assertTrue(eye.readPicture(1, seen));
            assertArrayEquals(first, seen.bytes);
            assertArrayEquals(POSE, seen.pose);
            assertTrue(eye.readPicture(2, seen));
            assertArrayEquals(second, seen.bytes);
            assertEquals(secondNs, seen.sinceNs);
            assertEquals(3, seen.pose[5]);
        }
    }

    @Test
    void beatsAreKeptForAWhileAndThenGone() throws Exception {
        Path file = folder.resolve("screen.bin");
        try (ScreenFile screen = ScreenFile.create(file, POSE)) {
            long[] shown = new long[101];
            for (int i = 1; i <= 100; i++)
                shown[i] = screen.beat(Canvas.beat(i)).fromNs();
            ScreenFile.Seen seen = ScreenFile.beat();
            assertEquals(100, screen.beatAt(Long.MAX_VALUE));
            assertTrue(screen.readBeat(100, seen));
            assertArrayEquals(Canvas.beat(100), seen.bytes);
            assertEquals(90, screen.beatAt(Math.max(shown[90], shown[91] - 1)));
            assertFalse(screen.readBeat(30, seen), "its place was taken by another");
        }
    }
}
