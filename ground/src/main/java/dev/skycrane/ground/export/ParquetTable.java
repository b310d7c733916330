package dev.skycrane.ground.export;

import dev.skycrane.proto.parquet.ParquetType;
import dev.skycrane.proto.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The same as Parquet; units stand in the footer as {@code unit:COLUMN}. */
final class ParquetTable implements Table {
    private final ParquetWriter out;
    private final List<TableColumn> columns;
    private int next;

    ParquetTable(Path file, List<TableColumn> columns) throws IOException {
        this.columns = columns;
        out = new ParquetWriter(file, columns.stream().map(TableColumn::parquet).toList(), true);
        for (TableColumn c : columns)
            if (c.role() == TableColumn.Role.PLAIN && !c.unit().isEmpty()) out.note("unit:" + c.name(), c.unit());
    }

    @Override
    public void number(double v) {
        ParquetType type = columns.get(next++).type();
        if (type == ParquetType.FLOAT || type == ParquetType.DOUBLE) {
            out.number(v);
        } else {
            out.number((long) v);
        }
    }

    @Override
    public void number(long v) {
        next++;
        out.number(v);
    }

    @Override
    public void text(String v) {
        next++;
        out.text(v);
    }

    @Override
    public void absent() {
        next++;
        out.absent();
    }

    @Override
    public void endRow() throws IOException {
        next = 0;
        out.endRow();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
