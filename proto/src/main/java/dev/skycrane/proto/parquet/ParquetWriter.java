package dev.skycrane.proto.parquet;

import com.github.luben.zstd.Zstd;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a flat table row by row: {@link #number}, {@link #text} or {@link #absent} once per column in their order, then {@link #endRow}. One page
 * per column and row group. The file is readable once closed.
 */
public final class ParquetWriter implements Closeable {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int GROUP_ROWS = 1 << 16;
    private static final int GROUP_BYTES = 64 << 20;
    private static final int ZSTD = 6;
    private static final int ZSTD_LEVEL = 3;

    /** Where a column's page of one row group stands. */
    private record Place(long offset, int size, int plainSize) {}

    private record Group(int rows, List<Place> places) {}

    private final OutputStream out;
    private final boolean compressed;
    private final List<ColumnPage> pages = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private long position;
    private long rows;
    private int next;
    private boolean closed;

    /** Creates or replaces {@code file}. @param compressed whether pages are packed with zstd */
    public ParquetWriter(Path file, List<ParquetColumn> columns, boolean compressed) throws IOException {
        columns.forEach(c -> pages.add(new ColumnPage(c)));
        this.compressed = compressed;
        out = Files.newOutputStream(file);
        write(MAGIC);
    }

    /** A pair of the footer's key-value metadata. */
    public void note(String key, String value) {
        notes.put(key, value);
    }

    private ColumnPage nextPage() {
        if (next == pages.size()) {
            throw new IllegalArgumentException("row " + rows + ": columns=" + (next + 1) + ", expected " + pages
                    .size());
        }
        return pages.get(next++);
    }

    /** The next column's value. */
    public void number(double v) {
        nextPage().number(v);
    }

    /** The next column's value. */
    public void number(long v) {
        nextPage().number(v);
    }

    /** The next column's value. */
    public void text(String v) {
        nextPage().text(v);
    }

    /** The next column, an optional one, has no value in this row. */
    public void absent() {
        nextPage().absent();
    }

    /** @throws IllegalArgumentException when the row has not filled every column */
    public void endRow() throws IOException {
        if (next != pages.size()) {
            throw new IllegalArgumentException("row " + rows + ": columns=" + next + ", expected " + pages.size());
        }
        next = 0;
        rows++;
        ColumnPage first = pages.get(0);
        if (first.rows() >= GROUP_ROWS || first.rows() % 1024 == 0 && pages.stream().mapToLong(ColumnPage::bytes)
                .sum() >= GROUP_BYTES) {
            endGroup();
        }
    }

    public long rows() {
        return rows;
    }

    private void endGroup() throws IOException {
        int count = pages.get(0).rows();
        List<Place> places = new ArrayList<>();
        for (ColumnPage page : pages) {
            byte[] plain = page.encoded();
            byte[] packed = compressed ? Zstd.compress(plain, ZSTD_LEVEL) : plain;
            byte[] head = pageHeader(count, plain.length, packed.length);
            places.add(new Place(position, head.length + packed.length, head.length + plain.length));
            write(head);
            write(packed);
            page.clear();
        }
        groups.add(new Group(count, places));
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    /** PageHeader of a data page. */
    private static byte[] pageHeader(int count, int plainBytes, int packedBytes) {
        int plain = 0;
        int rle = 3;
        return new CompactThrift().i32(1, 0).i32(2, plainBytes).i32(3, packedBytes).begin(5).i32(1, count)
                .i32(2, plain).i32(3, rle).i32(4, rle).end().end().bytes();
    }

    private byte[] footer() {
        CompactThrift t = new CompactThrift().i32(1, 2);
        t.list(2, CompactThrift.STRUCT, pages.size() + 1);
        t.element().text(4, "schema").i32(5, pages.size()).end();
        pages.forEach(page -> schema(t, page.column()));
        t.i64(3, rows);
        t.list(4, CompactThrift.STRUCT, groups.size());
        groups.forEach(g -> group(t, g));
        t.list(5, CompactThrift.STRUCT, notes.size());
        notes.forEach((key, value) -> t.element().text(1, key).text(2, value).end());
        return t.text(6, "skycrane").end().bytes();
    }

    private static void schema(CompactThrift t, ParquetColumn column) {
        t.element().i32(1, column.type().physical()).i32(3, column.optional() ? 1 : 0).text(4, column.name());
        if (column.type().converted() >= 0) t.i32(6, column.type().converted());
        // LogicalType 8: TIMESTAMP { 1: adjusted to UTC, 2: TimeUnit 3: NANOS {} }
        if (column.type() == ParquetType.TIMESTAMP_NS) {
            t.begin(10).begin(8).isTrue(1).begin(2).begin(3).end().end().end().end();
        }
        t.end();
    }

    private void group(CompactThrift t, Group group) {
        t.element().list(1, CompactThrift.STRUCT, pages.size());
        long total = 0;
        for (int i = 0; i < pages.size(); i++) {
            chunk(t, pages.get(i).column(), group.places().get(i), group.rows());
            total += group.places().get(i).plainSize();
        }
        t.i64(2, total).i64(3, group.rows()).end();
    }

    private void chunk(CompactThrift t, ParquetColumn column, Place place, int count) {
        t.element().i64(2, place.offset()).begin(3).i32(1, column.type().physical());
        if (column.optional()) {
            t.list(2, CompactThrift.I32, 2).item(0).item(3);
        } else {
            t.list(2, CompactThrift.I32, 1).item(0);
        }
        t.list(3, CompactThrift.BINARY, 1).item(column.name());
        t.i32(4, compressed ? ZSTD : 0).i64(5, count).i64(6, place.plainSize()).i64(7, place.size())
                .i64(9, place.offset()).end().end();
    }

    /** Writes the footer. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (out) {
            if (!pages.isEmpty() && pages.get(0).rows() > 0) endGroup();
            byte[] footer = footer();
            write(footer);
            write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
            write(MAGIC);
        }
    }
}
