package dev.skycrane.ground.archive;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes every frame it is given to a recording, on a thread of its own, and hands it to the operating system at least once a second. The
 * caller waits while the queue is full. When the disk takes nothing more, frames are left out and counted in {@link #framesNotWritten}, the
 * file stays whole, and writing goes on as soon as there is room.
 */
public final class Recorder implements FrameListener, AutoCloseable {
    /** A file of a folder that has grown to this gives way to the next. */
    static final long SEGMENT_BYTES = 1L << 30;
    /** Half of the second that the end of the process may cost: the thread may get its turn late. */
    private static final long FLUSH_NS = 500_000_000L;
    private static final long POLL_MS = 200;

    private final FrameQueue queue = new FrameQueue();
    private final RecordingFolder folder;
    private final RecorderListener listener;
    private final Thread thread;
    private RecordingFile file;
    private long runId;
    /** What the vehicle said of the run; stands at the head of every file. */
    private ReceivedFrame header;
    private long lastFlushNs = System.nanoTime();
    private long lastUnixNs;
    /** Frames left out since the disk was found full; -1 while it is not. */
    private long leftOut = -1;
    private volatile long framesWritten;
    private volatile long framesNotWritten;
    private volatile long framesFlushed;
    private volatile Path path;
    private volatile String failure;
    private boolean closed;

    /**
     * Records everything into one file, which is created or replaced at once.
     *
     * @throws InputException when it cannot be created
     */
    public Recorder(Path file) {
        this(new RecordingFile(file, RecordingFile.PLAIN), null, RecorderListener.NOBODY);
    }

    Recorder(RecordingFile first, RecordingFolder folder, RecorderListener listener) {
        this.folder = folder;
        this.listener = listener;
        file = first;
        path = first == null ? null : first.path();
        thread = new Thread(this::write, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Records each run into files of its own, {@code <vehicle>-<run id>.mcap}; a name that is taken gets a number.
     *
     * @throws InputException when the folder cannot be made or written
     */
    public static Recorder inFolder(Path folder, String vehicle) {
        return new Recorder(null, RecordingFolder.open(folder, vehicle, RecordingFile.PLAIN, null),
                RecorderListener.NOBODY);
    }

    /** The same with an index of the folder, and somebody who hears of troubles. */
    public static Recorder inFolder(Path folder, String vehicle, RecordingIndex index, RecorderListener listener) {
        return new Recorder(null, RecordingFolder.open(folder, vehicle, RecordingFile.PLAIN, index), listener);
    }

    @Override
    public void onRun(long newRunId) {
        put(new FrameQueue.Item(null, newRunId));
    }

    @Override
    public void onFrame(ReceivedFrame frame) {
        put(new FrameQueue.Item(frame, frame.frame().getRunId()));
    }

    private void put(FrameQueue.Item item) {
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
            while (writeHeap(queue.take(POLL_MS)))
                flushWhenDue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeFile();
        }
    }

    /** @return false at the end */
    private boolean writeHeap(List<FrameQueue.Item> heap) {
        for (FrameQueue.Item item : heap) {
            if (item == FrameQueue.END) return false;
            take(item);
        }
        return true;
    }

    private void flushWhenDue() {
        long nowNs = System.nanoTime();
        if (file == null || nowNs - lastFlushNs < FLUSH_NS) return;
        lastFlushNs = nowNs;
        flush();
    }

    private void flush() {
        try {
            file.flush();
            framesFlushed = framesWritten;
            if (folder != null) folder.note(file, false, lastUnixNs);
            if (leftOut >= 0) {
                long lost = leftOut;
                leftOut = -1;
                listener.onResumed(lost);
            }
        } catch (IOException e) {
            stop(e);
        }
    }

    private void stop(IOException e) {
        if (leftOut >= 0) return;
        leftOut = 0;
        listener.onStopped(e.getMessage());
    }

    private void take(FrameQueue.Item item) {
        try {
            if (folder != null && (item.frame() == null || file == null)) {
                if (item.runId() != runId) header = null;
                runId = item.runId();
                nextFile();
            }
            if (item.frame() == null) return;
            lastUnixNs = item.frame().receiptUnixNs();
            if (isHeader(item.frame())) header = item.frame();
            if (leftOut >= 0) {
                leftOut++;
                lose("disk full");
                return;
            }
            file.write(item.frame());
            framesWritten++;
            if (folder != null && file.size() >= SEGMENT_BYTES) nextFile();
        } catch (IOException e) {
            lose(e.getMessage());
            stop(e);
            leftOut++;
        } catch (RuntimeException e) {
            lose(e.getMessage());
        }
    }

    private static boolean isHeader(ReceivedFrame frame) {
        return frame.key().kind() == StreamKind.SEN && frame.key().stream().equals(StreamKey.RUN);
    }

    private void nextFile() throws IOException {
        closeFile();
        file = folder.next(runId, lastUnixNs);
        path = file.path();
        if (header != null) file.write(header);
    }

    private void closeFile() {
        if (file == null) return;
        try {
            file.close();
            if (folder != null) folder.note(file, true, lastUnixNs);
        } catch (IOException e) {
            lose(e.getMessage());
        }
        file = null;
    }

    /** Frames in the recording, the present run's and earlier ones'. */
    public long framesWritten() {
        return framesWritten;
    }

    /** Frames that are with the operating system, at least: they survive the end of this process. */
    public long framesFlushed() {
        return framesFlushed;
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
        put(FrameQueue.END);
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
