package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;

/**
 * When the Lander Vision System takes a frame, and what is asked of it. Slow frames for the record from the parachute on; coarse
 * localisation from 4.2 km above ground once the radar has locked, without it as soon as the ground may be so near; fine localisation as
 * soon as coarse frames agree and navigation took their fix; slow frames again from some 500 m to the ground (dossier sections 5.1 and
 * 5.6). A frame exposed in tick n is answered in tick n + K exactly; one request is out at a time.
 */
public final class LvsSupervisor {
    private static final long NEVER = Long.MAX_VALUE;

    /** What the system is doing. */
    enum Stage {
        OFF, RECORD, COARSE, FINE, TOURIST, DONE
    }

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final boolean on;
    private final long startDelayTicks;
    private final int recordPeriodTicks;
    private final int coarsePeriodTicks;
    private final int finePeriodTicks;
    private final int latencyTicks;
    private final double startAglM;
    private final double blindMarginM;
    private final double blindSigmas;
    private final double endAglM;
    private final int failuresToCoarse;
    private final double reacquireSigmaM;
    private final double reacquireUpShare;
    private final double reacquireSigmaRad;
    private final double minSigmaM;
    private final double minSigmaAttitudeRad;

    private final int modeChannel;
    private final int requestChannel;
    private final int fixChannel;
    private final int noFixChannel;
    private final int missChannel;
    private final int landmarkChannel;
    private final int inlierChannel;
    private final int residualChannel;
    private final int ratioChannel;

    private Stage stage = Stage.OFF;
    private long mortarTick = NEVER;
    private long nextFrameTick = NEVER;
    private boolean coarseReported;
    private boolean fineReported;
    private boolean answerAwaited;
    private long dueTick;
    private int failures;
    private VisionRequest.Mode lastMode = VisionRequest.Mode.NONE;
    private long requests;
    private long fixes;
    private long noFixes;
    private long misses;
    private long pending;
    private boolean tooLow;
    /** Whether a search follows upon tracking that failed. */
    private boolean lost;
    private final Vec3 askedMcmfM = new Vec3();
    private final Vec3 correction = new Vec3();
    private final EnuFrame local = new EnuFrame();

    public LvsSupervisor(ParameterTable p, ChannelBuffer channels, EventBuffer events) {
        this.channels = channels;
        this.events = events;
        on = p.flag("trn.on", true, "map-relative localisation; without it frames are for the record only");
        startDelayTicks = Tick.fromSeconds(p.scalar("trn.lcam.startAfterMortarS", "s", 13.7, 0, 120,
                "mortar to the first frame, heat shield or not (dossier sections 3.1 and 5.6)"));
        recordPeriodTicks = period(p, "trn.lcam.recordPeriodS", 3.35,
                "period outside localisation (dossier section 5.1)");
        coarsePeriodTicks = period(p, "trn.lcam.coarsePeriodS", 1.58,
                "period in coarse localisation: 3 frames in 4.75 s (dossier section 5.6)");
        finePeriodTicks = period(p, "trn.lcam.finePeriodS", 1.08, "period in fine localisation (dossier section 5.1)");
        latencyTicks = p.integer("trn.latencyTicks", "ticks", 48, 2, 640,
                "exposure to answer, exactly; must be shorter than the periods of localisation");
        startAglM = p.scalar("trn.coarse.startAglM", "m", 4200, 500, 20000,
                "height above ground at which localisation starts (dossier section 5.3)");
        blindMarginM = p.scalar("trn.coarse.blindMarginM", "m", 500, 0, 20000,
                "how much lower localisation starts when the radar is not locked");
        blindSigmas = p.scalar("trn.coarse.blindSigmas", "1", 2, 0, 5,
                "and higher again by so many 1-sigmas of the height, which may be less than believed");
        endAglM = p.scalar("trn.fine.endAglM", "m", 500, 0, 5000,
                "height above ground at which it ends (dossier section 5.3)");
        failuresToCoarse = p.integer("trn.fine.failuresToCoarse", "1", 6, 1, 100,
                "fine frames without a fix, one after another, before the whole prior is searched again");
        reacquireSigmaM = p.scalar("trn.reacquire.sigmaM", "m", 1150, 10, 10000,
                "position 1-sigma told when localisation was lost: the fixes before may have been wrong, so all is searched again");
        reacquireUpShare = p.scalar("trn.reacquire.upShare", "1", 0.02, 0, 1,
                "1-sigma of the height told then, over the height above ground");
        reacquireSigmaRad = Math.toRadians(p.scalar("trn.reacquire.sigmaAttitudeDeg", "deg", 1, 0, 10,
                "attitude 1-sigma told then"));
        minSigmaM = p.scalar("trn.request.minSigmaM", "m", 4, 0.1, 1000,
                "floor of the position 1-sigma told to the vision computer");
        minSigmaAttitudeRad = Math.toRadians(p.scalar("trn.request.minSigmaAttitudeDeg", "deg", 0.1, 0, 10,
                "floor of the attitude 1-sigma told to the vision computer"));
        modeChannel = channels.declare("trn.mode");
        requestChannel = channels.declare("trn.requestCount");
        fixChannel = channels.declare("trn.fixCount");
        noFixChannel = channels.declare("trn.noFixCount");
        missChannel = channels.declare("trn.deadlineMissCount");
        landmarkChannel = channels.declare("trn.landmarks");
        inlierChannel = channels.declare("trn.inliers");
        residualChannel = channels.declare("trn.residualPx");
        ratioChannel = channels.declare("trn.peakRatio");
    }

    private static int period(ParameterTable p, String name, double defaultS, String doc) {
        return (int) Tick.fromSeconds(p.scalar(name, "s", defaultS, 0.5, 60, doc));
    }

    /** One tick: reads the answer that is due, then orders a frame if one is. {@code out.pyroBits} is already set. */
    public void step(SensorFrame in, Phase phase, NavState nav, ActuatorFrame out) {
        if (mortarTick == NEVER && out.fired(Pyro.MORTAR)) {
            mortarTick = in.tick;
            nextFrameTick = in.tick + startDelayTicks;
        }
        takeAnswer(in, nav);
        advance(in.tick, phase, nav);
        if (in.tick >= nextFrameTick && stage != Stage.OFF && stage != Stage.DONE) {
            out.cameraTriggerBits |= CameraId.LCAM.bit();
            nextFrameTick += periodTicks();
            order(in.tick, nav, out.vision);
        }
        channels.set(modeChannel, lastMode.ordinal());
        channels.set(requestChannel, requests);
        channels.set(fixChannel, fixes);
        channels.set(noFixChannel, noFixes);
        channels.set(missChannel, misses);
    }

    private void takeAnswer(SensorFrame in, NavState nav) {
        if (!answerAwaited || in.tick < dueTick) return;
        answerAwaited = false;
        VisionFix fix = in.vision;
        channels.set(landmarkChannel, fix.landmarks);
        channels.set(inlierChannel, fix.inliers);
        channels.set(residualChannel, fix.residualPx);
        channels.set(ratioChannel, fix.peakRatio);
        if (fix.status == VisionFix.Status.FIX) {
            fixes++;
            failures = 0;
            // navigation gives its position up only for several coarse fixes that agree
            if (stage == Stage.COARSE && nav.mapRelative && (!lost || nav.fixTaken)) startFine(fix, nav, in.tick);
        } else if (fix.status == VisionFix.Status.EMPTY || fix.status == VisionFix.Status.DEADLINE_MISS) {
            misses++;
            events.emit(EventId.VISION_DEADLINE_MISS, in.tick - latencyTicks);
        } else {
            noFix(fix);
        }
    }

    private void noFix(VisionFix fix) {
        noFixes++;
        tooLow = fix.status == VisionFix.Status.MAP_TOO_COARSE;
        if (fix.status == VisionFix.Status.COARSE_PENDING) {
            pending++;
            return;
        }
        events.emit(EventId.VISION_NO_FIX, fix.exposureTick, fix.status.ordinal(), fix.inliers, fix.landmarks);
        if (stage == Stage.FINE && ++failures >= failuresToCoarse && !tooLow) {
            stage = Stage.COARSE;
            failures = 0;
            lost = true;
        }
    }

    private void startFine(VisionFix fix, NavState nav, long tick) {
        stage = Stage.FINE;
        lost = false;
        nextFrameTick = Math.min(nextFrameTick, tick + finePeriodTicks);
        if (fineReported) return;
        fineReported = true;
        correction.difference(fix.rMcmfM, askedMcmfM);
        local.set(askedMcmfM).vector(correction, correction);
        events.emit(EventId.LVS_FINE_START, nav.altitudeAglM, correction.x, correction.y, fixes + pending);
    }

    private void advance(long tick, Phase phase, NavState nav) {
        if (stage == Stage.OFF && mortarTick != NEVER && tick >= nextFrameTick) stage = Stage.RECORD;
        double startM = nav.radarLocked ? startAglM : startAglM - blindMarginM + blindSigmas * nav.sigmaAglM;
        if (on && stage == Stage.RECORD && nav.altitudeAglM <= startM) {
            stage = Stage.COARSE;
            nextFrameTick = Math.min(nextFrameTick, tick + coarsePeriodTicks);
            if (!coarseReported) {
                coarseReported = true;
                double e = nav.sigmaREnuM.x;
                double n = nav.sigmaREnuM.y;
                events.emit(EventId.LVS_COARSE_START, nav.altitudeAglM, Math.sqrt(e * e + n * n));
            }
        }
        if ((stage == Stage.COARSE || stage == Stage.FINE) && nav.altitudeAglM <= endAglM) stage = Stage.TOURIST;
        if (phase == Phase.LANDED || phase == Phase.ABORTED) stage = Stage.DONE;
    }

    private int periodTicks() {
        if (stage == Stage.COARSE) return coarsePeriodTicks;
        return stage == Stage.FINE ? finePeriodTicks : recordPeriodTicks;
    }

    /** Fills the request for the frame of this tick; its mode stays NONE for a frame for the record only. */
    private void order(long tick, NavState nav, VisionRequest request) {
        lastMode = VisionRequest.Mode.NONE;
        if (stage == Stage.COARSE && !answerAwaited) lastMode = VisionRequest.Mode.COARSE;
        if (stage == Stage.FINE && !answerAwaited && !tooLow) lastMode = VisionRequest.Mode.FINE;
        request.mode = lastMode;
        request.exposureTick = tick;
        request.dueTick = tick + latencyTicks;
        request.rMcmfM.set(nav.rMcmfM);
        request.vMcmfMps.set(nav.vMcmfMps);
        request.qMcmfFromBody.set(nav.qMcmfFromBody);
        double leastM = lost ? reacquireSigmaM : minSigmaM;
        double leastUpM = lost ? Math.max(minSigmaM, reacquireUpShare * nav.altitudeAglM) : minSigmaM;
        request.sigmaEnuM.set(Math.max(leastM, nav.sigmaREnuM.x), Math.max(leastM, nav.sigmaREnuM.y),
                Math.max(leastUpM, nav.sigmaREnuM.z));
        request.sigmaAttitudeRad = Math.max(lost ? reacquireSigmaRad : minSigmaAttitudeRad, nav.sigmaAttitudeRad);
        if (lastMode == VisionRequest.Mode.NONE) return;
        requests++;
        answerAwaited = true;
        askedMcmfM.set(nav.rMcmfM);
        dueTick = request.dueTick;
    }

    public void foldInto(Digest digest) {
        digest.fold(stage.ordinal());
        digest.fold(nextFrameTick);
        digest.fold(failures);
        digest.fold(lost ? 1 : 0);
        digest.fold(requests);
        digest.fold(fixes);
        digest.fold(noFixes);
        digest.fold(misses);
    }
}
