package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.Truth;

/** Does one fault. Its methods are called from the time of the fault on, and only change what the fault is about. */
abstract class Injector {
    private long changes;
    private long firstTick = -1;

    /** What the fault is about, for the record. */
    abstract String subject();

    /** Changes what the flight software is told in this tick. */
    void sense(Truth truth, SensorFrame in) {}

    /** Changes what the vehicle does about a command; {@code toPlant} is a copy of {@code fromFlight}. */
    void command(ActuatorFrame fromFlight, ActuatorFrame toPlant) {}

    /** Changes the plant itself, before its step. */
    void disturb(Plant plant, long tick) {}

    /** Whether a camera gives no picture. */
    boolean silences(CameraId camera) {
        return false;
    }

    /** Whether the first argument of the kind's event names this very fault. */
    boolean isMeant(double firstArgument) {
        return true;
    }

    /** Events that must be seen. */
    long eventsNeeded() {
        return 1;
    }

    /** Counts something that is now different from what it would have been. */
    final void changed(long tick) {
        if (firstTick < 0) firstTick = tick;
        changes++;
    }

    final long changes() {
        return changes;
    }

    /** Time of the first change, s; null before. */
    final Double firstS() {
        return firstTick < 0 ? null : (Double) Tick.toSeconds(firstTick);
    }
}
