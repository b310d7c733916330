package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.Digest;

/** A condition becomes a fault once it has held for a number of ticks, and stops being one as soon as it does not hold. */
final class Persistence {
    enum Change {
        NONE, TRIPPED, CLEARED
    }

    private final MonitorTable.Line setting;
    private int heldTicks;
    private int lastHeldTicks;
    private boolean tripped;

    Persistence(MonitorTable.Line setting) {
        this.setting = setting;
    }

    /** A monitor for each of several things, all with the same setting. */
    static void fill(Persistence[] monitors, MonitorTable.Line setting) {
        for (int i = 0; i < monitors.length; i++)
            monitors[i] = new Persistence(setting);
    }

    Change step(boolean bad) {
        if (!bad) {
            boolean was = tripped;
            lastHeldTicks = heldTicks;
            heldTicks = 0;
            tripped = false;
            return was ? Change.CLEARED : Change.NONE;
        }
        heldTicks++;
        if (tripped || heldTicks < setting.neededTicks()) return Change.NONE;
        tripped = true;
        return Change.TRIPPED;
    }

    boolean tripped() {
        return tripped;
    }

    int heldTicks() {
        return heldTicks;
    }

    /** How long the condition had held when it last stopped. */
    int lastHeldTicks() {
        return lastHeldTicks;
    }

    void foldInto(Digest digest) {
        digest.fold(heldTicks);
        digest.fold(tripped ? 1 : 0);
    }
}
