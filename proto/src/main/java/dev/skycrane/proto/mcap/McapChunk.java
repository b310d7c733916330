package dev.skycrane.proto.mcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/** One chunk from bytes to records. */
final class McapChunk {
    private McapChunk() {}

    /**
     * The records inside, unpacked and checked.
     *
     * @param c content of the chunk record
     * @param at offset of the chunk in the file, for messages
     */
    static ByteBuffer records(RecordCursor c, long at) throws McapException {
        c.u64();
        c.u64();
        long plainSize = c.u64();
        long crc = c.u32();
        Compression compression = Compression.of(c.text());
        if (compression == null) throw new McapException("mcap chunk", at, "compression zstd, lz4 or none");
        byte[] packed = c.array(c.u64());
        if (plainSize < 0 || plainSize > McapFormat.MAX_BYTES
                || compression == Compression.NONE && plainSize != packed.length) {
            throw new McapException("mcap chunk", at, "a size that its records have");
        }
        ByteBuffer records = compression.decompress(packed, (int) plainSize, at);
        CRC32 found = new CRC32();
        found.update(records.duplicate());
        if (crc != 0 && crc != found.getValue()) throw new McapException("mcap chunk", at, "its CRC-32");
        return records;
    }

    /** Exactly {@code length} bytes from {@code at}; the caller has checked that the file holds them. */
    static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0)
                throw new McapException("mcap file", at, length + " bytes, the file has become shorter");
        }
        return bytes.flip();
    }
}
