package dev.skycrane.flight.descent;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.nav.NavState;

/** Phases from entry interface to the release of the backshell; flown times and values in dossier section 3.1. */
public final class EntrySequence {
    private static final double KM_PER_M = 1e-3;

    private final double entryRadiusM;
    private final double guidanceDragMps2;
    private final double headingAlignmentSpeedMps;
    private final double straightenSpeedMps;
    private final double straightenS;
    private final double heatShieldDelayS;
    private final double backshellAltitudeM;
    private boolean interfaceReported;

    public EntrySequence(ParameterTable p) {
        entryRadiusM = p.scalar("descent.entry.interfaceRadiusM", "m", 3522200, 3e6, 5e6,
                "radius of entry interface (dossier section 1.3)");
        guidanceDragMps2 = p.scalar("descent.entry.guidanceDragMps2", "m/s^2", 1.96, 0.1, 20,
                "drag that starts range control, 0.2 Earth g (dossier section 4.1)");
        headingAlignmentSpeedMps = p.scalar("descent.entry.headingAlignmentSpeedMps", "m/s", 1100, 500, 3000,
                "relative speed below which heading alignment starts (dossier section 4.1)");
        straightenSpeedMps = p.scalar("descent.entry.sufrSpeedMps", "m/s", 470, 300, 1000,
                "relative speed below which the vehicle straightens up (dossier section 3.2)");
        straightenS = p.scalar("descent.entry.sufrDurationS", "s", 16.8, 1, 60,
                "straighten-up to mortar (dossier section 3.1)");
        heatShieldDelayS = p.scalar("descent.entry.heatShieldDelayS", "s", 22.6, 5, 60,
                "mortar to heat-shield release (dossier section 3.1)");
        backshellAltitudeM = p.scalar("descent.entry.backshellAltitudeM", "m", 2190, 500, 5000,
                "height above ground of backshell release (dossier section 3.1)");
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
        if (machine.guards().atMost(Guard.SPEED, nav.speedMps, straightenSpeedMps)) {
            machine.transition(Phase.SUFR, EventId.SUFR, nav.speedMps, straightenSpeedMps, nav.altitudeAglM);
        }
    }

    void straightenUp(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), straightenS)) {
            machine.fire(Pyro.MORTAR);
            machine.transition(Phase.PARACHUTE, EventId.PARACHUTE_DEPLOY, nav.mach, nav.dynamicPressurePa,
                    nav.altitudeAglM);
        }
    }

    void parachute(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().atLeast(Guard.PHASE_TIME, machine.secondsInPhase(), heatShieldDelayS)) {
            machine.fire(Pyro.HEAT_SHIELD);
            machine.transition(Phase.PARACHUTE_RADAR, EventId.HEAT_SHIELD_SEPARATION, nav.mach, nav.speedMps,
                    nav.altitudeAglM);
        }
    }

    void parachuteRadar(DescentMachine machine, SensorFrame in, NavState nav) {
        if (machine.guards().holds(Guard.RADAR_LOCK, nav.radarLocked)
                & machine.guards().atMost(Guard.ALTITUDE, nav.altitudeAglM, backshellAltitudeM)) {
            machine.fire(Pyro.BACKSHELL);
            machine.cut(Segment.BACKSHELL);
            machine.transition(Phase.FREE_FALL, EventId.BACKSHELL_SEPARATION, nav.altitudeAglM, -nav.vEnuMps.z,
                    backshellAltitudeM);
        }
    }
}
