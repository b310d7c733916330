package dev.skycrane.hil.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the hil program in a process of its own, with the classes under test. */
public final class Program {
    private static final String MAIN = "dev.skycrane.hil.command.HilMain";
    private static final long LIMIT_S = 180;

    /** What became of it. */
    public record Result(int exitCode, String out, String err) {
        /** Fails unless the input was refused as it must be: code 2, exactly one line, no trace. */
        public Result assertRefused(String lineStart) {
            if (exitCode != 2 || err.lines().count() != 1 || !err.startsWith(lineStart)) {
                throw new AssertionError(
                        "expected exit 2 and one line starting with \"" + lineStart + "\", was " + exitCode + "\n"
                                + err);
            }
            return this;
        }
    }

    private Program() {}

    /** Runs {@code hil ARGS} in {@code folder}. */
    public static Result hil(Path folder, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(args));
        return run(folder, command);
    }

    /** Runs a command with its output in files, so that neither side can block. */
    public static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
                    .redirectError(err.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("command: seconds=" + LIMIT_S + ", expected to end: " + command);
            }
            return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
