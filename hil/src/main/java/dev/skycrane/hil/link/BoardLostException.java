package dev.skycrane.hil.link;

/** The board does not answer any more and did not come back; the message is one line. */
public final class BoardLostException extends Exception {
    private static final long serialVersionUID = 1;

    BoardLostException(String message) {
        super(message);
    }
}
