package dev.skycrane.proto.mcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Finds the next whole chunk behind damage that made lengths meaningless. */
final class ChunkSearch {
    private static final int WINDOW_BYTES = 1 << 20;
    /** Head, times, sizes, CRC, an empty compression text, length of the records. */
    private static final int LEAST_BYTES = McapFormat.RECORD_HEAD + 8 + 8 + 8 + 4 + 4 + 8;

    /** Places that look like a chunk and are none, before the search gives up: a bound against files made to be slow. */
    private static final int MAX_TRIES = 1000;

    private final FileChannel file;
    private final long size;
    private int tries;

    ChunkSearch(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    /** @return offset of the first whole chunk with a right CRC at or behind {@code from}, or -1 */
    long next(long from) throws IOException {
        for (long at = from; size - at >= LEAST_BYTES && tries < MAX_TRIES; at += WINDOW_BYTES) {
            int length = (int) Math.min(WINDOW_BYTES + LEAST_BYTES - 1L, size - at);
            ByteBuffer window = McapChunk.read(file, at, length).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < WINDOW_BYTES && i + LEAST_BYTES <= length; i++)
                if (window.get(i) == McapFormat.CHUNK && isChunk(window, i, at + i)) return at + i;
        }
        return -1;
    }

    private boolean isChunk(ByteBuffer window, int i, long at) throws IOException {
        long length = window.getLong(i + 1);
        if (length < LEAST_BYTES - McapFormat.RECORD_HEAD || length > size - at - McapFormat.RECORD_HEAD
                || length > McapFormat.MAX_BYTES) {
            return false;
        }
        int nameLength = window.getInt(i + McapFormat.RECORD_HEAD + 28);
        if (nameLength != 0 && nameLength != 3 && nameLength != 4) return false;
        if (tries++ >= MAX_TRIES) return false;
        try {
            McapChunk.records(new RecordCursor(McapChunk.read(file, at + McapFormat.RECORD_HEAD, (int) length), at),
                    at);
            return true;
        } catch (McapException e) {
            return false;
        }
    }
}
