package dev.skycrane.ground.archive;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Writes every frame it is given to a recording, on a thread of its own, and hands it to the operating system at least once a second. The
 * caller waits while the queue is full. {@link #framesNotWritten} counts what could not be written (a full disk); it stays 0 otherwise.
 */
public final class Recorder implements FrameListener, AutoCloseable {
    /** With chunks of pictures of at most some 60 kB this bounds the queue to about 30 MB. */
    private static final int QUEUE_FRAMES = 512;
    private static final long FLUSH_NS = 1_000_000_000L;
    private static final long POLL_MS = 200;

    /** A frame, the start of a run (frame null), or the end. */
    private record Item(ReceivedFrame frame, long runId) {}

    private static final Item END = new Item(null, 0);

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE_FRAMES);
    private final LongFunction<Path> nameOfRun;
    private final Thread thread;
    private RecordingFile file;
    private long lastFlushNs = System.nanoTime();
    private volatile long framesWritten;
    private volatile long framesNotWritten;
    private volatile Path path;
    private volatile String failure;
    private boolean closed;

    /**
     * Records everything into one file, which is created or replaced at once.
     *
     * @throws InputException when it cannot be created
     */
    public Recorder(Path file) {
        this(new RecordingFile(file), null);
    }

    private Recorder(RecordingFile first, LongFunction<Path> nameOfRun) {
        this.nameOfRun = nameOfRun;
        file = first;
        path = first == null ? null : first.path();
        thread = new Thread(this::write, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Records each run into a file of its own, {@code <vehicle>-<run id>.mcap}; a name that is taken gets a number.
     *
     * @throws InputException when the folder cannot be made or written
     */
    public static Recorder inFolder(Path folder, String vehicle) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("recording: folder=" + folder + ", expected a folder that can be made", e);
        }
        if (!Files.isWritable(folder))
            throw InputException.of("recording", "folder", folder, "a folder that can be written");
        return new Recorder(null, runId -> free(folder, vehicle + "-" + Long.toHexString(runId)));
    }

    private static Path free(Path folder, String name) {
        Path path = folder.resolve(name + ".mcap");
        for (int i = 2; Files.exists(path); i++)
            path = folder.resolve(name + "-" + i + ".mcap");
        return path;
    }

    @Override
    public void onRun(long runId) {
        put(new Item(null, runId));
    }

    @Override
    public void onFrame(ReceivedFrame frame) {
        put(new Item(frame, frame.frame().getRunId()));
    }

    private void put(Item item) {
        try {
            queue.put(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lose("interrupted");
        }
    }

    private synchronized void lose(String why) {
        framesNotWritten++;
        if (failure == null) failure = why;
    }

    private void write() {
        try {
            for (Item item = next(); item != END; item = next())
                if (item != null) take(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeFile();
        }
    }

    private Item next() throws InterruptedException {
        Item item = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
        long nowNs = System.nanoTime();
        if (file != null && nowNs - lastFlushNs >= FLUSH_NS) {
            lastFlushNs = nowNs;
            try {
                file.flush();
            } catch (IOException e) {
                lose(e.getMessage());
            }
        }
        return item;
    }

    private void take(Item item) {
        try {
            if (nameOfRun != null && (item.frame() == null || file == null)) {
                closeFile();
                file = new RecordingFile(nameOfRun.apply(item.runId()));
                path = file.path();
            }
            if (item.frame() == null) return;
            file.write(item.frame());
            framesWritten++;
        } catch (IOException | RuntimeException e) {
            lose(e.getMessage());
        }
    }

    private void closeFile() {
        if (file == null) return;
        try {
            file.close();
        } catch (IOException e) {
            lose(e.getMessage());
        }
        file = null;
    }

    /** Frames in the recording, the present run's and earlier ones'. */
    public long framesWritten() {
        return framesWritten;
    }

    /** Frames that could not be written. */
    public long framesNotWritten() {
        return framesNotWritten;
    }

    /** The present file; null before the first run of a folder. */
    public Path path() {
        return path;
    }

    /**
     * Writes what is queued and finishes the file.
     *
     * @throws InputException when something could not be written
     */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        put(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new InputException("recording: file=" + path + ", expected room for every frame, " + framesNotWritten
                    + " not written: " + failure);
        }
    }
}
