package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CameraBayTest {
    private static CameraFrame frame(long tick) {
        return new CameraFrame(CameraId.LCAM, 0, 2, 1, CameraFrame.Format.GREY8, tick, 150, new byte[2]);
    }

    private static VisionRequest request(VisionRequest.Mode mode, long tick) {
        VisionRequest r = new VisionRequest();
        r.mode = mode;
        r.exposureTick = tick;
        r.dueTick = tick + 48;
        return r;
    }

    @Test
    void lcamHasOneOwner() {
        List<CameraFrame> pictures = new ArrayList<>();
        try (CameraBay bay = new CameraBay((truth, tick) -> frame(tick), null, new VisionLog(), pictures::add,
                (f, l) -> {})) {
            CameraFrame photographed = frame(7);
            bay.lcam(rendered -> photographed);
            assertTrue(assertThrows(IllegalStateException.class, () -> bay.lcam(rendered -> rendered)).getMessage()
                    .contains("owners=2"));
            bay.expose(request(VisionRequest.Mode.NONE, 7), new Truth());
            bay.finish();
            assertEquals(List.of(photographed), pictures, "only what the owner took is used");
        }
    }

    @Test
    void cameraThatDoesNotAnswerGivesNoPicture() {
        List<CameraFrame> pictures = new ArrayList<>();
        try (CameraBay bay = new CameraBay((truth, tick) -> frame(tick), null, new VisionLog(), pictures::add,
                (f, l) -> {})) {
            bay.lcam(rendered -> null);
            bay.expose(request(VisionRequest.Mode.NONE, 7), new Truth());
            bay.finish();
            assertEquals(List.of(), pictures);
        }
    }

    @Test
    void answerThatIsLateIsMissedOnceNobodyWaits() {
        CountDownLatch exposed = new CountDownLatch(1);
        try (CameraBay bay = new CameraBay((truth, tick) -> {
            await(exposed);
            throw new IllegalStateException("nobody looks at it");
        }, null, new VisionLog(), p -> {}, (f, l) -> {})) {
            bay.missDeadlines();
            bay.expose(request(VisionRequest.Mode.FINE, 100), new Truth());
            VisionFix fix = new VisionFix();
            bay.answer(147, fix);
            assertEquals(VisionFix.Status.EMPTY, fix.status);
            bay.answer(148, fix);
            assertEquals(VisionFix.Status.DEADLINE_MISS, fix.status);
            assertEquals(VisionRequest.Mode.FINE, fix.mode);
            assertEquals(100, fix.exposureTick);
            assertEquals(1, bay.lateAnswers());
            exposed.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
