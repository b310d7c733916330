package dev.skycrane.ground.station;

import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.v1.Limits;

/** One channel against its limits, with persistence. */
final class LimitMonitor {
    private static final double NONE = Double.NaN;

    /** What a value did. */
    enum Change {
        NONE, RAISED, WORSE, CLEARED
    }

    private final ChannelType channel;
    private final int index;
    private final double redLow;
    private final double yellowLow;
    private final double yellowHigh;
    private final double redHigh;
    private final int persistence;
    /** Values in a row at least yellow, at least red, and inside. */
    private int yellowRun;
    private int redRun;
    private int greenRun;
    private ChannelType.State alarm = ChannelType.State.GREEN;
    private long violations;

    LimitMonitor(ChannelType channel, int index) {
        this.channel = channel;
        this.index = index;
        Limits l = channel.limits();
        redLow = l.hasRedLow() ? l.getRedLow() : NONE;
        yellowLow = l.hasYellowLow() ? l.getYellowLow() : redLow;
        redHigh = l.hasRedHigh() ? l.getRedHigh() : NONE;
        yellowHigh = l.hasYellowHigh() ? l.getYellowHigh() : redHigh;
        persistence = channel.persistence();
    }

    /** Place of the channel in a row. */
    int index() {
        return index;
    }

    ChannelType channel() {
        return channel;
    }

    /** A value that is absent changes nothing. */
    Change check(double v) {
        if (!(v < yellowLow) && !(v > yellowHigh)) {
            if (yellowRun == 0 && alarm == ChannelType.State.GREEN || Double.isNaN(v)) return Change.NONE;
            return inside();
        }
        violations++;
        greenRun = 0;
        yellowRun++;
        redRun = v < redLow || v > redHigh ? redRun + 1 : 0;
        if (redRun >= persistence && alarm != ChannelType.State.RED) return rise(ChannelType.State.RED);
        if (yellowRun >= persistence && alarm == ChannelType.State.GREEN) return rise(ChannelType.State.YELLOW);
        return Change.NONE;
    }

    private Change rise(ChannelType.State to) {
        Change change = alarm == ChannelType.State.GREEN ? Change.RAISED : Change.WORSE;
        alarm = to;
        return change;
    }

    private Change inside() {
        yellowRun = 0;
        redRun = 0;
        greenRun++;
        if (alarm == ChannelType.State.GREEN || greenRun < persistence) return Change.NONE;
        alarm = ChannelType.State.GREEN;
        return Change.CLEARED;
    }

    /** Goes on where an earlier process was. */
    void resume(ChannelType.State state, long outside) {
        alarm = state;
        violations = outside;
    }

    /** State with persistence. */
    ChannelType.State alarm() {
        return alarm;
    }

    long violations() {
        return violations;
    }

    /** The bound that {@code v} is beyond. */
    double bound(double v) {
        if (v < yellowLow) return v < redLow ? redLow : yellowLow;
        return v > redHigh ? redHigh : yellowHigh;
    }

    /** Whether {@code a} is farther outside than {@code b}. */
    boolean isWorse(double a, double b) {
        return excess(a) > excess(b);
    }

    private double excess(double v) {
        return Math.max(v > yellowHigh ? v - yellowHigh : 0, v < yellowLow ? yellowLow - v : 0);
    }
}
