package dev.skycrane.flight.fault;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.RadarGeometry;

/** Monitors of the radar: beams refused, beams silent, no beam at all, and what the map can do about that. */
final class RadarMonitors {
    private static final int BEAMS = RadarGeometry.BEAMS;

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final Navigator navigator;
    private final PoweredGuidance guidance;
    private final DescentMachine descent;
    private final SiteMap map;
    private final RadarGeometry geometry;
    private final double siteRadiusM;
    private final Persistence[] refused = new Persistence[BEAMS];
    private final Persistence[] silence = new Persistence[BEAMS];
    private final Persistence lost;
    private final int refusalsInARow;
    private final int silentTurns;
    private final double cosWellMet;
    private final double heardRangeM;
    private final double lockByM;
    private final int mapPeriodTicks;
    private final double mapSigmaM;
    private final double marginSigmas;
    private final double marginLimitM;
    private final int beamChannel;
    private final int silentChannel;
    private final int lostChannel;
    private final int lostCountChannel;
    private final int mapChannel;
    private final int[] turnsSilent = new int[BEAMS];
    private final Vec3 beam = new Vec3();
    private boolean everLocked;
    private boolean mapUsed;
    private int badBeamBits;
    private int silentBits;
    private long losses;

    RadarMonitors(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events, Navigator navigator,
            DescentMachine descent, PlanetModel planet, SiteMap map, PoweredGuidance guidance) {
        this.events = events;
        this.channels = channels;
        this.navigator = navigator;
        this.descent = descent;
        this.map = map;
        this.guidance = guidance;
        geometry = new RadarGeometry(p);
        siteRadiusM = planet.siteRadiusM;
        Persistence.fill(refused, table.line(Monitor.RADAR_BEAM));
        Persistence.fill(silence, table.line(Monitor.RADAR_SILENCE));
        lost = new Persistence(table.line(Monitor.RADAR_LOST));
        refusalsInARow = p.integer("fault.radarBeam.refusalsInARow", "1", 6, 1, 1000,
                "measurements of a beam refused in a row that make it suspect");
        silentTurns = p.integer("fault.radarSilence.turns", "1", 8, 1, 1000,
                "turns of a beam without a measurement, in a row and well met, that make it silent");
        cosWellMet = StrictMath.cos(Math.toRadians(p.scalar("fault.radarSilence.maxIncidenceDeg", "deg", 55, 1, 89,
                "a beam should be heard when it meets level ground at less than this")));
        heardRangeM = p.scalar("fault.radarSilence.maxRangeM", "m", 5000, 10, 50000,
                "a beam should be heard within this range");
        lockByM = p.scalar("fault.radarLost.lockByM", "m", 4200, 100, 20000,
                "height by which the radar should have locked for the first time");
        mapPeriodTicks = (int) Tick.fromSeconds(p.scalar("fault.radarLost.mapPeriodS", "s", 2, 0.1, 60,
                "period at which the map's ground height is taken without radar"));
        mapSigmaM = p.scalar("fault.radarLost.mapSigmaM", "m", 10, 0.1, 1000, "1-sigma of the map's ground height");
        marginSigmas = p.scalar("fault.radarLost.marginSigmas", "1", 2, 0, 10,
                "how much higher the sky crane starts without radar, in 1-sigma of the height");
        marginLimitM = p.scalar("fault.radarLost.marginLimitM", "m", 5, 0, 1000,
                "most of that: with it a height that is wrong by some 14 m either way neither empties the tanks nor lets the rover hang too low");
        beamChannel = channels.declare("fault.radarRejectedBeamBits");
        silentChannel = channels.declare("fault.radarSilentBeamBits");
        lostChannel = channels.declare("fault.radarLost");
        lostCountChannel = channels.declare("fault.radarLostCount");
        mapChannel = channels.declare("fault.mapHeight");
    }

    void step(SensorFrame in, NavState nav) {
        boolean needed = descent.phase().code() >= Phase.PARACHUTE_RADAR.code()
                && descent.phase().code() <= Phase.THROTTLE_DOWN.code();
        watchRefusals();
        watchSilence(in, nav, needed);
        watchLoss(nav, needed);
        if (lost.tripped() && nav.mapRelative && in.tick % mapPeriodTicks == 0) takeMapHeight(nav);
        if (needed) {
            guidance.raiseSkyCrane(lost.tripped() ? Math.min(marginLimitM, marginSigmas * nav.sigmaAglM) : 0);
        }
        channels.set(beamChannel, badBeamBits);
        channels.set(silentChannel, silentBits);
        channels.set(lostChannel, lost.tripped() ? 1 : 0);
        channels.set(lostCountChannel, losses);
        channels.set(mapChannel, mapUsed ? 1 : 0);
    }

    /** A beam once found bad is left out for good. */
    private void watchRefusals() {
        int bits = navigator.refusedBeamBits(refusalsInARow);
        for (int b = 0; b < BEAMS; b++) {
            int bit = 1 << b;
            if (refused[b].step((bits & bit) != 0) == Persistence.Change.TRIPPED && (badBeamBits & bit) == 0
                    && Integer.bitCount(badBeamBits) < BEAMS - 2) {
                badBeamBits |= bit;
                navigator.excludeBeams(badBeamBits);
                events.emit(EventId.RADAR_BEAM_EXCLUDED, b, Tick.toSeconds(refused[b].heldTicks()), badBeamBits);
            }
        }
    }

    private void watchSilence(SensorFrame in, NavState nav, boolean needed) {
        int b = in.radarBeam;
        if (b < 0 || b >= BEAMS || !needed || !nav.radarLocked) return;
        boolean heard = in.radarRangeValid || in.radarVelocityValid;
        if (heard) turnsSilent[b] = 0;
        else if (wellMet(b, nav)) turnsSilent[b]++;
        Persistence.Change change = silence[b].step(turnsSilent[b] >= silentTurns);
        if (change == Persistence.Change.NONE) return;
        silentBits = silence[b].tripped() ? silentBits | 1 << b : silentBits & ~(1 << b);
        if (silence[b].tripped()) events.emit(EventId.RADAR_BEAM_SILENT, b, turnsSilent[b], silentBits);
    }

    /** Whether level ground below would answer this beam. */
    private boolean wellMet(int b, NavState nav) {
        nav.qMcmfFromBody.rotate(geometry.beamBody(b), beam);
        double cosNadir = -beam.dot(nav.rMcmfM) / nav.rMcmfM.norm();
        return cosNadir > cosWellMet && nav.altitudeAglM < heardRangeM * cosNadir;
    }

    private void watchLoss(NavState nav, boolean needed) {
        everLocked |= nav.radarLocked;
        boolean expected = needed && (everLocked || nav.altitudeAglM < lockByM);
        if (lost.step(expected && !nav.radarLocked) == Persistence.Change.TRIPPED) {
            losses++;
            events.emit(EventId.RADAR_LOST, Tick.toSeconds(lost.heldTicks()), nav.altitudeAglM);
        }
    }

    private void takeMapHeight(NavState nav) {
        double groundM = map.areoidRadiusM + map.elevationAtM(map.eastM(nav.lonRad), map.northM(nav.latRad))
                - siteRadiusM;
        navigator.noteMapGround(groundM, mapSigmaM);
        if (!mapUsed) events.emit(EventId.MAP_HEIGHT_USED, groundM, nav.altitudeAglM);
        mapUsed = true;
    }

    void foldInto(Digest digest) {
        for (Persistence m : refused)
            m.foldInto(digest);
        for (Persistence m : silence)
            m.foldInto(digest);
        lost.foldInto(digest);
        digest.fold(badBeamBits);
        digest.fold(silentBits);
        digest.fold(mapUsed ? 1 : 0);
    }
}
