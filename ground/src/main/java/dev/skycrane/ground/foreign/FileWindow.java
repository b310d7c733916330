package dev.skycrane.ground.foreign;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's bytes through a window that moves over it. */
final class FileWindow implements Closeable {
    private static final int BYTES = 1 << 20;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer window;
    private long begin;

    FileWindow(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        size = file.size();
        window = ByteBuffer.allocate(BYTES).limit(0);
    }

    /** A file that is in memory as a whole. */
    FileWindow(byte[] content) {
        file = null;
        size = content.length;
        window = ByteBuffer.wrap(content);
    }

    long size() {
        return size;
    }

    /** Whether that many bytes are there. */
    boolean holds(long at, int length) {
        return at >= 0 && size - at >= length;
    }

    /** Bytes of the file, big-endian; good until the next call. The caller has checked that the file holds them. */
    ByteBuffer at(long at, int length) throws IOException {
        if (at < begin || at + length > begin + window.limit()) fill(at, length);
        return window.slice((int) (at - begin), length);
    }

    private void fill(long at, int length) throws IOException {
        if (length > BYTES / 2)
            throw new IllegalArgumentException("window: bytes=" + length + ", expected at most " + BYTES / 2);
        window.clear();
        // who looks ahead comes back
        begin = Math.max(0, at - BYTES / 2);
        while (window.hasRemaining()) {
            int read = file.read(window, begin + window.position());
            if (read < 0) break;
        }
        window.flip();
        if (begin + window.limit() < at + length) throw new IOException("the file has become shorter, at byte " + at);
    }

    @Override
    public void close() throws IOException {
        if (file != null) file.close();
    }
}
