package dev.skycrane.flight.descent;

import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;

/**
 * The conditions looked at in one tick with the numbers they were judged by. When a transition happens, those that did not
 * hold are reported as {@code TRANSITION_GUARDS} events (debug), so that the record says not only why, but why not otherwise.
 */
public final class GuardBoard {
    private static final int CAPACITY = 16;
    private final Guard[] guards = new Guard[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private final double[] thresholds = new double[CAPACITY];
    private final boolean[] held = new boolean[CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    /** Records and returns {@code value >= threshold}. */
    public boolean atLeast(Guard guard, double value, double threshold) {
        return note(guard, value, threshold, value >= threshold);
    }

    /** Records and returns {@code value <= threshold}. */
    public boolean atMost(Guard guard, double value, double threshold) {
        return note(guard, value, threshold, value <= threshold);
    }

    /** Records and returns a two-state condition. */
    public boolean holds(Guard guard, boolean condition) {
        return note(guard, condition ? 1 : 0, 1, condition);
    }

    private boolean note(Guard guard, double value, double threshold, boolean result) {
        if (size == CAPACITY) throw new IllegalStateException("guard board full: size=" + CAPACITY);
        guards[size] = guard;
        values[size] = value;
        thresholds[size] = threshold;
        held[size++] = result;
        return result;
    }

    void reportUnmet(int fromPhase, int toPhase, EventBuffer events) {
        for (int i = 0; i < size; i++) {
            if (held[i]) continue;
            events.emit(EventId.TRANSITION_GUARDS, fromPhase, toPhase, guards[i].code(), values[i], thresholds[i], 0);
        }
    }
}
