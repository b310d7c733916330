package dev.skycrane.ground.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.telecommand.CommandSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CommandCountersTest {
    @TempDir
    private Path folder;

    @Test
    void noCounterIsGivenOutTwiceWhoeverAsks() {
        Path file = folder.resolve("counter");
        assertEquals(1, CommandCounters.in(file).next(7, 1));
        assertEquals(2, CommandCounters.in(file).next(7, 1));
        CommandCounters one = CommandCounters.in(file);
        CommandCounters other = CommandCounters.in(file);
        for (int i = 3; i < 40; i += 2) {
            assertEquals(i, one.next(7, 1));
            assertEquals(i + 1, other.next(7, 1));
        }
        assertEquals(1, CommandCounters.in(file).next(-8, 1), "a run of its own");
        assertEquals(2, CommandCounters.in(file).next(-8, 1));
    }

    @Test
    void vehiclesCounterIsFollowedUnlessItWouldShutUsOut() {
        CommandCounters counters = CommandCounters.inMemory();
        assertEquals(5_000, counters.next(7, 5_000), "nothing known of this run yet");
        assertEquals(5_100, counters.next(7, 5_100));
        assertEquals(5_101, counters.next(7, 5_100 + CommandSeal.WINDOW + 1));
        assertEquals(5_102, counters.next(7, Long.MAX_VALUE));
    }

    @Test
    void foreignFileIsRefusedAndLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("letter"), "Dear Sir or Madam, this is no counter.");
        InputException e = assertThrows(InputException.class, () -> CommandCounters.in(file).next(7, 1));
        assertEquals("command counter: file=" + file + ", expected a file written by this program", e.getMessage());
        assertEquals("Dear Sir or Madam, this is no counter.", Files.readString(file));
        assertThrows(InputException.class, () -> CommandCounters.in(folder).next(7, 1));
    }
}
