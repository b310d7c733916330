package dev.skycrane.hil.landing;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The video cameras on a thread beside the loop: each exposure is rendered from a copy of its truth, compressed and handed over. Nothing that is
 * computed from them flows back into the loop, which waits only when too many are under way.
 *
 * <p>Called by the loop's thread only; pictures are handed over on the video thread, in order of exposure.
 */
final class VideoBay implements AutoCloseable {
    /** Makes the picture of a truth; runs on the video thread. */
    interface Exposure {
        CameraFrame expose(CameraId camera, Truth truth, long tick);
    }

    /** Ticks whose pictures may be under way. */
    private static final int MAX_OPEN = 16;
    private static final CameraId[] CAMERAS = CameraId.values();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread t = new Thread(work, "video");
        t.setDaemon(true);
        return t;
    });
    private final ArrayDeque<Future<?>> open = new ArrayDeque<>();
    private final JpegCompressor jpeg = new JpegCompressor();
    private final Exposure exposure;
    private final Consumer<CameraFrame> pictures;

    VideoBay(Exposure exposure, Consumer<CameraFrame> pictures) {
        this.exposure = exposure;
        this.pictures = pictures;
    }

    /** Exposes the cameras of {@code triggerBits}, the localisation camera excepted; the truth is copied. */
    void expose(int triggerBits, Truth truth) {
        int bits = triggerBits & ~CameraId.LCAM.bit();
        if (bits == 0) return;
        while (!open.isEmpty() && (open.size() >= MAX_OPEN || open.peek().isDone()))
            join(open.remove());
        Truth copy = new Truth().copyFrom(truth);
        open.add(thread.submit(() -> {
            for (CameraId camera : CAMERAS)
                if ((bits & camera.bit()) != 0)
                    pictures.accept(jpeg.compress(exposure.expose(camera, copy, copy.tick)));
        }));
    }

    private static void join(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("video: expected a picture", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("video: interrupted", e);
        }
    }

    /** Waits for every picture under way. */
    void finish() {
        while (!open.isEmpty())
            join(open.remove());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
