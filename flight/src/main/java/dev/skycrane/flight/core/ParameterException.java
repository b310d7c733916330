package dev.skycrane.flight.core;

/** A parameter that cannot be accepted: {@code parameter: name=value, expected ...}. */
public final class ParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ParameterException(String name, String value, String expected) {
        super("parameter: " + name + "=" + value + ", expected " + expected);
    }
}
