package dev.skycrane.flight.descent;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.nav.NavState;

/** Phases from the free fall after backshell release to the end of the flyaway; flown values in dossier section 3.1. */
public final class LandingSequence {
    private final double freeFallS;
    private final double approachRateMps;
    private final double decelerationMps2;
    private final double skyCraneRateMps;
    private final double skyCraneAltitudeM;
    private final double settleS;
    private final double contactSpeedMps;
    private final double contactPersistenceS;
    private final double flyawayS;

    public LandingSequence(ParameterTable p) {
        freeFallS = p.scalar("descent.landing.freeFallS", "s", 1.04, 0.2, 5,
                "backshell release to ignition (dossier section 3.1)");
        approachRateMps = p.scalar("descent.landing.approachRateMps", "m/s", 32, 5, 80,
                "descent rate that ends the powered approach (dossier section 4.4)");
        decelerationMps2 = p.scalar("descent.landing.decelerationMps2", "m/s^2", 5.28, 1, 15,
                "constant deceleration to the sky-crane rate (dossier section 4.4)");
        skyCraneRateMps = p.scalar("descent.landing.skyCraneRateMps", "m/s", 0.75, 0.1, 3,
                "descent rate of the sky crane (dossier section 4.4)");
        skyCraneAltitudeM = p.scalar("descent.landing.skyCraneAltitudeM", "m", 21, 10, 60,
                "height at which the sky-crane rate is reached (dossier section 9)");
        settleS = p.scalar("descent.landing.settleS", "s", 2.65, 0.5, 20,
                "throttle-down to rover separation (dossier section 3.1)");
        contactSpeedMps = p.scalar("descent.landing.contactSpeedMps", "m/s", 0.2, 0, 1,
                "descent rate below which the rover is taken to stand");
        contactPersistenceS = p.scalar("descent.landing.contactPersistenceS", "s", 1.5, 0.1, 5,
                "contact to touchdown (dossier section 3.1)");
        flyawayS = p.scalar("descent.landing.flyawayS", "s", 6.7, 1, 30, "burn of the flyaway (dossier section 4.4)");
    }

    void freeFall(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), freeFallS)) {
            machine.transition(Phase.POWERED_APPROACH, EventId.POWERED_DESCENT_START, nav.altitudeAglM,
                    -nav.vEnuMps.z, horizontalMps(nav));
        }
    }

    void poweredApproach(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atMost(Guard.DESCENT_RATE, -nav.vEnuMps.z, approachRateMps)) {
            machine.transition(Phase.CONSTANT_VELOCITY, EventId.CONSTANT_VELOCITY, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        }
    }

    void constantVelocity(DescentMachine machine, SensorFrame in, NavState nav) {
        double rateMps = -nav.vEnuMps.z;
        double startM = skyCraneAltitudeM
                + (rateMps * rateMps - skyCraneRateMps * skyCraneRateMps) / (2 * decelerationMps2);
        if (machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM, startM)) {
            machine.transition(Phase.CONSTANT_DECELERATION, EventId.CONSTANT_DECELERATION, nav.altitudeAglM, startM,
                    rateMps);
        }
    }

    void constantDeceleration(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atMost(Guard.DESCENT_RATE, -nav.vEnuMps.z, skyCraneRateMps)) {
            machine.transition(Phase.THROTTLE_DOWN, EventId.SKY_CRANE_START, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        }
    }

    void throttleDown(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), settleS)) {
            machine.fire(Pyro.ROVER_SEPARATION);
            machine.transition(Phase.RAPPEL, EventId.ROVER_SEPARATION, nav.altitudeAglM, -nav.vEnuMps.z,
                    horizontalMps(nav));
        }
    }

    void rappel(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().holds(Guard.SWITCH, in.isSet(Switch.BRIDLE_FULL))) {
            machine.transition(Phase.SKY_CRANE, EventId.BRIDLE_FULL, nav.altitudeAglM, -nav.vEnuMps.z,
                    machine.secondsInPhase());
        }
    }

    void skyCrane(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atMost(Guard.DESCENT_RATE, -nav.vEnuMps.z, contactSpeedMps)) {
            machine.transition(Phase.TOUCHDOWN, EventId.CONTACT, nav.altitudeAglM, -nav.vEnuMps.z, contactSpeedMps);
        }
    }

    void touchdown(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), contactPersistenceS)) {
            machine.events().emit(EventId.TOUCHDOWN, machine.secondsInPhase(), -nav.vEnuMps.z, horizontalMps(nav));
            machine.fire(Pyro.BRIDLE_CUT);
            machine.cut(Segment.DESCENT);
            machine.events().emit(EventId.BRIDLE_CUT);
            machine.transition(Phase.FLYAWAY, EventId.FLYAWAY, nav.altitudeAglM, -nav.vEnuMps.z, horizontalMps(nav));
        }
    }

    void flyaway(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), flyawayS)) {
            machine.transition(Phase.LANDED, EventId.MISSION_OVER, machine.secondsInPhase(), 0, 0);
        }
    }

    private static double horizontalMps(NavState nav) {
        double e = nav.vEnuMps.x;
        double n = nav.vEnuMps.y;
        return Math.sqrt(e * e + n * n);
    }
}
