package dev.skycrane.flight.command;

/** A parameter that the tick reads anew every time, since the ground may change it in flight. */
public final class LiveScalar {
    /** In force. */
    public double value;
    final String name;
    final double min;
    final double max;
    double pending;
    boolean isSet;

    LiveScalar(String name, double value, double min, double max) {
        this.name = name;
        this.value = value;
        this.min = min;
        this.max = max;
    }
}
