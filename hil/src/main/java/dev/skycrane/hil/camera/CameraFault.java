package dev.skycrane.hil.camera;

/** A camera that cannot be used; the message is one line, {@code what: name=value, expected ...}. */
public final class CameraFault extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean worthRetry;
    private final CameraEvent.Kind kind;

    /** Nothing comes after a start. @param worthRetry whether another start may help */
    public CameraFault(String message, boolean worthRetry) {
        this(message, worthRetry, CameraEvent.Kind.START_BLOCKED);
    }

    /** @param kind which of the failure modes it is */
    public CameraFault(String message, boolean worthRetry, CameraEvent.Kind kind) {
        super(message);
        this.worthRetry = worthRetry;
        this.kind = kind;
    }

    /** Which of the failure modes it is. */
    public CameraEvent.Kind kind() {
        return kind;
    }

    /** Whether another start may help. */
    public boolean worthRetry() {
        return worthRetry;
    }
}
