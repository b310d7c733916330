package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.nav.NavState;

/** Monitors of effects that should be there: a fix, thrust, the parachute. */
final class EffectMonitors {
    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final DescentMachine descent;
    private final Persistence noVisionFix;
    private final Persistence thrust;
    private final Persistence lateInflation;
    private final double fixAltitudeM;
    private final double thrustToleranceMps2;
    private final double inflationWaitS;
    private final double inflationMps2;
    private final int noFixChannel;
    private final int thrustChannel;
    private final int inflationChannel;
    private final double feltStep;
    private double feltMps2;
    private double strongestMps2;
    private long thrustFaults;

    EffectMonitors(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events,
            DescentMachine descent) {
        this.events = events;
        this.channels = channels;
        this.descent = descent;
        noVisionFix = new Persistence(table.line(Monitor.NO_VISION_FIX));
        thrust = new Persistence(table.line(Monitor.THRUST));
        lateInflation = new Persistence(table.line(Monitor.LATE_INFLATION));
        fixAltitudeM = p.scalar("fault.noVisionFix.altitudeM", "m", 2600, 100, 20000,
                "height by which a fix should have come");
        thrustToleranceMps2 = p.scalar("fault.thrust.toleranceMps2", "m/s^2", 1.5, 0.01, 50,
                "allowed difference of felt and commanded acceleration");
        inflationWaitS = p.scalar("fault.lateInflation.waitS", "s", 3.5, 0.1, 30,
                "mortar to the latest inflation; flown 1.65 s to the first peak (dossier section 2.3)");
        inflationMps2 = p.scalar("fault.lateInflation.decelerationMps2", "m/s^2", 15, 1, 200,
                "deceleration that shows an inflated parachute; flown peak 53.7 m/s^2 (dossier section 2.3)");
        feltStep = Math.min(1, Tick.PERIOD_S / p.scalar("fault.lateInflation.filterS", "s", 0.3, 0.001, 10,
                "time constant that keeps the snatch of the lines from passing for the canopy"));
        noFixChannel = channels.declare("fault.noVisionFix");
        thrustChannel = channels.declare("fault.thrustDisagreeCount");
        inflationChannel = channels.declare("fault.lateInflation");
    }

    void step(NavState nav, double commandedMps2) {
        watchFix(nav);
        watchThrust(nav, commandedMps2);
        watchParachute(nav);
    }

    private void watchFix(NavState nav) {
        boolean late = descent.phase() == Phase.PARACHUTE_RADAR && !nav.mapRelative && nav.radarLocked
                && nav.altitudeAglM < fixAltitudeM;
        if (noVisionFix.step(late) == Persistence.Change.TRIPPED) {
            double e = nav.sigmaREnuM.x;
            double n = nav.sigmaREnuM.y;
            events.emit(EventId.NO_VISION_FIX, nav.altitudeAglM, Math.sqrt(e * e + n * n));
        }
        channels.set(noFixChannel, noVisionFix.tripped() ? 1 : 0);
    }

    /** Only before the bridle takes load: later the felt force is not the engines' alone. */
    private void watchThrust(NavState nav, double commandedMps2) {
        boolean watched = descent.phase() == Phase.POWERED_APPROACH || descent.phase() == Phase.CONSTANT_VELOCITY
                || descent.phase() == Phase.CONSTANT_DECELERATION;
        double feltMps2 = -nav.specificForceBodyMps2.z;
        boolean bad = watched && Math.abs(feltMps2 - commandedMps2) > thrustToleranceMps2;
        if (thrust.step(bad) == Persistence.Change.TRIPPED) {
            thrustFaults++;
            events.emit(EventId.ENGINE_STUCK, feltMps2, commandedMps2, Tick.toSeconds(thrust.heldTicks()));
        }
        channels.set(thrustChannel, thrustFaults);
    }

    private void watchParachute(NavState nav) {
        boolean hanging = descent.phase() == Phase.PARACHUTE;
        if (!hanging) {
            strongestMps2 = 0;
            feltMps2 = 0;
        } else {
            feltMps2 += feltStep * (nav.specificForceBodyMps2.norm() - feltMps2);
            strongestMps2 = Math.max(strongestMps2, feltMps2);
        }
        boolean bad = hanging && descent.secondsInPhase() > inflationWaitS && strongestMps2 < inflationMps2;
        if (lateInflation.step(bad) == Persistence.Change.TRIPPED) {
            events.emit(EventId.LATE_INFLATION, descent.secondsInPhase(), strongestMps2, inflationMps2);
        }
        channels.set(inflationChannel, lateInflation.tripped() ? 1 : 0);
    }

    void foldInto(Digest digest) {
        noVisionFix.foldInto(digest);
        thrust.foldInto(digest);
        lateInflation.foldInto(digest);
        digest.fold(strongestMps2);
        digest.fold(feltMps2);
    }
}
