package dev.skycrane.ground.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the system's ffmpeg that makes one file. It writes beside the file's name; only a run that ends well moves it there, so that no
 * half-written product stays.
 */
final class Ffmpeg implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final Process process;
    private final Thread drain;
    private volatile String lastLine = "no message";
    private boolean finished;

    private Ffmpeg(Path file, Path part, Process process) {
        this.file = file;
        this.part = part;
        this.process = process;
        drain = new Thread(this::drain, "ffmpeg-messages");
        drain.setDaemon(true);
        drain.start();
    }

    /**
     * Starts it.
     *
     * @param program its name or path
     * @param arguments all between the program and the output file
     * @throws IOException if there is no such program
     */
    static Ffmpeg start(String program, Path file, List<String> arguments) throws IOException {
        String name = file.getFileName().toString();
        Path part = file.resolveSibling("part-" + name);
        List<String> command = new ArrayList<>(List.of(program, "-hide_banner", "-loglevel", "error", "-y"));
        command.addAll(arguments);
        command.add(part.toString());
        try {
            return new Ffmpeg(file, part, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new IOException("ffmpeg=" + program + ", expected the program (Debian: apt install ffmpeg)", e);
        }
    }

    private void drain() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                if (!line.isBlank()) lastLine = line.strip();
        } catch (IOException e) {
            lastLine = e.getMessage();
        }
    }

    /** Where pictures go. */
    OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for the end and puts the file in its place. @throws IOException with ffmpeg's own words if it failed */
    void finish() throws IOException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has gone already; its exit code says why
        }
        try {
            int code = process.waitFor();
            drain.join(1000);
            if (code != 0) throw new IOException("ffmpeg=exit code " + code + ", expected 0 (" + lastLine + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    /** Why it went, for when writing to it fails. */
    String complaint() {
        try {
            process.waitFor(2, TimeUnit.SECONDS);
            drain.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lastLine;
    }

    @Override
    public void close() {
        if (finished) return;
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // nothing more can be done about a leftover
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
