package dev.skycrane.proto.parquet;

/**
 * One column.
 *
 * @param optional whether rows may leave it out
 */
public record ParquetColumn(String name, ParquetType type, boolean optional) {

    /** A column that every row fills. */
    public static ParquetColumn required(String name, ParquetType type) {
        return new ParquetColumn(name, type, false);
    }

    /** A column that rows may leave out. */
    public static ParquetColumn optional(String name, ParquetType type) {
        return new ParquetColumn(name, type, true);
    }
}
