package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraCounts;
import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.Quality;
import dev.skycrane.hil.landing.RigLanding;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibration;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run on a rig came to, section {@code rig} of the landing report; keys are the component names. Times in milliseconds, lengths on the
 * picture in pixels of LCAM unless said otherwise.
 *
 * @param identity what was run on what
 * @param latency where the time goes
 * @param frames what became of the pictures
 * @param calibration how well the rig is known
 * @param loop what that did to the landing
 * @param benchTruth judgement by the virtual bench's own truth; null on a real one
 * @param goals each with its figure and whether it was met
 * @param warnings what makes the run less than it should be
 * @param invalid why its figures do not count; empty for a valid run
 * @param events what happened to the rig, see {@link dev.skycrane.hil.camera.CameraEvents}
 * @param eventCounts how often each kind happened
 */
public record RigReport(Identity identity, Latency latency, Frames frames, Calibration calibration, Loop loop,
        BenchTruth.Judgement benchTruth, List<Goal> goals, List<String> warnings, List<String> invalid,
        List<Event> events, Map<CameraEvent.Kind, Long> eventCounts) {
    /**
     * Something that happened to the rig.
     *
     * @param timeS after the begin of the landing; negative during calibration
     * @param kind what, see {@link CameraEvent.Kind}
     * @param row of the table of failure modes
     * @param unsaid how often before, since the last one told
     */
    public record Event(double timeS, CameraEvent.Kind kind, int row, String detail, long unsaid) {}

    /**
     * @param mode {@code lockstep}, {@code realtime} or {@code replay}
     * @param bench {@code virtual} or {@code camera}
     * @param cameraProgram as it says of itself
     * @param host kernel and architecture
     * @param java version
     * @param calibrationSha256 of the calibration used
     */
    public record Identity(String mode, String bench, String cameraProgram, String host, String java,
            String calibrationSha256, CaptureSettings settings) {}

    /**
     * @param sensorToArrival start of the readout to the last byte read
     * @param showToMidExposure picture handed to the screen until it was photographed
     * @param midExposureToInjection until the vision computer had it
     * @param commandToInjection flight software's trigger until the vision computer had it
     * @param remap of one picture onto LCAM's grid, processor time
     * @param sensorStep from one picture to the next by the sensor
     * @param arrivalStep the same by arrival
     * @param screenLatencyMs as calibrated
     * @param screenLatencyUncertaintyMs half the interval in which it lies
     */
    public record Latency(RigLog.Spread sensorToArrival, RigLog.Spread showToMidExposure,
            RigLog.Spread midExposureToInjection, RigLog.Spread commandToInjection, RigLog.Spread remap,
            RigLog.Spread sensorStep, RigLog.Spread arrivalStep, double screenLatencyMs,
            double screenLatencyUncertaintyMs) {}

    /**
     * @param stream what the stream was
     * @param lookedAt photographs decoded
     * @param injected handed to the vision computer
     * @param missing exposures without a photograph in time
     * @param stale that still showed an older picture
     * @param torn whose corners did not agree, or could not be read
     * @param beatUnreadable exposed while the beat changed
     * @param timeProven whose time only one record fits
     * @param timePossible whose time fits, as another's might
     * @param timeContradicted whose record was another's: refused
     * @param moved refused since somebody moved the rig
     */
    public record Frames(CameraCounts stream, long lookedAt, long injected, long missing, long stale, long torn,
            long beatUnreadable, long timeProven, long timePossible, long timeContradicted, long moved) {}

    /**
     * @param reprojectionRmsPx of the lens, px of the camera
     * @param heldOutRmsPx of views that took no part; NaN if not known
     * @param screenFitRmsPx of the board on the screen that was fitted
     * @param screenCheckRmsPx of another board
     * @param screenCheckMaxPx of another board
     * @param driftMeanPx shift of the marks over the run
     * @param driftMaxPx largest
     * @param photometricNoiseDn 1-sigma of a pixel
     * @param saturatedShare of the pixels at white
     */
    public record Calibration(double reprojectionRmsPx, double reprojectionMaxPx, double heldOutRmsPx,
            double screenFitRmsPx, double screenCheckRmsPx, double screenCheckMaxPx, double driftMeanPx,
            double driftMaxPx, double photometricNoiseDn, double saturatedShare) {}

    /**
     * @param navigationRmsM horizontal error from the first fix to first contact
     * @param pureNavigationRmsM of the pure simulation of the same seed
     * @param ratio of the two
     * @param landingErrorM first contact from the target chosen
     * @param pureLandingErrorM of the pure simulation
     * @param deadlineMisses answers of the vision computer that were late; in lockstep they are waited for
     * @param slipS of the clock at the end
     */
    public record Loop(double navigationRmsM, double pureNavigationRmsM, double ratio, Double landingErrorM,
            Double pureLandingErrorM, long deadlineMisses, double slipS) {}

    /** @param limit at most */
    public record Goal(String name, double value, double limit, String unit, boolean met) {}

    private static final double NS_TO_MS = 1e-6;

    /**
     * Puts a report together.
     *
     * @param lens null if it was calibrated elsewhere
     * @param pure null if not flown
     * @param truth null on a real bench
     * @param watch closed
     */
    static RigReport of(Identity identity, RigCamera camera, RigCalibration c, IntrinsicCalibration lens,
            RigLanding.Flown flown, RigLanding.Flown pure, BenchTruth.Judgement truth, RigWatch watch) {
        RigLog log = camera.log();
        CameraCounts counts = camera.camera().counts();
        Latency latency = new Latency(log.sensorToArrival.spread(), log.showToMid.spread(), log.midToInjection.spread(),
                log.askedToInjection.spread(), log.remap.spread(), log.sensorSteps.spread(), log.arrivalSteps.spread(),
                c.latencyNs() * NS_TO_MS, c.latencyUncertaintyNs() * NS_TO_MS);
        Frames frames = new Frames(counts, log.photographs, log.injected, log.missing, log.stale, log.torn,
                log.unreadableBeats, log.proven, log.possible, log.contradicted, log.moved);
        Calibration calibration = new Calibration(c.lens().rmsPx(), c.lens().maxPx(),
                lens == null ? Double.NaN : lens.heldOutRmsPx(), c.fit().rmsPx(), c.check().rmsPx(), c.check().maxPx(),
                log.driftSum / log.driftCount, log.maxDriftPx, c.ramp().noiseDn(), c.ramp().saturatedShare());
        boolean realTime = identity.mode().equals("realtime");
        Loop loop = new Loop(flown.horizontalRmsM(), pure == null ? Double.NaN : pure.horizontalRmsM(),
                pure == null ? Double.NaN : flown.horizontalRmsM() / pure.horizontalRmsM(), landingError(flown),
                pure == null ? null : landingError(pure), realTime ? flown.deadlineMisses() : 0, flown.slipS());
        return new RigReport(identity, latency, frames, calibration, loop, truth,
                goals(calibration, latency, loop, truth, pure != null),
                warnings(counts, log, flown, loop.deadlineMisses), invalid(counts, log, watch),
                camera.camera().events().after(0).stream().map(e -> new Event((e.timeNs() - watch.beginNs()) * 1e-9,
                        e.kind(), e.kind().row(), e.detail(), e.unsaid())).toList(),
                camera.camera().events().counts());
    }

    private static List<String> invalid(CameraCounts counts, RigLog log, RigWatch watch) {
        List<String> reasons = new ArrayList<>();
        if (watch.throttled()) reasons.add("the board was throttled: no figure of time counts");
        if (log.moved > 0) reasons.add("the rig was moved by more than " + RigCamera.INVALID_PX + " px");
        long drifted = counts.flagged().getOrDefault(Quality.DRIFTED_SETTINGS, 0L);
        if (drifted > 0) reasons.add("exposure or gain were not as commanded in " + drifted + " photographs");
        return reasons;
    }

    private static Double landingError(RigLanding.Flown flown) {
        return flown.report().touchdown() == null ? null : flown.report().touchdown().errorToTargetM();
    }

    private static List<Goal> goals(Calibration c, Latency latency, Loop loop, BenchTruth.Judgement truth,
            boolean pure) {
        List<Goal> goals = new ArrayList<>();
        goals.add(goal("reprojection of the lens, rms", c.reprojectionRmsPx, 0.15, "px"));
        goals.add(goal("screen residual on another board, rms", c.screenCheckRmsPx, 0.3, "LCAM px"));
        goals.add(goal("screen residual on another board, largest", c.screenCheckMaxPx, 1, "LCAM px"));
        goals.add(goal("marks moved since calibration, at most", c.driftMaxPx, 0.3, "LCAM px"));
        goals.add(goal("remap of a picture, processor time, median", latency.remap.p50Ms(), 3, "ms"));
        if (truth != null) {
            goals.add(goal("time tag against the bench's truth, largest", truth.timeErrorMaxMs(), 1, "ms"));
            goals.add(goal("wrong pairings", truth.wrongPairings() + truth.wrongPictures() + truth.unknown(), 0, ""));
        }
        if (pure) goals.add(goal("navigation error over that of the pure simulation", loop.ratio, 1.5, ""));
        return goals;
    }

    private static Goal goal(String name, double value, double limit, String unit) {
        return new Goal(name, value, limit, unit, value <= limit);
    }

    private static List<String> warnings(CameraCounts counts, RigLog log, RigLanding.Flown flown, long deadlineMisses) {
        List<String> warnings = new ArrayList<>();
        if (counts.restarts() > 0) warnings.add("the camera was started again " + counts.restarts() + " times");
        if (counts.clockSteps() > 0)
            warnings.add("the wall clock was set " + counts.clockSteps() + " times (harmless)");
        if (log.missing > 0) warnings.add(log.missing + " exposures of LCAM without a photograph");
        if (log.markless > 0) warnings.add("marks not seen in " + log.markless + " photographs");
        if (deadlineMisses > 0) warnings.add(deadlineMisses + " answers of the vision computer were late");
        if (flown.aborted() != null) warnings.add("given up: " + flown.aborted());
        return warnings;
    }
}
