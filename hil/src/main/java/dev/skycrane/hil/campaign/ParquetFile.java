package dev.skycrane.hil.campaign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A flat table as Parquet (format 2.x, github.com/apache/parquet-format, README.md and parquet.thrift): one row group, one page per column, plain
 * encoding, no compression, no nulls. Any Parquet reader reads it. Written here because the libraries for it weigh some ten megabytes and carry
 * parts of Hadoop along.
 */
final class ParquetFile {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int INT64 = 2;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;

    private record Column(String name, int type, byte[] values) {}

    private final List<Column> columns = new ArrayList<>();
    private final int rows;

    ParquetFile(int rows) {
        this.rows = rows;
    }

    ParquetFile longs(String name, long[] values) {
        ByteBuffer b = buffer(name, values.length, 8 * rows);
        for (long v : values)
            b.putLong(v);
        return add(name, INT64, b.array());
    }

    ParquetFile doubles(String name, double[] values) {
        ByteBuffer b = buffer(name, values.length, 8 * rows);
        for (double v : values)
            b.putDouble(v);
        return add(name, DOUBLE, b.array());
    }

    ParquetFile texts(String name, List<String> values) {
        List<byte[]> utf8 = values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
        ByteBuffer b = buffer(name, values.size(), utf8.stream().mapToInt(v -> 4 + v.length).sum());
        for (byte[] v : utf8)
            b.putInt(v.length).put(v);
        return add(name, BYTE_ARRAY, b.array());
    }

    private ByteBuffer buffer(String name, int count, int bytes) {
        if (count != rows) {
            throw new IllegalArgumentException("column " + name + ": rows=" + count + ", expected " + rows);
        }
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ParquetFile add(String name, int type, byte[] values) {
        columns.add(new Column(name, type, values));
        return this;
    }

    /** @param notes key-value pairs of the footer */
    void write(Path file, Map<String, String> notes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        long[] offsets = new long[columns.size()];
        int[] sizes = new int[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            offsets[i] = out.size();
            byte[] values = columns.get(i).values();
            out.writeBytes(pageHeader(values.length));
            out.writeBytes(values);
            sizes[i] = (int) (out.size() - offsets[i]);
        }
        byte[] footer = footer(offsets, sizes, notes);
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
        out.writeBytes(MAGIC);
        Files.write(file, out.toByteArray());
    }

    /** PageHeader: data page; levels are absent, as every column is required. */
    private byte[] pageHeader(int bytes) {
        int plain = 0;
        int rle = 3;
        return new Thrift().i32(1, 0).i32(2, bytes).i32(3, bytes).begin(5).i32(1, rows).i32(2, plain).i32(3, rle)
                .i32(4, rle).end().end().bytes();
    }

    private byte[] footer(long[] offsets, int[] sizes, Map<String, String> notes) {
        Thrift t = new Thrift().i32(1, 2);
        t.list(2, Thrift.STRUCT, columns.size() + 1);
        t.element().text(4, "schema").i32(5, columns.size()).end();
        for (Column c : columns) {
            t.element().i32(1, c.type()).i32(3, 0).text(4, c.name());
            if (c.type() == BYTE_ARRAY) t.i32(6, 0);
            t.end();
        }
        t.i64(3, rows);
        t.list(4, Thrift.STRUCT, 1).element().list(1, Thrift.STRUCT, columns.size());
        long total = 0;
        for (int i = 0; i < columns.size(); i++) {
            chunk(t, columns.get(i), offsets[i], sizes[i]);
            total += sizes[i];
        }
        t.i64(2, total).i64(3, rows).end();
        t.list(5, Thrift.STRUCT, notes.size());
        notes.forEach((key, value) -> t.element().text(1, key).text(2, value).end());
        return t.text(6, "skycrane").end().bytes();
    }

    private void chunk(Thrift t, Column c, long offset, int size) {
        t.element().i64(2, offset).begin(3).i32(1, c.type());
        t.list(2, Thrift.I32, 1).item(0);
        t.list(3, Thrift.BINARY, 1).item(c.name());
        t.i32(4, 0).i64(5, rows).i64(6, size).i64(7, size).i64(9, offset).end().end();
    }

    /** Thrift's compact protocol (thrift-compact-protocol.md), as much of it as the footer needs. */
    private static final class Thrift {
        static final int I32 = 5;
        static final int I64 = 6;
        static final int BINARY = 8;
        static final int LIST = 9;
        static final int STRUCT = 12;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final int[] last = new int[16];
        private int depth;

        private Thrift field(int id, int type) {
            out.write(id - last[depth] << 4 | type);
            last[depth] = id;
            return this;
        }

        private Thrift varint(long v) {
            long rest = v;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        private Thrift zigzag(long v) {
            return varint(v << 1 ^ v >> 63);
        }

        Thrift i32(int id, int v) {
            return field(id, I32).zigzag(v);
        }

        Thrift i64(int id, long v) {
            return field(id, I64).zigzag(v);
        }

        Thrift text(int id, String v) {
            return field(id, BINARY).item(v);
        }

        Thrift item(String v) {
            byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
            varint(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Thrift item(int v) {
            return zigzag(v);
        }

        Thrift list(int id, int type, int size) {
            field(id, LIST);
            if (size < 15) {
                out.write(size << 4 | type);
                return this;
            }
            out.write(0xf0 | type);
            return varint(size);
        }

        /** A struct that is a field. */
        Thrift begin(int id) {
            field(id, STRUCT);
            return element();
        }

        /** A struct that is an element of a list. */
        Thrift element() {
            last[++depth] = 0;
            return this;
        }

        Thrift end() {
            out.write(0);
            if (depth > 0) depth--;
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
