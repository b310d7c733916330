package dev.skycrane.flight.descent;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.MassLedger;

/**
 * Phases from the free fall after backshell release to the end of the flyaway; flown values in dossier section 3.1.
 *
 * <p>Touchdown is felt by the thrust (dossier section 4.5): with the rover on the ground the engines, told to hold the descent rate, need to
 * carry the stage alone. Contact is the thrust falling below what carries the stage and a share of the rover; touchdown is declared when
 * it has stayed there; thrust rising again before that is a bounce and the wait starts anew.
 */
public final class LandingSequence {
    private final PoweredGuidance guidance;
    private final MassLedger ledger;
    private final double freeFallS;
    private final double approachGraceS;
    private final double approachHorizontalMps;
    private final double decelerationGraceS;
    private final double rateMarginMps;
    private final double settleS;
    private final double settleHorizontalMps;
    private final double settleGraceS;
    private final double mobilityReleaseS;
    private final double rappelLimitS;
    private final double bridleInferredS;
    private final double contactArmS;
    private final double contactRoverShare;
    private final double reloadRoverShare;
    private final double contactPersistenceS;
    private final double skyCraneLimitS;
    private final double surfaceS;
    private final double tiltLimitRad;
    private boolean mobilityReleased;

    public LandingSequence(ParameterTable p, PoweredGuidance guidance, MassLedger ledger) {
        this.guidance = guidance;
        this.ledger = ledger;
        freeFallS = p.scalar("descent.landing.freeFallS", "s", 1.04, 0.2, 5,
                "backshell release to ignition (dossier section 3.1)");
        approachGraceS = p.scalar("descent.landing.approachGraceS", "s", 2, 0, 20,
                "time after the planned end of the approach for the horizontal velocity to settle");
        approachHorizontalMps = p.scalar("descent.landing.approachHorizontalMps", "m/s", 2, 0.1, 20,
                "horizontal velocity with which the approach may end");
        decelerationGraceS = p.scalar("descent.landing.decelerationGraceS", "s", 6, 0.1, 60,
                "time after the planned end of the deceleration before it counts as failed");
        rateMarginMps = p.scalar("descent.landing.rateMarginMps", "m/s", 0.15, 0, 2,
                "margin on the sky-crane rate that ends the deceleration");
        settleS = p.scalar("descent.landing.settleS", "s", 2.65, 0.5, 20,
                "throttle-down to rover separation (dossier section 3.1)");
        settleHorizontalMps = p.scalar("descent.landing.settleHorizontalMps", "m/s", 0.3, 0.01, 5,
                "horizontal velocity with which the rover may be released");
        settleGraceS = p.scalar("descent.landing.settleGraceS", "s", 2, 0, 20,
                "longest wait for that velocity");
        mobilityReleaseS = p.scalar("descent.landing.mobilityReleaseS", "s", 0.7, 0, 10,
                "rover separation to mobility release (dossier section 2.5)");
        rappelLimitS = p.scalar("descent.landing.rappelLimitS", "s", 10, 1, 60, "longest rappel");
        bridleInferredS = p.scalar("descent.landing.bridleInferredS", "s", 8.5, 1, 60,
                "rappel after which a load that is carried counts as the bridle's end, whatever its switch says");
        contactArmS = p.scalar("descent.landing.contactArmS", "s", 1, 0, 20,
                "bridle end to the arming of touchdown sensing");
        contactRoverShare = p.scalar("descent.landing.contactRoverShare", "1", 0.5, 0.05, 0.95,
                "contact: thrust below what carries the stage and this share of the rover");
        reloadRoverShare = p.scalar("descent.landing.reloadRoverShare", "1", 0.75, 0.05, 2,
                "bounce: thrust above what carries the stage and this share of the rover");
        contactPersistenceS = p.scalar("descent.landing.contactPersistenceS", "s", 1.25, 0.1, 5,
                "contact to declared touchdown; flown 1.5 s from the wheels' contact (dossier section 3.1)");
        skyCraneLimitS = p.scalar("descent.landing.skyCraneLimitS", "s", 60, 1, 600, "longest descent on the bridle");
        surfaceS = p.scalar("descent.landing.surfaceS", "s", 24, 0, 600,
                "bridle cut to the end of the recording; the last picture came 21.6 s after it (dossier section 3.1)");
        tiltLimitRad = Math.toRadians(p.scalar("descent.landing.tiltLimitDeg", "deg", 100, 10, 180,
                "angle of the vehicle from upright that ends the descent"));
    }

    void freeFall(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), freeFallS)) {
            machine.transition(Phase.POWERED_APPROACH, EventId.POWERED_DESCENT_START, nav.altitudeAglM,
                    -nav.vEnuMps.z, horizontalMps(nav));
        }
    }

    void poweredApproach(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        // Whatever the plan says, the braking height is the last moment to stop diverting.
        double lowestM = guidance.decelerationStartM(-nav.vEnuMps.z);
        boolean flown = machine.guards().atMost(Guard.MARGIN, guidance.timeToGoS(), 0);
        boolean slow = machine.guards().atMost(Guard.HORIZONTAL_SPEED, horizontalMps(nav), approachHorizontalMps);
        boolean late = machine.guards().atMost(Guard.MARGIN, guidance.timeToGoS(), -approachGraceS);
        boolean low = machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM, lowestM);
        if (flown && slow || late || low) {
            machine.transition(Phase.CONSTANT_VELOCITY, EventId.CONSTANT_VELOCITY, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        }
    }

    void constantVelocity(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        double startM = guidance.decelerationStartM(-nav.vEnuMps.z);
        if (machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM, startM)) {
            machine.transition(Phase.CONSTANT_DECELERATION, EventId.CONSTANT_DECELERATION, nav.altitudeAglM, startM,
                    -nav.vEnuMps.z);
        }
    }

    void constantDeceleration(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        boolean slow = machine.guards().atMost(Guard.DESCENT_RATE, -nav.vEnuMps.z,
                guidance.skyCraneRateMps() + rateMarginMps);
        if (slow) {
            machine.transition(Phase.THROTTLE_DOWN, EventId.SKY_CRANE_START, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        } else {
            expire(machine, AbortReason.DECELERATION_NOT_ENDED, -guidance.decelerationToGoS(), decelerationGraceS);
        }
    }

    void throttleDown(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        boolean settled = machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), settleS);
        boolean slow = machine.guards().atMost(Guard.HORIZONTAL_SPEED, horizontalMps(nav), settleHorizontalMps);
        boolean late = machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), settleS + settleGraceS);
        if (settled && slow || late) {
            machine.fire(Pyro.ROVER_SEPARATION);
            machine.transition(Phase.RAPPEL, EventId.ROVER_SEPARATION, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        }
    }

    void rappel(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        double seconds = machine.secondsInPhase();
        if (!mobilityReleased && seconds >= mobilityReleaseS) {
            mobilityReleased = true;
            machine.fire(Pyro.MOBILITY_RELEASE);
            machine.events().emit(EventId.MOBILITY_RELEASE, seconds);
        }
        boolean full = machine.guards().holds(Guard.SWITCH, in.isSet(Switch.BRIDLE_FULL));
        boolean inferred = !full && hangsByTimeAndThrust(machine, in, seconds);
        if (inferred) machine.events().emit(EventId.SWITCH_DISAGREES, Switch.BRIDLE_FULL.ordinal(), 0, seconds, 1);
        if (full || inferred) {
            machine.transition(Phase.SKY_CRANE, EventId.BRIDLE_FULL, nav.altitudeAglM, -nav.vEnuMps.z, seconds);
        } else if (!in.isSet(Switch.ROVER_SEPARATED)) {
            expire(machine, AbortReason.ROVER_NOT_SEPARATED, seconds, rappelLimitS);
        } else {
            expire(machine, AbortReason.BRIDLE_STUCK, seconds, rappelLimitS);
        }
    }

    /** What the end-of-travel switch should say when it is stuck: the rover left, had the time, and its weight is carried. */
    private boolean hangsByTimeAndThrust(DescentMachine machine, SensorFrame in, double seconds) {
        boolean late = machine.guards().atLeast(Guard.PHASE_TIME, seconds, bridleInferredS);
        boolean loaded = machine.guards().atLeast(Guard.THRUST, guidance.thrustCommandN(),
                guidance.hoverThrustN(reloadRoverShare));
        return late && loaded && in.isSet(Switch.ROVER_SEPARATED);
    }

    void skyCrane(DescentMachine machine, SensorFrame in, NavState nav) {
        if (givenUp(machine, nav)) return;
        double seconds = machine.secondsInPhase();
        double thresholdN = guidance.hoverThrustN(contactRoverShare);
        boolean armed = machine.guards().atLeast(Guard.PHASE_TIME, seconds, contactArmS);
        boolean unloaded = machine.guards().atMost(Guard.THRUST, guidance.thrustCommandN(), thresholdN);
        if (armed && unloaded) {
            machine.transition(Phase.TOUCHDOWN, EventId.CONTACT, guidance.thrustCommandN(), thresholdN,
                    -nav.vEnuMps.z);
        } else {
            expire(machine, AbortReason.NO_CONTACT, seconds, skyCraneLimitS);
        }
    }

    void touchdown(DescentMachine machine, SensorFrame in, NavState nav) {
        double seconds = machine.secondsInPhase();
        double reloadN = guidance.hoverThrustN(reloadRoverShare);
        if (machine.guards().atLeast(Guard.THRUST, guidance.thrustCommandN(), reloadN)) {
            machine.transition(Phase.SKY_CRANE, EventId.CONTACT_LOST, guidance.thrustCommandN(), reloadN, seconds);
        } else if (machine.guards().atLeast(Guard.PHASE_TIME, seconds, contactPersistenceS)) {
            machine.events().emit(EventId.TOUCHDOWN, seconds, -nav.vEnuMps.z, horizontalMps(nav));
            machine.fire(Pyro.BRIDLE_CUT);
            machine.cut(Segment.DESCENT);
            machine.events().emit(EventId.BRIDLE_CUT);
            machine.transition(Phase.FLYAWAY, EventId.FLYAWAY, nav.altitudeAglM, -nav.vEnuMps.z, horizontalMps(nav));
        }
    }

    /** The burn ends in guidance; the rover goes on recording for a while. */
    void flyaway(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), surfaceS)) {
            machine.transition(Phase.LANDED, EventId.MISSION_OVER, machine.secondsInPhase(), 0, 0);
        }
    }

    private boolean givenUp(DescentMachine machine, NavState nav) {
        double leftKg = ledger.propellantKg();
        if (leftKg <= 0) {
            machine.abort(AbortReason.PROPELLANT_EXHAUSTED.code(), leftKg, 0);
            return true;
        }
        // Up component of body z: -1 when upright.
        double q = nav.qEnuFromBody.x * nav.qEnuFromBody.x + nav.qEnuFromBody.y * nav.qEnuFromBody.y;
        double tiltRad = Trig.acos(Math.max(-1, Math.min(1, 2 * q - 1)));
        if (tiltRad > tiltLimitRad) {
            machine.abort(AbortReason.ATTITUDE_LOST.code(), tiltRad, tiltLimitRad);
            return true;
        }
        return false;
    }

    private static void expire(DescentMachine machine, AbortReason reason, double seconds, double limitS) {
        if (seconds >= limitS) machine.abort(reason.code(), seconds, limitS);
    }

    private static double horizontalMps(NavState nav) {
        double e = nav.vEnuMps.x;
        double n = nav.vEnuMps.y;
        return Math.sqrt(e * e + n * n);
    }
}
