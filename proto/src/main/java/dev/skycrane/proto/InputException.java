package dev.skycrane.proto;

/**
 * Something a user gave us cannot be accepted: a file, a value, an address. The message is the one line the user reads,
 * {@code what: name=value, expected ...}, without a trailing full stop; the programs print it after {@code error: } and
 * end with exit code 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message {@code what: name=value, expected ...} */
    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** An {@code InputException} saying {@code what: name=value, expected expected}. */
    public static InputException of(String what, String name, Object value, String expected) {
        return new InputException(what + ": " + name + "=" + value + ", expected " + expected);
    }
}
