package dev.skycrane.hil.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program of ours in a process of its own, on the class path of this one. It says {@code ready}, then lines, at the end one line of
 * JSON; it ends when its standard input does, after having finished what it was at, and at once when this program is told to end.
 */
public final class ChildProcess implements AutoCloseable {
    private static final long START_S = 180;
    private static final long DUMP_S = 20;

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<JsonNode> result = new CompletableFuture<>();
    private final StringBuilder tail = new StringBuilder();

    private ChildProcess(Process process, Consumer<String> lines) {
        this.process = process;
        Thread reader = new Thread(() -> read(lines), "child-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code hil ARGS} and waits until it is ready.
     *
     * @param lines told every line between {@code ready} and the result, on a thread of its own
     */
    public static ChildProcess hil(List<String> jvm, List<String> args, Consumer<String> lines) throws IOException {
        return java(System.getProperty("java.class.path"), jvm, "dev.skycrane.hil.command.HilMain", args, lines);
    }

    /** The same for another main class and class path. */
    public static ChildProcess java(String classPath, List<String> jvm, String main, List<String> args,
            Consumer<String> lines) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(args);
        return start(command, lines);
    }

    /** The same, with files of at most {@code kibibytes}: a write beyond fails as on a full disk. */
    static ChildProcess hilOnSmallDisk(int kibibytes, List<String> jvm, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.skycrane.hil.command.HilMain"));
        command.addAll(args);
        return start(command, line -> {});
    }

    private static ChildProcess start(List<String> command, Consumer<String> lines) throws IOException {
        Process process = Leftovers.with(new ProcessBuilder(command).redirectErrorStream(true).start());
        ChildProcess child = new ChildProcess(process, lines);
        try {
            child.ready.get(START_S, TimeUnit.SECONDS);
            return child;
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            child.kill();
            throw new IOException("process: command=" + command.get(command.size() - 1) + ", expected it to get ready: "
                    + child.tail, e);
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("ready")) ready.complete(null);
                else if (line.startsWith("{")) result.complete(new ObjectMapper().readTree(line));
                else if (Character.isUpperCase(line.isEmpty() ? ' ' : line.charAt(0)) && line.startsWith(" ", 1))
                    accept(line, lines);
                else if (tail.length() < 4000) tail.append(line).append("; ");
            }
        } catch (IOException e) {
            tail.append(e);
        }
        ready.completeExceptionally(new IOException("ended"));
        result.completeExceptionally(new IOException("process ended without a result: " + tail));
    }

    /** A line that is not what it should be is no reason to stop reading: the process would stand still with its pipe full. */
    private void accept(String line, Consumer<String> lines) {
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            tail.append(line).append(" (").append(e).append("); ");
        }
    }

    /** Closes its input and waits for its result. */
    public JsonNode finish(Duration timeout) throws IOException {
        process.getOutputStream().close();
        return result(timeout);
    }

    /** Waits for its result. */
    public JsonNode result(Duration timeout) throws IOException {
        try {
            JsonNode json = result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.waitFor(5, TimeUnit.SECONDS);
            return json;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("process " + process.pid() + ": no result: " + e.getMessage() + "; it said: " + tail,
                    e);
        }
    }

    /**
     * Writes down where its threads stand, with the JDK's {@code jcmd}.
     *
     * @return false where there is no JDK, or the process does not answer
     */
    boolean dumpThreads(Path file) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) return false;
        try {
            Process dump = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "Thread.print", "-l")
                    .redirectErrorStream(true).redirectOutput(file.toFile()).start();
            if (dump.waitFor(DUMP_S, TimeUnit.SECONDS)) return dump.exitValue() == 0;
            dump.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory, bytes; 0 where the system does not say. */
    public long residentBytes() {
        return residentBytes(process.pid());
    }

    static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status")))
                if (line.startsWith("VmRSS:")) return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    /** Processor time used so far, seconds. */
    public double cpuSeconds() {
        return cpuSeconds(process.toHandle());
    }

    static double cpuSeconds(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
