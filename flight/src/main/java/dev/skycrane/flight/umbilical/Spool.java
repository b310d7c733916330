package dev.skycrane.flight.umbilical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * Room on disk for what an outbox cannot hold in memory: contents of one kind written one after the other into files, each file gone when
 * all of it is released. Kinds do not share files: what is given up of one, oldest first, makes room whatever else is kept. The files have no name once they are open, so a program that is killed leaves none
 * behind: the spool bridges an outage of the link, not one of the program. A content is read back with its CRC-32C checked.
 */
final class Spool implements AutoCloseable {
    private static final long MOST_FILE_BYTES = 16L << 20;
    /** Files that fit into a small spool, so that giving up a little makes room. */
    private static final int LEAST_FILES = 16;
    /** A disk that has refused is left alone for a while. */
    private static final long RETRY_NS = 200_000_000L;

    /** A content in a file. */
    record Blob(File file, long offset, int length, int crc) {}

    /** One file and how many contents in it are still wanted. */
    static final class File {
        private final FileChannel channel;
        private final Object kind;
        private long size;
        private int wanted;

        private File(FileChannel channel, Object kind) {
            this.channel = channel;
            this.kind = kind;
        }
    }

    private final Path folder;
    private final long limitBytes;
    private final LongSupplier nanoClock;
    private final Set<File> files = new HashSet<>();
    /** The one being written, by kind. */
    private final Map<Object, File> last = new IdentityHashMap<>();
    private final long fileBytes;
    private long bytes;
    private long failures;
    private long retryNs;
    private boolean failing;

    /** @param limitBytes of all files together */
    Spool(Path folder, long limitBytes, LongSupplier nanoClock) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.nanoClock = nanoClock;
        fileBytes = Math.min(MOST_FILE_BYTES, limitBytes / LEAST_FILES);
    }

    /** @return where it is, or null when there is no room or the disk refuses */
    Blob write(Object kind, byte[] content) {
        if (isFull(content.length) || failing && nanoClock.getAsLong() - retryNs < 0) return null;
        try {
            File file = fileFor(kind, content.length);
            long offset = file.size;
            ByteBuffer from = ByteBuffer.wrap(content);
            while (from.hasRemaining())
                file.channel.write(from, offset + from.position());
            file.size += content.length;
            file.wanted++;
            bytes += content.length;
            failing = false;
            return new Blob(file, offset, content.length, crc(content));
        } catch (IOException e) {
            failures++;
            failing = true;
            retryNs = nanoClock.getAsLong() + RETRY_NS;
            return null;
        }
    }

    private File fileFor(Object kind, int length) throws IOException {
        File before = last.get(kind);
        if (before != null && before.size + length <= fileBytes) return before;
        Path path = folder.resolve("skycrane-" + Long.toHexString(new java.security.SecureRandom().nextLong())
                + ".spool");
        Files.createDirectories(folder);
        File file = new File(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE), kind);
        last.put(kind, file);
        files.add(file);
        if (before != null && before.wanted == 0) remove(before);
        return file;
    }

    /** @throws IOException when the disk does not give back what it was given */
    byte[] read(Blob blob) throws IOException {
        byte[] content = new byte[blob.length];
        ByteBuffer to = ByteBuffer.wrap(content);
        while (to.hasRemaining()) {
            if (blob.file.channel.read(to, blob.offset + to.position()) < 0) throw new IOException("spool: file ended");
        }
        if (crc(content) != blob.crc) throw new IOException("spool: wrong checksum");
        return content;
    }

    /** The content is not wanted any more. */
    void release(Blob blob) {
        File file = blob.file;
        if (--file.wanted > 0) return;
        if (file == last.get(file.kind)) empty(file);
        else
            remove(file);
    }

    /** The file being written is all read: begin it anew. */
    private void empty(File file) {
        try {
            file.channel.truncate(0);
            bytes -= file.size;
            file.size = 0;
        } catch (IOException e) {
            failures++;
        }
    }

    private void remove(File file) {
        files.remove(file);
        bytes -= file.size;
        try {
            file.channel.close();
        } catch (IOException e) {
            failures++;
        }
    }

    boolean isFull(long more) {
        return bytes + more > limitBytes;
    }

    /** On disk, what is not wanted any more but shares a file with what is included. */
    long bytes() {
        return bytes;
    }

    /** Times the disk refused. */
    long failures() {
        return failures;
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        for (File file : Set.copyOf(files))
            remove(file);
        last.clear();
    }
}
