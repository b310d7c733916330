package dev.skycrane.proto.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads fields of one record; every length is checked against what is there. */
final class RecordCursor {
    private final ByteBuffer bytes;
    private final long offset;

    /** @param offset of the record in the file, for messages */
    RecordCursor(ByteBuffer content, long offset) {
        bytes = content.order(ByteOrder.LITTLE_ENDIAN);
        this.offset = offset;
    }

    private void need(long length) throws McapException {
        if (length < 0 || length > bytes.remaining()) {
            throw new McapException("mcap record", offset, length + " more bytes, has " + bytes.remaining());
        }
    }

    int u8() throws McapException {
        need(1);
        return bytes.get() & 0xff;
    }

    int u16() throws McapException {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    long u32() throws McapException {
        need(4);
        return bytes.getInt() & 0xffffffffL;
    }

    long u64() throws McapException {
        need(8);
        return bytes.getLong();
    }

    ByteBuffer slice(long length) throws McapException {
        need(length);
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    byte[] array(long length) throws McapException {
        byte[] out = new byte[slice(length).remaining()];
        bytes.get(bytes.position() - out.length, out);
        return out;
    }

    String text() throws McapException {
        return StandardCharsets.UTF_8.decode(slice(u32())).toString();
    }

    Map<String, String> map() throws McapException {
        RecordCursor entries = new RecordCursor(slice(u32()), offset);
        Map<String, String> map = new LinkedHashMap<>();
        while (entries.remaining() > 0)
            map.put(entries.text(), entries.text());
        return map;
    }

    int remaining() {
        return bytes.remaining();
    }

    /** What is left, not consumed by reading it. */
    ByteBuffer view() {
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    McapSchema schema() throws McapException {
        return new McapSchema(u16(), text(), text(), array(u32()));
    }

    McapChannel channel() throws McapException {
        return new McapChannel(u16(), u16(), text(), text(), map());
    }

    McapStatistics statistics() throws McapException {
        long messages = u64();
        int schemas = u16();
        int channels = (int) u32();
        int attachments = (int) u32();
        int metadata = (int) u32();
        int chunks = (int) u32();
        return new McapStatistics(messages, schemas, channels, attachments, metadata, chunks, u64(), u64(), idMap());
    }

    ChunkPlace chunkPlace() throws McapException {
        return new ChunkPlace(u64(), u64(), u64(), u64(), idMap(), u64(), text(), u64(), u64());
    }

    /** Numbers by two-byte id. */
    private Map<Integer, Long> idMap() throws McapException {
        RecordCursor entries = new RecordCursor(slice(u32()), offset);
        Map<Integer, Long> map = new LinkedHashMap<>();
        while (entries.remaining() > 0)
            map.put(entries.u16(), entries.u64());
        return map;
    }
}
