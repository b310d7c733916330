package dev.skycrane.hil.rig.run;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.camera.CameraEvent;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.Quality;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.landing.LcamPort;
import dev.skycrane.hil.rig.calibration.MarkDrift;
import dev.skycrane.hil.rig.calibration.RemapTable;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.Screen;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * LCAM of a landing that looks at the rig: shows each rendered picture, waits for a whole photograph of it whose time the beat confirms, and
 * brings that onto LCAM's grid. A photograph of an older picture, of two pictures, with another's time, or of a rig that was moved is not
 * taken, each counted and told as an event; when the camera is gone there is no picture, which is for the flight software to live with.
 *
 * <p>Photographs are asked for by one thread.
 */
public final class RigCamera implements LcamPort, AutoCloseable {
    private static final long WAIT_SLICE_NS = 20_000_000;
    /** Shift of the marks, px of LCAM, at which the rig was moved, and beyond which the calibration does not hold (camera-rig section 4.3). */
    static final double MOVED_PX = 0.3;
    static final double INVALID_PX = 1;
    /** A photograph that is older than the quickest by more than this comes out of a buffer. */
    private static final int OLD_PERIODS = 2;
    /** What may be wrong with a picture whose number and time the picture itself confirms. */
    private static final EnumSet<Quality> CONFIRMABLE = EnumSet.of(Quality.META_SUSPECT, Quality.GAP_BEFORE,
            Quality.CLOCK_STEP);

    /** Is told of each photograph that went to the vision computer. */
    public interface Watcher {
        /**
         * @param tick of the exposure on board
         * @param picture number on the screen
         * @param capture the photograph, null if there was none in time
         */
        void photographed(long tick, int picture, Capture capture);
    }

    private static final int WARM_UP = 60;

    private final StreamCamera camera;
    private final Screen screen;
    private final BeatKeeper beats;
    private final CaptureSettings settings;
    private final CodeReader codes;
    private final TimeCheck check;
    private final RemapTable remap;
    private final MarkDrift drift;
    private final byte[] shownFor;
    private final byte[] levelOf;
    private final long latencyNs;
    private final long patienceNs;
    private final byte[] canvas = Canvas.empty();
    private final RigLog log = new RigLog();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Watcher watcher = (tick, picture, capture) -> {};
    private Capture previous;
    private long leastAgeNs = Long.MAX_VALUE;
    private int picture;
    private int frames;
    private CameraFault fault;

    /**
     * @param camera open; closed with this
     * @param beats on the same screen
     * @param patienceNs how long a photograph may take before LCAM is said not to answer
     */
    RigCamera(StreamCamera camera, CaptureSettings settings, Screen screen, BeatKeeper beats,
            RigCalibration calibration,
            long patienceNs) {
        this.camera = camera;
        this.settings = settings;
        this.screen = screen;
        this.beats = beats;
        this.patienceNs = patienceNs;
        codes = new CodeReader(calibration.screen());
        latencyNs = calibration.latencyNs();
        check = new TimeCheck(settings.periodNs(), latencyNs, Math.max(0, calibration.latencyUncertaintyNs()),
                settings.exposureUs() * 1000L);
        remap = new RemapTable(calibration.screen());
        drift = new MarkDrift(calibration.screen());
        shownFor = calibration.ramp().shownFor();
        levelOf = calibration.ramp().levelOf();
        warmUp();
    }

    /** Before the compiler has seen it often, remapping takes four times as long; a landing has some eighty photographs. */
    private void warmUp() {
        byte[] luma = new byte[settings.widthPx() * settings.heightPx()];
        byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        for (int i = 0; i < WARM_UP; i++)
            remap.apply(luma, levelOf, grey);
    }

    /** Who is told of each photograph; before the first. */
    public void watch(Watcher who) {
        watcher = who;
    }

    @Override
    public CameraFrame photograph(CameraFrame rendered) {
        long askedNs = System.nanoTime();
        int number = ++picture;
        Canvas.lcam(rendered.data(), shownFor, canvas);
        Canvas.number(canvas, number);
        long shownNs = screen.show(canvas).fromNs();
        Capture capture = await(number, shownNs, askedNs + patienceNs);
        watcher.photographed(rendered.exposureTick(), number, capture);
        if (capture == null) {
            log.missing++;
            tell(CameraEvent.Kind.NO_PHOTOGRAPH, "picture " + number + " of tick " + rendered.exposureTick()
                    + (fault == null ? "" : ", camera given up"), System.nanoTime());
            return null;
        }
        byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        long beforeNs = threads.getCurrentThreadCpuTime();
        remap.apply(capture.luma(), levelOf, grey);
        log.remap.add(threads.getCurrentThreadCpuTime() - beforeNs);
        long nowNs = System.nanoTime();
        log.injected++;
        log.showToMid.add(capture.midExposureNs() - shownNs);
        log.midToInjection.add(nowNs - capture.midExposureNs());
        log.askedToInjection.add(nowNs - askedNs);
        return new CameraFrame(CameraId.LCAM, frames++, Canvas.LCAM_PX, Canvas.LCAM_PX, CameraFrame.Format.GREY8,
                rendered.exposureTick(), settings.exposureUs(), grey);
    }

    private Capture await(int number, long shownNs, long untilNs) {
        if (fault != null) return null;
        try {
            while (System.nanoTime() < untilNs) {
                Capture capture = camera.next(WAIT_SLICE_NS);
                if (capture != null && takes(capture, number, shownNs)) return capture;
            }
        } catch (CameraFault e) {
            fault = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private boolean takes(Capture capture, int number, long shownNs) {
        note(capture);
        if (capture.luma() == null || capture.record() == null) return false;
        OptionalInt seen = codes.picture(capture.luma());
        if (seen.isEmpty()) {
            log.torn++;
            capture.flags().add(Quality.TORN);
            tell(CameraEvent.Kind.TORN, "photograph " + capture.seq(), capture.arrivalNs());
            return false;
        }
        boolean timeHolds = timeHolds(capture);
        // the code says what is seen, the time that no part of the exposure was before it stood there
        if (seen.getAsInt() != number || capture.midExposureNs() <= shownNs) {
            stale(capture, seen.getAsInt(), number);
            return false;
        }
        return timeHolds && stands(capture);
    }

    /** A photograph of an older picture. Some are under way whenever a new one is shown; one that comes much later was kept in a buffer. */
    private void stale(Capture capture, int seen, int asked) {
        log.stale++;
        capture.flags().add(Quality.STALE);
        long ageNs = capture.arrivalNs() - capture.record().sensorTimestampNs();
        if (ageNs - leastAgeNs <= OLD_PERIODS * settings.periodNs()) return;
        tell(CameraEvent.Kind.STALE,
                String.format(Locale.ROOT, "photograph %d of picture %d, %d asked for, %.0f ms old",
                        capture.seq(), seen, asked, ageNs * 1e-6),
                capture.arrivalNs());
    }

    /** Whether the rig stands as it was calibrated. */
    private boolean stands(Capture capture) {
        double px = drift.shiftPx(capture.luma());
        if (Double.isNaN(px)) {
            log.markless++;
            tell(CameraEvent.Kind.RIG_MOVED, "marks not seen in photograph " + capture.seq(), capture.arrivalNs());
            return true;
        }
        log.lastDriftPx = px;
        log.maxDriftPx = Math.max(log.maxDriftPx, px);
        log.driftSum += px;
        log.driftCount++;
        if (px > MOVED_PX) {
            tell(CameraEvent.Kind.RIG_MOVED, String.format(Locale.ROOT, "by %.2f px of LCAM", px), capture.arrivalNs());
        }
        if (px > INVALID_PX) log.moved++;
        return px <= INVALID_PX;
    }

    private void tell(CameraEvent.Kind kind, String detail, long timeNs) {
        camera.events().note(kind, detail, timeNs);
    }

    /** Judges the time by the beat, tells the camera what that means for its pairing, and whether the time may be used. */
    boolean timeHolds(Capture capture) {
        boolean onlyConfirmable = CONFIRMABLE.containsAll(capture.flags());
        OptionalInt beat = codes.beat(capture.luma());
        if (beat.isEmpty() || beats.shownNs(beat.getAsInt()) == 0) {
            log.unreadableBeats++;
            return onlyConfirmable && capture.good();
        }
        TimeCheck.Verdict verdict = check.judge(capture.midExposureNs(), beats.shownNs(beat.getAsInt()),
                beats.nextNs(beat.getAsInt()));
        switch (verdict) {
            case PROVEN -> {
                log.proven++;
                camera.resolve(capture);
                return onlyConfirmable;
            }
            case POSSIBLE -> {
                log.possible++;
                return onlyConfirmable && capture.good();
            }
            default -> {
                log.contradicted++;
                camera.doubt(capture, verdict == TimeCheck.Verdict.TOO_LATE);
                return false;
            }
        }
    }

    private void note(Capture capture) {
        log.photographs++;
        if (capture.flags().contains(Quality.META_SUSPECT)) log.suspect++;
        if (capture.record() == null) return;
        long ageNs = capture.arrivalNs() - capture.record().sensorTimestampNs();
        leastAgeNs = Math.min(leastAgeNs, ageNs);
        log.sensorToArrival.add(ageNs);
        if (previous != null && previous.record() != null && capture.seq() == previous.seq() + 1) {
            log.sensorSteps.add(capture.record().sensorTimestampNs() - previous.record().sensorTimestampNs());
            log.arrivalSteps.add(capture.arrivalNs() - previous.arrivalNs());
        }
        previous = capture;
    }

    /** What became of the photographs; read it when none is under way. */
    public RigLog log() {
        return log;
    }

    /** Why the camera was given up, null while it was not. */
    public CameraFault fault() {
        return fault;
    }

    /** The camera. */
    public StreamCamera camera() {
        return camera;
    }

    @Override
    public void close() {
        beats.close();
        camera.close();
    }
}
