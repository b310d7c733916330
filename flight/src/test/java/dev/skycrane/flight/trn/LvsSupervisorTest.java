package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.nav.NavState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The supervisor driven along the flown descent, with answers of a made-up vision computer. */
final class LvsSupervisorTest {
    /** Dossier section 3.1: mortar at E+240.4 s; 9: touchdown some 200.5 s later. */
    private static final double DESCENT_S = 200.5;

    private final EventBuffer events = new EventBuffer();
    private final ChannelBuffer channels = new ChannelBuffer();
    private final LvsSupervisor lvs = new LvsSupervisor(new ParameterTable(), channels, events);
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final NavState nav = new NavState();
    private final List<EventId> seen = new ArrayList<>();
    private final List<VisionRequest.Mode> modes = new ArrayList<>();
    private int frames;
    private long due = -1;
    private VisionRequest.Mode asked = VisionRequest.Mode.NONE;
    private int coarseAnswers;
    private double radarBelowM = 7000;

    /** Looks at every frame ordered. */
    private Runnable watch = () -> {};

    private interface Answers {
        VisionFix.Status to(VisionRequest.Mode mode, int number);
    }

    /** Height against time from the anchors of dossier section 5.6, piecewise straight. */
    private static double aglM(double s) {
        double[] t = {0, 14, 74.2, 91, 110, 115, 122.5, 145, 155, DESCENT_S};
        double[] h = {12500, 11223, 5830, 4200, 2560, 2348, 2120, 500, 110, 1};
        for (int i = 1; i < t.length; i++)
            if (s <= t[i]) return h[i - 1] + (h[i] - h[i - 1]) * (s - t[i - 1]) / (t[i] - t[i - 1]);
        return 0;
    }

    private void fly(Answers answers) {
        nav.rMcmfM.set(700204, 3142714, 1074352);
        nav.sigmaREnuM.set(900, 900, 20);
        long end = Tick.fromSeconds(DESCENT_S);
        for (long tick = 0; tick <= end + 64; tick++) {
            events.beginTick();
            in.tick = tick;
            in.vision.clear();
            out.pyroBits = Pyro.MORTAR.bit();
            out.cameraTriggerBits = 0;
            out.vision.mode = VisionRequest.Mode.NONE;
            nav.altitudeAglM = aglM(Tick.toSeconds(tick));
            nav.radarLocked = nav.altitudeAglM < radarBelowM;
            if (tick == due) answer(answers);
            lvs.step(in, tick > end ? Phase.FLYAWAY : Phase.PARACHUTE_RADAR, nav, out);
            note(tick);
        }
    }

    private void answer(Answers answers) {
        in.vision.status = answers.to(asked, asked == VisionRequest.Mode.COARSE ? ++coarseAnswers : 0);
        in.vision.mode = asked;
        in.vision.rMcmfM.set(nav.rMcmfM);
        if (in.vision.status == VisionFix.Status.FIX) nav.mapRelative = true;
    }

    private void note(long tick) {
        for (int i = 0; i < events.size(); i++)
            seen.add(events.id(i));
        if (!out.triggers(CameraId.LCAM)) {
            assertEquals(VisionRequest.Mode.NONE, out.vision.mode, "no request without a frame");
            return;
        }
        frames++;
        watch.run();
        modes.add(out.vision.mode);
        if (out.vision.mode == VisionRequest.Mode.NONE) return;
        assertTrue(tick > due, "one request at a time");
        assertEquals(tick, out.vision.exposureTick);
        due = out.vision.dueTick;
        assertEquals(48, due - tick);
        asked = out.vision.mode;
    }

    private long count(EventId id) {
        return seen.stream().filter(e -> e == id).count();
    }

    private static VisionFix.Status asFlown(VisionRequest.Mode mode, int number) {
        return mode == VisionRequest.Mode.COARSE && number < 3 ? VisionFix.Status.COARSE_PENDING : VisionFix.Status.FIX;
    }

    @Test
    void takesAsManyFramesAsWereFlown() {
        fly(LvsSupervisorTest::asFlown);
        assertEquals(87, frames, 8.7, "dossier section 5.6: 87 frames, 10 percent allowed");
        assertEquals(3, modes.stream().filter(m -> m == VisionRequest.Mode.COARSE).count());
        assertEquals(42, modes.stream().filter(m -> m == VisionRequest.Mode.FINE).count(), 8);
    }

    @Test
    void coarseAndFineStartOnceEachInOrder() {
        fly(LvsSupervisorTest::asFlown);
        assertEquals(1, count(EventId.LVS_COARSE_START));
        assertEquals(1, count(EventId.LVS_FINE_START));
        assertTrue(seen.indexOf(EventId.LVS_COARSE_START) < seen.indexOf(EventId.LVS_FINE_START));
        assertEquals(0, count(EventId.VISION_NO_FIX));
    }

    @Test
    void answersThatNeverComeAreCountedAndSearchGoesOn() {
        fly((mode, number) -> VisionFix.Status.DEADLINE_MISS);
        assertTrue(count(EventId.VISION_DEADLINE_MISS) > 20);
        assertEquals(0, count(EventId.LVS_FINE_START));
        assertTrue(modes.stream().noneMatch(m -> m == VisionRequest.Mode.FINE));
    }

    @Test
    void lostFineTrackingSearchesTheWholePriorAgain() {
        fly((mode, number) -> mode == VisionRequest.Mode.FINE ? VisionFix.Status.FEW_INLIERS : asFlown(mode, number));
        assertTrue(modes.stream().filter(m -> m == VisionRequest.Mode.COARSE).count() > 3);
        assertEquals(1, count(EventId.LVS_FINE_START), "reported once only");
        assertTrue(count(EventId.VISION_NO_FIX) >= 6);
    }

    @Test
    void searchAfterLostTrackingToldAsMuchErrorAsAtTheBeginning() {
        nav.sigmaREnuM.set(3, 3, 2);
        List<Double> told = new ArrayList<>();
        watch = () -> {
            if (out.vision.mode == VisionRequest.Mode.COARSE) told.add(out.vision.sigmaEnuM.x);
        };
        fly((mode, number) -> mode == VisionRequest.Mode.FINE ? VisionFix.Status.FEW_INLIERS : asFlown(mode, number));
        assertEquals(900, told.get(0), 1e-9, "navigation's own at first");
        assertEquals(1150, told.get(told.size() - 1), 1e-9, "all of it after the fixes turned out useless");
    }

    @Test
    void searchGoesOnUntilNavigationTakesAFix() {
        fly((mode, number) -> {
            // the first search ends in a wrong fix: tracking fails, and navigation refuses two right ones
            nav.fixTaken = mode == VisionRequest.Mode.COARSE && number >= 6;
            return mode == VisionRequest.Mode.FINE && number < 6 && !nav.fixTaken && coarseAnswers < 6
                    ? VisionFix.Status.FEW_INLIERS
                    : asFlown(mode, number);
        });
        assertEquals(6, modes.stream().filter(m -> m == VisionRequest.Mode.COARSE).count());
        assertTrue(modes.lastIndexOf(VisionRequest.Mode.FINE) > modes.lastIndexOf(VisionRequest.Mode.COARSE));
    }

    @Test
    void withoutRadarTheSearchStartsAsEarlyAsTheGroundMayBeNear() {
        for (double sigmaM : new double[]{10, 900}) {
            List<Double> startedM = new ArrayList<>();
            LvsSupervisorTest flight = new LvsSupervisorTest();
            flight.radarBelowM = 0;
            flight.nav.sigmaAglM = sigmaM;
            flight.watch = () -> {
                if (flight.out.vision.mode == VisionRequest.Mode.COARSE) startedM.add(flight.nav.altitudeAglM);
            };
            flight.fly(LvsSupervisorTest::asFlown);
            assertEquals(3700 + 2 * sigmaM, startedM.get(0), 1.58 * 98, "within one period of frames");
        }
    }

    @Test
    void mapTooCoarseEndsTheRequestsNotTheFrames() {
        fly((mode, number) -> mode == VisionRequest.Mode.FINE
                ? VisionFix.Status.MAP_TOO_COARSE
                : asFlown(mode, number));
        assertEquals(1, modes.stream().filter(m -> m == VisionRequest.Mode.FINE).count());
        assertEquals(87, frames, 8.7);
    }
}
