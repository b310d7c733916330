package dev.skycrane.flight.descent;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.command.LiveParameters;
import dev.skycrane.flight.command.LiveScalar;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.guidance.EntryGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.EntryInterface;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Phases from entry interface to the release of the backshell; flown times and values in dossier section 3.1.
 *
 * <p>The parachute opens by range, when the distance to the target has come down to the one planned, or by velocity, when navigation's has
 * come down to the one planned (Dutta and Way 2017, dossier section 4.1); by either only inside a box of Mach number and dynamic
 * pressure; slower than the box it opens at once. Straighten-up starts such that it has just ended by then.
 */
public final class EntrySequence {
    private static final double KM_PER_M = 1e-3;
    private static final Pyro[] BALANCE_MASSES = {Pyro.BALANCE_MASS_PAIR_1, Pyro.BALANCE_MASS_PAIR_2,
        Pyro.BALANCE_MASS_PAIR_3};

    /** Why the parachute opened; argument {@code trigger} of {@code PARACHUTE_DEPLOY}. */
    enum Trigger {
        NONE, RANGE, LOW_MACH, LOW_PRESSURE, VELOCITY
    }

    private final EntryGuidance guidance;
    private final double entryRadiusM;
    private final double gravityMps2;
    private final double guidanceDragMps2;
    private final double headingAlignmentSpeedMps;
    private final double fastestSufrMps;
    private final double slowestSufrMps;
    private final double sufrS;
    private final double shortestSufrS;
    private final double balanceDelayS;
    private final double balancePeriodS;
    private final boolean byVelocity;
    private final double deployVelocityMps;
    private final LiveScalar highestMach;
    private final LiveScalar lowestMach;
    private final LiveScalar highestPressurePa;
    private final LiveScalar lowestPressurePa;
    private final double heatShieldDelayS;
    private final LiveScalar heatShieldMach;
    private final double heatShieldLatestS;
    private final double primeLeadS;
    private final LiveScalar backshellAltitudeM;
    private final double blindMarginM;
    private final double targetMarginM;
    private final double maxSigmaAglM;
    private boolean interfaceReported;
    private boolean targetSelected;
    private int balancePairs;

    /**
     * @param live     parameters that can be changed in flight
     * @param guidance knows the distance to the point where the parachute is meant to open
     */
    public EntrySequence(ParameterTable p, LiveParameters live, EntryGuidance guidance) {
        this.guidance = guidance;
        entryRadiusM = new EntryInterface(p).radiusM;
        PlanetModel planet = new PlanetModel(p);
        gravityMps2 = planet.gmM3ps2 / (planet.siteRadiusM * planet.siteRadiusM);
        guidanceDragMps2 = p.scalar("descent.entry.guidanceDragMps2", "m/s^2", 1.96, 0.1, 20,
                "drag that starts range control, 0.2 Earth g (dossier section 4.1)");
        headingAlignmentSpeedMps = p.scalar("descent.entry.headingAlignmentSpeedMps", "m/s", 1100, 500, 3000,
                "relative speed below which heading alignment starts (dossier section 4.1)");
        fastestSufrMps = p.scalar("descent.entry.fastestSufrMps", "m/s", 505, 200, 2000,
                "straighten-up starts no faster than this");
        slowestSufrMps = p.scalar("descent.entry.slowestSufrMps", "m/s", 462, 200, 2000,
                "straighten-up starts no slower than this");
        sufrS = p.scalar("descent.entry.sufrDurationS", "s", 16.8, 1, 60,
                "straighten-up to mortar as planned (dossier section 3.1)");
        shortestSufrS = p.scalar("descent.entry.shortestSufrS", "s", 12, 1, 60, "shortest time between the two");
        balanceDelayS = p.scalar("descent.entry.balanceDelayS", "s", 5.15, 0, 30,
                "straighten-up to the first pair of balance masses (dossier section 3.1)");
        balancePeriodS = p.scalar("descent.entry.balancePeriodS", "s", 2, 0.1, 20,
                "one pair to the next (dossier section 3.1)");
        String trigger = p.text("descent.parachute.trigger", "range", "what opens the parachute: range or velocity");
        byVelocity = trigger.equals("velocity");
        if (!byVelocity && !trigger.equals("range")) {
            throw new ParameterException("descent.parachute.trigger", trigger, "range or velocity");
        }
        deployVelocityMps = p.scalar("descent.parachute.velocityMps", "m/s", 409, 50, 2000,
                "relative speed at which the parachute opens by velocity");
        highestMach = live.scalar("descent.parachute.highestMach", "1", 2.0, 0.5, 5, "upper edge of the box, Mach");
        lowestMach = live.scalar("descent.parachute.lowestMach", "1", 1.72, 0.3, 5, "lower edge of the box, Mach");
        highestPressurePa = live.scalar("descent.parachute.highestPressurePa", "Pa", 650, 50, 3000,
                "upper edge of the box, dynamic pressure");
        lowestPressurePa = live.scalar("descent.parachute.lowestPressurePa", "Pa", 445, 10, 3000,
                "lower edge of the box, dynamic pressure");
        heatShieldDelayS = p.scalar("descent.entry.heatShieldDelayS", "s", 22.6, 5, 60,
                "mortar to heat-shield release at the earliest (dossier section 3.1)");
        heatShieldMach = live.scalar("descent.entry.heatShieldMach", "1", 0.8, 0.1, 2,
                "Mach number below which the heat shield falls clear");
        heatShieldLatestS = p.scalar("descent.entry.heatShieldLatestS", "s", 35, 5, 120,
                "mortar to heat-shield release at the latest");
        primeLeadS = p.scalar("descent.entry.primeLeadS", "s", 16, 1, 60,
                "engine priming before backshell release (dossier section 4.4)");
        backshellAltitudeM = live.scalar("descent.entry.backshellAltitudeM", "m", 2190, 500, 5000,
                "height above ground of backshell release (dossier section 3.1)");
        blindMarginM = p.scalar("descent.entry.blindMarginM", "m", 300, 0, 2000,
                "how much lower the backshell is released when the radar is not locked");
        targetMarginM = p.scalar("descent.entry.targetMarginM", "m", 120, 0, 2000,
                "how much lower the backshell is released when no target is selected");
        maxSigmaAglM = p.scalar("descent.entry.maxSigmaAglM", "m", 150, 1, 10000,
                "1-sigma of the height beyond which, without radar, powered descent is not begun");
    }

    /** Told before every step: the point to land at has been chosen, which backshell release waits for. */
    public void noteTarget(boolean selected) {
        targetSelected = selected;
    }

    void preBank(DescentMachine machine, SensorFrame in, NavState nav) {
        double radiusM = nav.rMcmfM.norm();
        if (!interfaceReported && radiusM <= entryRadiusM) {
            interfaceReported = true;
            machine.events().emit(EventId.ENTRY_INTERFACE, radiusM * KM_PER_M, nav.speedMps);
        }
        if (machine.guards().atLeast(Guard.DRAG, nav.dragMps2, guidanceDragMps2)) {
            machine.transition(Phase.RANGE_CONTROL, EventId.GUIDANCE_START, nav.dragMps2, guidanceDragMps2,
                    nav.speedMps);
        }
    }

    void rangeControl(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atMost(Guard.SPEED, nav.speedMps, headingAlignmentSpeedMps)) {
            machine.transition(Phase.HEADING_ALIGNMENT, EventId.HEADING_ALIGNMENT, nav.speedMps,
                    headingAlignmentSpeedMps, nav.altitudeAglM);
        }
    }

    void headingAlignment(DescentMachine machine, SensorFrame in, NavState nav) {
        boolean close = byVelocity
                ? machine.guards().atMost(Guard.SPEED, nav.speedMps - lossMps(nav), deployVelocityMps)
                : machine.guards().atMost(Guard.RANGE_TO_TARGET, guidance.rangeToDeployM(), aheadM(nav));
        boolean slowEnough = machine.guards().atMost(Guard.SPEED, nav.speedMps, fastestSufrMps);
        boolean slow = machine.guards().atMost(Guard.SPEED, nav.speedMps, slowestSufrMps);
        if (close && slowEnough || slow) {
            machine.transition(Phase.SUFR, EventId.SUFR, nav.speedMps, slow ? slowestSufrMps : fastestSufrMps,
                    nav.altitudeAglM);
        }
    }

    /** Speed that straighten-up will cost: drag falls with its square, and gravity helps on the way down. */
    private double lossMps(NavState nav) {
        double kept = nav.speedMps / (nav.speedMps + 0.5 * nav.dragMps2 * sufrS);
        return (nav.dragMps2 * kept * kept + gravityMps2 * Trig.sin(nav.flightPathAngleRad)) * sufrS;
    }

    /** Ground distance that straighten-up will cover. */
    private double aheadM(NavState nav) {
        double level = Trig.cos(nav.flightPathAngleRad);
        double alongM = nav.speedMps * sufrS - 0.5 * nav.dragMps2 * sufrS * sufrS;
        return Math.max(0, alongM) * level;
    }

    void straightenUp(DescentMachine machine, SensorFrame in, NavState nav) {
        double seconds = machine.secondsInPhase();
        while (balancePairs < BALANCE_MASSES.length && seconds >= balanceDelayS + balancePairs * balancePeriodS) {
            machine.fire(BALANCE_MASSES[balancePairs++]);
            machine.events().emit(EventId.BALANCE_MASS_EJECTED, balancePairs);
        }
        Trigger trigger = deployTrigger(machine, nav);
        boolean straight = machine.guards().atLeast(Guard.PHASE_TIME, seconds, shortestSufrS);
        if (trigger != Trigger.NONE && straight) {
            machine.fire(Pyro.MORTAR);
            machine.transition(Phase.PARACHUTE, EventId.PARACHUTE_DEPLOY, nav.mach, nav.dynamicPressurePa,
                    nav.altitudeAglM, nav.speedMps, guidance.rangeToTargetM(), trigger.ordinal());
        }
    }

    private Trigger deployTrigger(DescentMachine machine, NavState nav) {
        boolean reached = byVelocity
                ? machine.guards().atMost(Guard.SPEED, nav.speedMps, deployVelocityMps)
                : machine.guards().atMost(Guard.RANGE_TO_TARGET, guidance.rangeToDeployM(), 0);
        boolean machOk = machine.guards().atMost(Guard.MACH, nav.mach, highestMach.value);
        boolean pressureOk = machine.guards().atMost(Guard.DYNAMIC_PRESSURE, nav.dynamicPressurePa,
                highestPressurePa.value);
        boolean machLow = machine.guards().atMost(Guard.MACH, nav.mach, lowestMach.value);
        boolean pressureLow = machine.guards().atMost(Guard.DYNAMIC_PRESSURE, nav.dynamicPressurePa,
                lowestPressurePa.value);
        if (machLow) return Trigger.LOW_MACH;
        if (pressureLow && machOk) return Trigger.LOW_PRESSURE;
        if (!(reached && machOk && pressureOk)) return Trigger.NONE;
        return byVelocity ? Trigger.VELOCITY : Trigger.RANGE;
    }

    void parachute(DescentMachine machine, SensorFrame in, NavState nav) {
        double seconds = machine.secondsInPhase();
        boolean time = machine.guards().atLeast(Guard.PHASE_TIME, seconds, heatShieldDelayS);
        boolean subsonic = machine.guards().atMost(Guard.MACH, nav.mach, heatShieldMach.value);
        boolean late = machine.guards().atLeast(Guard.PHASE_TIME, seconds, heatShieldLatestS);
        if (time && subsonic || late) {
            machine.fire(Pyro.HEAT_SHIELD);
            machine.transition(Phase.PARACHUTE_RADAR, EventId.HEAT_SHIELD_SEPARATION, nav.mach, nav.speedMps,
                    nav.altitudeAglM);
        }
    }

    void parachuteRadar(DescentMachine machine, SensorFrame in, NavState nav) {
        double descentMps = -nav.vEnuMps.z;
        if (!machine.fired(Pyro.ENGINE_PRIME)
                && nav.altitudeAglM <= backshellAltitudeM.value + primeLeadS * descentMps) {
            machine.fire(Pyro.ENGINE_PRIME);
            machine.events().emit(EventId.ENGINE_PRIME, nav.altitudeAglM);
        }
        boolean locked = machine.guards().holds(Guard.RADAR_LOCK, nav.radarLocked);
        boolean low = machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM, backshellAltitudeM.value);
        boolean chosen = machine.guards().holds(Guard.TARGET_SELECTED, targetSelected);
        boolean waited = machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM,
                backshellAltitudeM.value - targetMarginM);
        boolean blind = machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM,
                backshellAltitudeM.value - blindMarginM);
        if (blind && !locked && nav.sigmaAglM > maxSigmaAglM) {
            machine.abort(AbortReason.NO_HEIGHT.code(), nav.sigmaAglM, maxSigmaAglM);
        } else if (locked && low && (chosen || waited) || blind) {
            machine.fire(Pyro.BACKSHELL);
            machine.cut(Segment.BACKSHELL);
            machine.transition(Phase.FREE_FALL, EventId.BACKSHELL_SEPARATION, nav.altitudeAglM, descentMps,
                    backshellAltitudeM.value);
        }
    }
}
