package dev.skycrane.proto.mcap;

import java.io.IOException;

/** Bytes that are not what the format says: {@code what: offset=n, expected ...}. */
public final class McapException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    McapException(String what, long offset, String expected) {
        super(what + ": offset=" + offset + ", expected " + expected);
        this.offset = offset;
    }

    McapException(String what, long offset, String expected, Throwable cause) {
        this(what, offset, expected);
        initCause(cause);
    }

    /** Where in the file the record begins that could not be read. */
    public long offset() {
        return offset;
    }
}
