package dev.skycrane.hil.rig.strobe;

import dev.skycrane.hil.camera.CameraFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edges of a GPIO line, as {@code gpiomon} of libgpiod 1 or 2 prints them with the kernel's monotonic time. Read on a thread of its own; ends
 * with {@link #close}.
 */
final class GpioEdges implements AutoCloseable {
    /**
     * An edge.
     *
     * @param timeNs on the monotonic clock
     * @param rising otherwise falling
     */
    record Edge(long timeNs, boolean rising) {}

    /** Type, seconds, nanoseconds: libgpiod 1 prints them apart, 2 as a decimal fraction. Rising is 1 in both, falling 0 or 2. */
    private static final Pattern LINE = Pattern
            .compile("\\s*([012])\\s+(\\d{1,10})(?:\\.(\\d{1,9})|\\s+(\\d{1,9}))\\s*");
    private static final long SECOND_NS = 1_000_000_000L;

    private final Process process;
    private final List<Edge> edges = new ArrayList<>();
    private long unreadable;

    private GpioEdges(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "gpio-edges");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Begins to listen.
     *
     * @param gpiomon the program
     * @param libgpiod its major version
     * @throws CameraFault if there is no such program
     */
    static GpioEdges listen(String gpiomon, int libgpiod, String chip, int line) throws CameraFault {
        try {
            return new GpioEdges(new ProcessBuilder(command(gpiomon, libgpiod, chip, line))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new CameraFault("strobe: gpiomon=" + e.getMessage() + ", expected libgpiod's tools (package gpiod)",
                    false);
        }
    }

    /** The whole command; {@code stdbuf} since edges must not wait in its output for more of them. */
    static List<String> command(String gpiomon, int libgpiod, String chip, int line) {
        List<String> words = new ArrayList<>(List.of("stdbuf", "-oL", gpiomon));
        words.addAll(libgpiod < 2
                ? List.of("-F", "%e %s %n", chip, "" + line)
                : List.of("-c", chip, "-E", "monotonic", "-F", "%e %S", "" + line));
        return words;
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line;
            while ((line = in.readLine()) != null)
                take(parse(line));
        } catch (IOException e) {
            // closed
        }
    }

    private synchronized void take(Edge edge) {
        if (edge == null) {
            unreadable++;
        } else {
            edges.add(edge);
        }
    }

    /** An edge of a line, null if it is none. */
    static Edge parse(String line) {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) return null;
        String fraction = m.group(3);
        long ns = fraction == null
                ? Long.parseLong(m.group(4))
                : Long.parseLong((fraction + "000000000").substring(0, 9));
        return new Edge(Long.parseLong(m.group(2)) * SECOND_NS + ns, m.group(1).equals("1"));
    }

    /** All edges so far, in order. */
    synchronized List<Edge> edges() {
        return List.copyOf(edges);
    }

    /** Lines that made no sense. */
    synchronized long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
