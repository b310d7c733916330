package dev.skycrane.proto.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The values of one column in the open row group: definition levels (an optional column's) and plain values. */
final class ColumnPage {
    private final ParquetColumn column;
    private ByteBuffer values = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private byte[] present = new byte[1 << 9];
    private int rows;

    ColumnPage(ParquetColumn column) {
        this.column = column;
    }

    ParquetColumn column() {
        return column;
    }

    int rows() {
        return rows;
    }

    int bytes() {
        return values.position();
    }

    private ByteBuffer next(int bytes) {
        if (rows >> 3 == present.length) present = java.util.Arrays.copyOf(present, 2 * present.length);
        present[rows >> 3] |= (byte) (1 << (rows & 7));
        rows++;
        if (values.remaining() < bytes) {
            int needed = Math.addExact(values.position(), bytes);
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, 2 * values.capacity()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            larger.put(values.flip());
            values = larger;
        }
        return values;
    }

    void number(double v) {
        switch (column.type()) {
            case FLOAT -> next(4).putFloat((float) v);
            case DOUBLE -> next(8).putDouble(v);
            default -> number((long) v);
        }
    }

    void number(long v) {
        switch (column.type()) {
            case INT32, UINT32 -> next(4).putInt((int) v);
            case INT64, UINT64, TIMESTAMP_NS -> next(8).putLong(v);
            case FLOAT, DOUBLE -> number((double) v);
            default -> throw new IllegalArgumentException("column " + column.name() + ": type=" + column.type()
                    + ", expected a number's");
        }
    }

    void text(String v) {
        if (column.type() != ParquetType.TEXT) {
            throw new IllegalArgumentException("column " + column.name() + ": type=" + column.type()
                    + ", expected TEXT");
        }
        byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
        next(4 + utf8.length).putInt(utf8.length).put(utf8);
    }

    void absent() {
        if (!column.optional()) {
            throw new IllegalArgumentException("column " + column.name() + ": value=absent, expected one in each row");
        }
        if (rows >> 3 == present.length) present = java.util.Arrays.copyOf(present, 2 * present.length);
        rows++;
    }

    /** The page without its header. Levels are one bit each, bit-packed (RLE hybrid, Encodings.md), behind their length. */
    byte[] encoded() {
        int groups = rows + 7 >> 3;
        byte[] head = column.optional() ? varint(groups << 1 | 1) : new byte[0];
        int levels = column.optional() ? 4 + head.length + groups : 0;
        ByteBuffer page = ByteBuffer.allocate(levels + values.position()).order(ByteOrder.LITTLE_ENDIAN);
        if (column.optional()) page.putInt(head.length + groups).put(head).put(present, 0, groups);
        return page.put(values.array(), 0, values.position()).array();
    }

    private static byte[] varint(int v) {
        ByteBuffer bytes = ByteBuffer.allocate(5);
        int rest = v;
        for (; rest >= 0x80; rest >>>= 7)
            bytes.put((byte) (rest & 0x7f | 0x80));
        bytes.put((byte) rest);
        byte[] out = new byte[bytes.position()];
        bytes.flip().get(out);
        return out;
    }

    void clear() {
        values.clear();
        java.util.Arrays.fill(present, (byte) 0);
        rows = 0;
    }
}
