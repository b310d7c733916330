package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command is told to end in the middle of its work. */
@Timeout(60)
final class LeftoversTest {
    /** A command with a process that does not look at its input, and a folder with something in it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            Process process = Leftovers.with(new ProcessBuilder("sleep", "600").start());
            Path folder = Leftovers.folder("skycrane-leftovers-test");
            Files.writeString(Files.createDirectory(folder.resolve("deeper")).resolve("file"), "text");
            System.out.println(process.pid() + " " + folder);
            process.waitFor();
        }
    }

    @Test
    void itsProcessesAndFoldersGoWithIt() throws Exception {
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = holder.inputReader()) {
            String[] words = out.readLine().split(" ");
            ProcessHandle child = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            assertTrue(child.isAlive());
            assertTrue(Files.exists(Path.of(words[1])));
            holder.destroy();
            assertTrue(holder.waitFor(30, TimeUnit.SECONDS), "told to end");
            child.onExit().get(10, TimeUnit.SECONDS);
            assertFalse(Files.exists(Path.of(words[1])), words[1]);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void whatWasTakenAwayInTheOrdinaryWayIsForgotten() throws IOException {
        Path folder = Leftovers.folder("skycrane-leftovers-test");
        Files.writeString(folder.resolve("file"), "text");
        Leftovers.delete(folder);
        assertFalse(Files.exists(folder));
        Leftovers.delete(folder);
    }
}
