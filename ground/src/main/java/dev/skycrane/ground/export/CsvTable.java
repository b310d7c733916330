package dev.skycrane.ground.export;

import dev.skycrane.proto.parquet.ParquetType;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Comma-separated values (RFC 4180) in UTF-8; the first line names columns and units. */
final class CsvTable implements Table {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Writer out;
    private final List<TableColumn> columns;
    private int next;

    CsvTable(Path file, List<TableColumn> columns) throws IOException {
        this.columns = columns;
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        for (TableColumn c : columns)
            cell(c.unit().isEmpty() ? c.name() : c.name() + " [" + c.unit() + "]");
        endRow();
    }

    private void cell(String text) throws IOException {
        if (next++ > 0) out.write(',');
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    @Override
    public void number(double v) throws IOException {
        cell(columns.get(next).type() == ParquetType.FLOAT ? Float.toString((float) v) : Double.toString(v));
    }

    @Override
    public void number(long v) throws IOException {
        switch (columns.get(next).role()) {
            case ONBOARD -> cell(seconds(v));
            case RECEIPT -> cell(Instant.ofEpochSecond(Math.floorDiv(v, SECOND_NS), Math.floorMod(v, SECOND_NS))
                    .toString());
            default -> cell(Long.toString(v));
        }
    }

    /** Every digit, none of them made up. */
    private static String seconds(long ns) {
        String digits = Long.toString(Math.abs(ns % SECOND_NS) + SECOND_NS).substring(1);
        return (ns < 0 ? "-" : "") + Math.abs(ns / SECOND_NS) + "." + digits;
    }

    @Override
    public void text(String v) throws IOException {
        cell(v);
    }

    @Override
    public void absent() throws IOException {
        cell("");
    }

    @Override
    public void endRow() throws IOException {
        out.write("\r\n");
        next = 0;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
