package dev.skycrane.flight.core;

/** Two-state sensors of the vehicle. A set bit means the thing has happened. */
public enum Switch {
    HEAT_SHIELD_SEPARATED, BACKSHELL_SEPARATED, ROVER_SEPARATED, BRIDLE_FULL, BRIDLE_CUT;

    public int bit() {
        return 1 << ordinal();
    }
}
