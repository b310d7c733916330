package dev.skycrane.hil.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes and temporary folders that a command has made and that must not outlive it. Whoever made them takes them away in the ordinary
 * way; when this program is told to end in the middle (Ctrl-C, {@code kill}), they go with it. Any thread.
 */
final class Leftovers {
    private static final long DEATH_S = 5;
    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::takeAway, "leftovers"));
    }

    private Leftovers() {}

    /** A process that dies with this one. */
    static Process with(Process process) {
        PROCESSES.add(process);
        process.onExit().thenRun(() -> PROCESSES.remove(process));
        if (ending) process.destroyForcibly();
        return process;
    }

    /** A new temporary folder. */
    static Path folder(String name) throws IOException {
        Path folder = Files.createTempDirectory(name);
        FOLDERS.add(folder);
        return folder;
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                    Files.deleteIfExists(path);
            }
        }
        FOLDERS.remove(folder);
    }

    private static void takeAway() {
        ending = true;
        PROCESSES.forEach(Process::destroyForcibly);
        try {
            for (Process process : PROCESSES)
                process.waitFor(DEATH_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Path folder : FOLDERS) {
            try {
                delete(folder);
            } catch (IOException | UncheckedIOException e) {
                // somebody still works in there; the system cleans its folder for temporary files
            }
        }
    }
}
