package dev.skycrane.ground.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A table being written, value by value in the order of its columns. */
interface Table extends Closeable {
    /** Begins a table. */
    @FunctionalInterface
    interface Maker {
        Table open(Path file, List<TableColumn> columns) throws IOException;
    }

    void number(double v) throws IOException;

    void number(long v) throws IOException;

    void text(String v) throws IOException;

    void absent() throws IOException;

    void endRow() throws IOException;
}
