package dev.skycrane.hil.render;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Truth;

/**
 * What is so at one moment, which may lie between two ticks.
 *
 * @param truth not changed while a picture is made
 * @param timeS on-board time, s
 */
public record Instant(Truth truth, double timeS) {
    /** The end of the truth's own tick. */
    public static Instant of(Truth truth) {
        return new Instant(truth, Tick.toSeconds(truth.tick));
    }

    /** Time since a tick that a truth names, s; negative for one that has not come. */
    double since(long tick) {
        return tick < 0 ? -1 : timeS - Tick.toSeconds(tick);
    }
}
