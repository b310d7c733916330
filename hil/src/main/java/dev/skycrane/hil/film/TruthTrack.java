package dev.skycrane.hil.film;

import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.Instant;
import java.util.ArrayList;
import java.util.List;

/** Truth of every tick of a landing from its first picture on, and what happened when. Filled once, then only read, by any thread. */
public final class TruthTrack {
    /** One called-out event. */
    public record Event(long tick, String name, String callOut) {}

    private final List<Truth> truths = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<long[]> triggers = new ArrayList<>();
    private final List<Integer> silent = new ArrayList<>();
    private long microphoneDeadTick = -1;

    /**
     * Appends a tick.
     *
     * @param triggerBits cameras that the schedule exposes
     * @param answeringBits cameras that would give a picture
     */
    void add(Truth truth, Phase phase, int triggerBits, int answeringBits) {
        truths.add(new Truth().copyFrom(truth));
        phases.add(phase);
        silent.add(~answeringBits);
        if (triggerBits != 0) triggers.add(new long[]{truth.tick, triggerBits});
    }

    /** The microphone did not answer in a tick; from the first such one on it records nothing. */
    void microphoneDead(long tick) {
        if (microphoneDeadTick < 0) microphoneDeadTick = tick;
    }

    /** Time from which on the microphone records nothing, s; infinite when it works. */
    double microphoneDeadS() {
        return microphoneDeadTick < 0 ? Double.POSITIVE_INFINITY : Tick.toSeconds(microphoneDeadTick);
    }

    void add(Event event) {
        events.add(event);
    }

    public List<Event> events() {
        return events;
    }

    /** Ticks at which the schedule exposed a camera, in order. */
    long[] triggers(int cameraBit) {
        return triggers.stream().filter(t -> (t[1] & cameraBit) != 0).mapToLong(t -> t[0]).toArray();
    }

    long firstTick() {
        return truths.get(0).tick;
    }

    long lastTick() {
        return truths.get(truths.size() - 1).tick;
    }

    boolean isEmpty() {
        return truths.isEmpty();
    }

    Truth truth(long tick) {
        return truths.get(index(tick));
    }

    Phase phase(long tick) {
        return phases.get(index(tick));
    }

    /** Whether a camera gives a picture at a tick. */
    boolean answers(int cameraBit, long tick) {
        return (silent.get(index(tick)) & cameraBit) == 0;
    }

    private int index(long tick) {
        return (int) Math.max(0, Math.min(truths.size() - 1, tick - firstTick()));
    }

    /** What is so at a time between two ticks: places and attitudes between theirs, all else as at the tick before. */
    Instant at(double timeS) {
        long tick = (long) Math.floor(timeS / Tick.PERIOD_S);
        double part = timeS / Tick.PERIOD_S - tick;
        Truth a = truth(tick);
        Truth b = truth(tick + 1);
        if (part < 1e-9 || a == b) return new Instant(a, timeS);
        Truth t = new Truth().copyFrom(a);
        between(a.rMcmfM, b.rMcmfM, part, t.rMcmfM);
        between(a.qMcmfFromBody, b.qMcmfFromBody, part, t.qMcmfFromBody);
        between(a.roverRMcmfM, b.roverRMcmfM, part, t.roverRMcmfM);
        between(a.roverQMcmfFromBody, b.roverQMcmfFromBody, part, t.roverQMcmfFromBody);
        t.altitudeAglM = a.altitudeAglM + part * (b.altitudeAglM - a.altitudeAglM);
        t.canopyInflation = a.canopyInflation + part * (b.canopyInflation - a.canopyInflation);
        if (a.canopyOut) between(a.canopyRMcmfM, b.canopyRMcmfM, part, t.canopyRMcmfM);
        if (a.heatShieldFree) {
            between(a.heatShieldRMcmfM, b.heatShieldRMcmfM, part, t.heatShieldRMcmfM);
            between(a.heatShieldQMcmfFromBody, b.heatShieldQMcmfFromBody, part, t.heatShieldQMcmfFromBody);
        }
        if (a.springFree) {
            between(a.springRMcmfM, b.springRMcmfM, part, t.springRMcmfM);
            between(a.springQMcmfFromBody, b.springQMcmfFromBody, part, t.springQMcmfFromBody);
        }
        if (a.backshellFree) {
            between(a.backshellRMcmfM, b.backshellRMcmfM, part, t.backshellRMcmfM);
            between(a.backshellQMcmfFromBody, b.backshellQMcmfFromBody, part, t.backshellQMcmfFromBody);
        }
        for (int i = 0; i < t.mleThrust.length; i++)
            t.mleThrust[i] = a.mleThrust[i] + part * (b.mleThrust[i] - a.mleThrust[i]);
        return new Instant(t, timeS);
    }

    private static void between(Vec3 a, Vec3 b, double part, Vec3 out) {
        out.set(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y), a.z + part * (b.z - a.z));
    }

    /** Straight between two that are near to each other. */
    private static void between(Quat a, Quat b, double part, Quat out) {
        double sign = a.w * b.w + a.x * b.x + a.y * b.y + a.z * b.z < 0 ? -part : part;
        double rest = 1 - part;
        out.set(rest * a.w + sign * b.w, rest * a.x + sign * b.x, rest * a.y + sign * b.y, rest * a.z + sign * b.z)
                .normalize();
    }
}
