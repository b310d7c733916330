package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.hil.camera.CameraWatch.Order;
import dev.skycrane.hil.camera.CameraWatch.State;
import org.junit.jupiter.api.Test;

/** The decisions about a camera, by a hand-advanced clock. */
class CameraWatchTest {
    private static final long MS = 1_000_000;
    private final CameraWatch watch = new CameraWatch(50 * MS, 2);
    private long nowNs = 5_000 * MS;

    private Order after(long ms) {
        nowNs += ms * MS;
        return watch.step(nowNs);
    }

    private void picture(long ms) {
        nowNs += ms * MS;
        watch.picture(nowNs);
    }

    /** Row 15: a FIFO that nobody reads, a port that somebody has: no message, no picture. */
    @Test
    void startThatBringsNothingIsStoppedAfterTenSecondsByName() {
        assertEquals(Order.START, watch.begin(nowNs));
        assertEquals(Order.NOTHING, after(10_000));
        assertEquals(Order.STOP, after(1));
        assertEquals(CameraEvent.Kind.START_BLOCKED, watch.cause());
        assertEquals("no picture in 10 s", watch.reason());
        assertEquals(Order.START, after(500));
        assertEquals(Order.STOP, after(10_001));
        assertEquals(Order.START, after(1000));
        assertEquals(Order.STOP, after(10_001));
        assertEquals(State.FAILED, watch.state());
        assertEquals(Order.NOTHING, after(60_000));
    }

    /** Row 3. */
    @Test
    void stallIsStoppedAfterHalfASecondAndStartedAgainWithGrowingPauses() {
        watch.begin(nowNs);
        picture(900);
        assertEquals(State.RUNNING, watch.state());
        assertEquals(Order.NOTHING, after(500));
        assertEquals(Order.STOP, after(1));
        assertEquals(CameraEvent.Kind.STALLED, watch.cause());
        long lostNs = nowNs;
        assertEquals(Order.NOTHING, after(499));
        assertEquals(Order.START, after(1));
        assertEquals(Order.STOP, watch.ended(CameraEvent.Kind.PROGRAM_ENDED, "exit=255", true, nowNs += MS));
        assertEquals(lostNs, watch.lostNs(), "it was lost at the first");
        assertEquals(Order.NOTHING, after(999));
        assertEquals(Order.START, after(1));
        picture(300);
        assertEquals(State.RUNNING, watch.state());
        assertEquals(2, watch.restarts());
    }

    @Test
    void aMinuteOfPicturesForgivesTheRestarts() {
        watch.begin(nowNs);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 1300; i++)
                picture(50);
            assertEquals(Order.STOP, after(501));
            assertEquals(State.RESTARTING, watch.state(), "round " + round);
            assertEquals(Order.START, after(500));
        }
        assertEquals(5, watch.restarts());
    }

    /** Row 1: another try would not help. */
    @Test
    void cameraThatIsNotThereIsGivenUpAtOnce() {
        watch.begin(nowNs);
        assertEquals(Order.STOP, watch.ended(CameraEvent.Kind.NO_CAMERA, "no cameras available", false, nowNs));
        assertEquals(State.FAILED, watch.state());
        assertEquals(0, watch.restarts());
        assertEquals(Order.NOTHING, watch.ended(CameraEvent.Kind.NO_CAMERA, "again", false, nowNs));
    }
}
