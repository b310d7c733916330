package dev.skycrane.proto.frame;

import java.io.IOException;

/** Bytes that are not a frame of ours. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The checksum does not fit the bytes. */
        CRC,
        /** The checksum fits, or there is none, but the content is not a frame. */
        MALFORMED
    }

    private final Reason reason;

    FrameException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
