package dev.skycrane.hil.camera;

/** A camera that cannot be used; the message is one line, {@code what: name=value, expected ...}. */
public final class CameraFault extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean worthRetry;

    /** @param worthRetry whether another start may help */
    public CameraFault(String message, boolean worthRetry) {
        super(message);
        this.worthRetry = worthRetry;
    }

    /** Whether another start may help. */
    public boolean worthRetry() {
        return worthRetry;
    }
}
