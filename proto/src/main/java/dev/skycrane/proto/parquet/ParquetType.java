package dev.skycrane.proto.parquet;

/** Types of columns, with the physical types of {@code parquet.thrift}. */
public enum ParquetType {
    /** Signed, 32 bits. */
    INT32(1),
    /** Unsigned, 32 bits, handed over as the bits of an int. */
    UINT32(1), INT64(2),
    /** Unsigned, 64 bits, handed over as the bits of a long. */
    UINT64(2),
    /** UTC, ns since 1970. */
    TIMESTAMP_NS(2), FLOAT(4), DOUBLE(5), TEXT(6);

    private final int physical;

    ParquetType(int physical) {
        this.physical = physical;
    }

    int physical() {
        return physical;
    }

    /** {@code ConvertedType} of the format, or -1 for none. */
    int converted() {
        return switch (this) {
            case TEXT -> 0;
            case UINT32 -> 13;
            case UINT64 -> 14;
            default -> -1;
        };
    }
}
