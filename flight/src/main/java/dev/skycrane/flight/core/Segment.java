package dev.skycrane.flight.core;

/** Parts of the vehicle with a bus connection of their own; a separation cuts one for good. */
public enum Segment {
    BACKSHELL, DESCENT, ROVER;

    public int bit() {
        return 1 << ordinal();
    }

    /** Name in topics and reports. */
    public String topicName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
