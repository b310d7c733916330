package dev.skycrane.proto.mcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the chunks of a file that has no summary by their heads and message indices; what is inside is not read. */
final class ChunkScan {
    /** Times, sizes, CRC, length of the compression's name, its name, length of the records. */
    private static final int HEAD_BYTES = 8 + 8 + 8 + 4 + 4;
    private static final int MAX_NAME = 16;

    private final FileChannel file;
    private final long size;

    ChunkScan(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    List<ChunkPlace> places() throws IOException {
        List<ChunkPlace> places = new ArrayList<>();
        long at = McapFormat.MAGIC.length;
        ChunkPlace chunk = null;
        Map<Integer, Long> indices = new LinkedHashMap<>();
        while (size - at >= McapFormat.RECORD_HEAD) {
            ByteBuffer head = read(at, McapFormat.RECORD_HEAD);
            int opcode = head.get() & 0xff;
            long length = head.getLong();
            if (opcode == 0 || length < 0 || length > size - at - McapFormat.RECORD_HEAD) {
                long next = new ChunkSearch(file, size).next(at + 1);
                if (next < 0) break;
                at = next;
                continue;
            }
            if (opcode == McapFormat.CHUNK) {
                if (chunk != null) places.add(with(chunk, indices));
                indices = new LinkedHashMap<>();
                chunk = chunk(at, length);
            } else if (opcode == McapFormat.MESSAGE_INDEX && length >= 2) {
                indices.put(read(at + McapFormat.RECORD_HEAD, 2).getShort() & 0xffff, at);
            } else if (opcode == McapFormat.DATA_END) {
                break;
            }
            at += McapFormat.RECORD_HEAD + length;
        }
        if (chunk != null) places.add(with(chunk, indices));
        return places;
    }

    private ChunkPlace chunk(long at, long length) throws IOException {
        int wanted = (int) Math.min(length, HEAD_BYTES + MAX_NAME + 8);
        RecordCursor c = new RecordCursor(read(at + McapFormat.RECORD_HEAD, wanted), at);
        long first = c.u64();
        long last = c.u64();
        long plain = c.u64();
        c.u32();
        return new ChunkPlace(first, last, at, McapFormat.RECORD_HEAD + length, Map.of(), 0, c.text(), c.u64(), plain);
    }

    private static ChunkPlace with(ChunkPlace p, Map<Integer, Long> indices) {
        return new ChunkPlace(p.firstNs(), p.lastNs(), p.offset(), p.length(), indices, 0, p.compression(), p
                .compressedSize(), p.size());
    }

    private ByteBuffer read(long at, int length) throws IOException {
        return McapChunk.read(file, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
