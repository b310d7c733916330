package dev.skycrane.proto.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Thrift's compact protocol (thrift-compact-protocol.md), as much of it as page headers and footers need. */
final class CompactThrift {
    static final int I32 = 5;
    static final int BINARY = 8;
    static final int STRUCT = 12;
    private static final int TRUE = 1;
    private static final int I64 = 6;
    private static final int LIST = 9;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] last = new int[16];
    private int depth;

    private CompactThrift field(int id, int type) {
        out.write(id - last[depth] << 4 | type);
        last[depth] = id;
        return this;
    }

    private CompactThrift varint(long v) {
        long rest = v;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    private CompactThrift zigzag(long v) {
        return varint(v << 1 ^ v >> 63);
    }

    CompactThrift isTrue(int id) {
        return field(id, TRUE);
    }

    CompactThrift i32(int id, int v) {
        return field(id, I32).zigzag(v);
    }

    CompactThrift i64(int id, long v) {
        return field(id, I64).zigzag(v);
    }

    CompactThrift text(int id, String v) {
        return field(id, BINARY).item(v);
    }

    CompactThrift item(String v) {
        byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    CompactThrift item(int v) {
        return zigzag(v);
    }

    CompactThrift list(int id, int type, int size) {
        field(id, LIST);
        if (size < 15) {
            out.write(size << 4 | type);
            return this;
        }
        out.write(0xf0 | type);
        return varint(size);
    }

    /** A struct that is a field. */
    CompactThrift begin(int id) {
        field(id, STRUCT);
        return element();
    }

    /** A struct that is an element of a list. */
    CompactThrift element() {
        last[++depth] = 0;
        return this;
    }

    CompactThrift end() {
        out.write(0);
        if (depth > 0) depth--;
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
