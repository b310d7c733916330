package dev.skycrane.ground.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A file on a disk of limited size: a write takes what fits, the next one fails. */
final class QuotaChannel extends FileChannel {
    private final FileChannel file;
    private final AtomicLong quota;

    QuotaChannel(FileChannel file, AtomicLong quota) {
        this.file = file;
        this.quota = quota;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        file.position(newPosition);
        return this;
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    /** What fits from there, of so much; at least one byte. */
    private int fitting(long position, int wanted) throws IOException {
        long room = quota.get() - position;
        if (room <= 0) throw new IOException("No space left on device");
        return (int) Math.min(room, wanted);
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        int n = write(src, file.position());
        file.position(file.position() + n);
        return n;
    }

    @Override
    public int write(ByteBuffer src, long position) throws IOException {
        int limit = src.limit();
        src.limit(src.position() + fitting(position, src.remaining()));
        int n = file.write(src, position);
        src.limit(limit);
        return n;
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++)
            while (srcs[i].hasRemaining())
                written += write(srcs[i]);
        return written;
    }

    @Override
    public long transferFrom(ReadableByteChannel src, long position, long count) throws IOException {
        return file.transferFrom(src, position, fitting(position, (int) Math.min(count, Integer.MAX_VALUE)));
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        return file.read(dst);
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
        return file.read(dst, position);
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        return file.read(dsts, offset, length);
    }

    /** A mapping could grow the file, so it may not reach beyond what fits. */
    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        if (position + size > quota.get()) throw new IOException("No space left on device");
        return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
