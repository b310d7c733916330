package dev.skycrane.flight.core;

/**
 * Rate groups of the executive. Every group but the fastest runs in a slot of its own, so that slow work never piles up
 * in one tick.
 */
public enum RateGroup {
    HZ_64(1, 0), HZ_16(4, 1), HZ_8(8, 2), HZ_1(64, 4);

    private final int divisor;
    private final int slot;

    RateGroup(int divisor, int slot) {
        this.divisor = divisor;
        this.slot = slot;
    }

    /** Whether the group runs in this tick. */
    public boolean due(long tick) {
        return tick % divisor == slot;
    }

    public double rateHz() {
        return (double) Tick.RATE_HZ / divisor;
    }

    public double periodS() {
        return Tick.PERIOD_S * divisor;
    }
}
