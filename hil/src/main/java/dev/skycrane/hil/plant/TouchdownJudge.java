package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Decides how the descent ended. Landed: the rover's first contact was inside the velocity limits (dossier section 9, row 31), it stands
 * upright and at rest, and the stage has left far enough. Anything else that ends it is a crash with its reason.
 */
public final class TouchdownJudge {
    /** Why the rover did not land. */
    public enum Crash {
        NONE, HIT_GROUND_UNDER_STAGE, STAGE_HIT_GROUND, TOO_FAST_DOWN, TOO_FAST_ACROSS, TIPPED_OVER, STAGE_TOO_CLOSE
    }

    private final double maxVerticalMps;
    private final double maxHorizontalMps;
    private final double maxTiltRad;
    private final double restMps;
    private final double restRadps;
    private final long restTicks;
    private final double stageDistanceLimitM;

    private final Vec3 up = new Vec3();
    private final Vec3 across = new Vec3();
    private boolean touched;
    private double verticalMps;
    private double horizontalMps;
    private long contactTick = -1;
    private long quietTicks;
    private double stageDistanceM = -1;
    private boolean stageAway;
    private double tiltRad;
    private Crash crash = Crash.NONE;

    TouchdownJudge(ParameterTable p) {
        maxVerticalMps = p.scalar("plant.touchdown.maxVerticalMps", "m/s", 1.0, 0.01, 10,
                "largest vertical speed of the rover at first contact");
        maxHorizontalMps = p.scalar("plant.touchdown.maxHorizontalMps", "m/s", 0.5, 0.01, 10,
                "largest horizontal speed of the rover at first contact");
        maxTiltRad = Math.toRadians(p.scalar("plant.touchdown.maxTiltDeg", "deg", 30, 1, 89,
                "largest tilt of the standing rover"));
        restMps = p.scalar("plant.touchdown.restMps", "m/s", 0.02, 1e-4, 1, "speed below which the rover is at rest");
        restRadps = p.scalar("plant.touchdown.restRadps", "rad/s", 0.02, 1e-4, 1, "rate below which it is at rest");
        restTicks = Tick.fromSeconds(p.scalar("plant.touchdown.restS", "s", 1, 0.1, 60, "for how long"));
        stageDistanceLimitM = p.scalar("plant.touchdown.stageDistanceM", "m", 150, 0, 1e4,
                "least distance between the rover and the wreck of the stage");
    }

    /** The first contact. @param vBeforeMcmfMps velocity of the rover at the start of the tick of the contact */
    void contact(long tick, Vec3 rMcmfM, Vec3 vBeforeMcmfMps) {
        if (touched) return;
        touched = true;
        contactTick = tick;
        up.set(rMcmfM).normalize();
        double v = vBeforeMcmfMps.dot(up);
        across.set(vBeforeMcmfMps).addScaled(-v, up);
        verticalMps = -v;
        horizontalMps = across.norm();
    }

    /** Once per tick with the rover on its own. */
    void watch(RigidBody rover, boolean onGround) {
        up.set(rover.rMcmfM).normalize();
        across.set(0, 0, -1);
        rover.qMcmfFromBody.rotate(across, across);
        tiltRad = Trig.acos(Math.max(-1, Math.min(1, across.dot(up))));
        boolean quiet = onGround && rover.vMcmfMps.norm() < restMps && rover.omegaBodyRadps.norm() < restRadps;
        quietTicks = quiet ? quietTicks + 1 : 0;
    }

    /** The rover has stood still on the ground for long enough. */
    boolean atRest() {
        return quietTicks >= restTicks;
    }

    void crashed(Crash reason) {
        if (crash == Crash.NONE) crash = reason;
    }

    /** The stage, flying or down, is this far from the rover. */
    void stageAt(double distanceM, boolean down) {
        stageAway |= distanceM >= stageDistanceLimitM;
        if (!down) return;
        stageDistanceM = distanceM;
        if (distanceM < stageDistanceLimitM) crashed(Crash.STAGE_TOO_CLOSE);
    }

    Truth.Outcome outcome() {
        if (crash == Crash.NONE && touched && verticalMps > maxVerticalMps) crash = Crash.TOO_FAST_DOWN;
        if (crash == Crash.NONE && touched && horizontalMps > maxHorizontalMps) crash = Crash.TOO_FAST_ACROSS;
        if (crash == Crash.NONE && touched && tiltRad > maxTiltRad) crash = Crash.TIPPED_OVER;
        if (crash != Crash.NONE) return Truth.Outcome.CRASHED;
        boolean done = atRest() && stageAway;
        return done ? Truth.Outcome.LANDED : Truth.Outcome.FLYING;
    }

    public Crash crash() {
        return crash;
    }

    /** Downward speed of the rover at first contact, m/s. */
    public double verticalMps() {
        return verticalMps;
    }

    public double horizontalMps() {
        return horizontalMps;
    }

    /** Tick of the first contact, -1 before. */
    public long contactTick() {
        return contactTick;
    }

    /** Distance of the wreck of the stage from the rover, m; -1 while it flies. */
    public double stageDistanceM() {
        return stageDistanceM;
    }

    public double roverTiltRad() {
        return tiltRad;
    }
}
