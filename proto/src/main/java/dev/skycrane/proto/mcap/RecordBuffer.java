package dev.skycrane.proto.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A growing little-endian buffer of records. */
final class RecordBuffer {
    private ByteBuffer bytes;

    RecordBuffer(int capacity) {
        bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private RecordBuffer(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Outside the heap, for what goes to a file: the operating system takes it without another copy. */
    static RecordBuffer direct(int capacity) {
        return new RecordBuffer(ByteBuffer.allocateDirect(capacity));
    }

    private ByteBuffer allocate(int capacity) {
        ByteBuffer larger = bytes.isDirect() ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        return larger.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            long needed = (long) bytes.position() + length;
            if (needed > McapFormat.MAX_BYTES) throw new IllegalArgumentException("mcap record: bytes=" + needed);
            ByteBuffer larger = allocate((int) Math.min(McapFormat.MAX_BYTES, Math.max(needed, 2L * bytes.capacity())));
            bytes.flip();
            larger.put(bytes);
            bytes = larger;
        }
        return bytes;
    }

    /** Opens a record. @return a mark for {@link #end} */
    int begin(int opcode) {
        room(McapFormat.RECORD_HEAD).put((byte) opcode).putLong(0);
        return bytes.position();
    }

    /** Closes the record opened at {@code mark}: writes its length. */
    void end(int mark) {
        bytes.putLong(mark - 8, bytes.position() - mark);
    }

    /** Closes a record whose last {@code extra} bytes are written from elsewhere. */
    void end(int mark, int extra) {
        bytes.putLong(mark - 8, bytes.position() - mark + (long) extra);
    }

    RecordBuffer u8(int v) {
        room(1).put((byte) v);
        return this;
    }

    RecordBuffer u16(int v) {
        room(2).putShort((short) v);
        return this;
    }

    RecordBuffer u32(long v) {
        room(4).putInt((int) v);
        return this;
    }

    RecordBuffer u64(long v) {
        room(8).putLong(v);
        return this;
    }

    RecordBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(ByteBuffer.wrap(utf8));
    }

    RecordBuffer map(Map<String, String> map) {
        int mark = size();
        u32(0);
        new TreeMap<>(map).forEach((k, v) -> text(k).text(v));
        bytes.putInt(mark, size() - mark - 4);
        return this;
    }

    RecordBuffer raw(ByteBuffer data) {
        room(data.remaining()).put(data.duplicate());
        return this;
    }

    void patchU32(int at, long v) {
        bytes.putInt(at, (int) v);
    }

    int size() {
        return bytes.position();
    }

    void clear() {
        bytes.clear();
    }

    /** What was written, as a view. */
    ByteBuffer view() {
        return bytes.duplicate().flip();
    }
}
