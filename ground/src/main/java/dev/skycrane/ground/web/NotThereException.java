package dev.skycrane.ground.web;

/** What is asked for does not exist: 404. */
final class NotThereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThereException(String what, Object value, String expected) {
        super(what + ": name=" + value + ", expected " + expected);
    }
}
