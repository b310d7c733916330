package dev.skycrane.flight.core;

/** One-shot devices, in the order of firing. A fired bit stays set in every later {@link ActuatorFrame}. */
public enum Pyro {
    BALANCE_MASS_PAIR_1, BALANCE_MASS_PAIR_2, BALANCE_MASS_PAIR_3, MORTAR, HEAT_SHIELD, ENGINE_PRIME, BACKSHELL, ROVER_SEPARATION, MOBILITY_RELEASE, BRIDLE_CUT;

    public int bit() {
        return 1 << ordinal();
    }
}
