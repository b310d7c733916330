package dev.skycrane.flight.core;

/** Everything the flight software commands in one tick. Overwritten whole by every step. */
public final class ActuatorFrame {
    public static final int RCS_COUNT = 8;
    public static final int MLE_COUNT = 8;

    /** Tick of the sensor frame that this answers. */
    public long tick;
    /** On-time of each RCS thruster within the coming tick, 0 to 1. */
    public final double[] rcsDuty = new double[RCS_COUNT];
    /** Throttle of each Mars lander engine, 0 (closed) or minimum to 1. */
    public final double[] mleThrottle = new double[MLE_COUNT];
    /** {@link Pyro} bits fired so far. */
    public int pyroBits;
    /** {@link CameraId} bits to expose at the end of this tick. */
    public int cameraTriggerBits;
    /** {@link Segment} bits whose bus connection has been cut by a commanded separation so far. */
    public int segmentCutBits;
    /** What the vision computer shall do with the LCAM frame exposed in this tick. */
    public final VisionRequest vision = new VisionRequest();
    /** Set when the mission is over and the loop may stop. */
    public boolean missionOver;
    /** Running digest over all outputs and states, design section 4.4. */
    public long digest;

    public boolean fired(Pyro p) {
        return (pyroBits & p.bit()) != 0;
    }

    public boolean triggers(CameraId c) {
        return (cameraTriggerBits & c.bit()) != 0;
    }

    public boolean isCut(Segment s) {
        return (segmentCutBits & s.bit()) != 0;
    }
}
