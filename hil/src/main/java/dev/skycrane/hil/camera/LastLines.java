package dev.skycrane.hil.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Drains what a program says on stderr, always, and keeps the end of it. */
final class LastLines {
    private static final int KEPT = 200;
    private static final int MAX_LINE = 500;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread thread;

    LastLines(InputStream in) {
        thread = new Thread(() -> drain(in), "camera-words");
        thread.setDaemon(true);
        thread.start();
    }

    private void drain(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null)
                keep(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line);
        } catch (IOException e) {
            // the program is gone
        }
    }

    private synchronized void keep(String line) {
        if (lines.size() == KEPT) lines.removeFirst();
        lines.addLast(line);
    }

    /** The lines so far, once the program has said everything or the time is over. */
    List<String> after(long waitMs) throws InterruptedException {
        thread.join(waitMs);
        synchronized (this) {
            return List.copyOf(lines);
        }
    }
}
