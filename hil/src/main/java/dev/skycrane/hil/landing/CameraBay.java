package dev.skycrane.hil.landing;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.MatchedLandmarks;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The localisation camera and the vision computer on a thread of their own, beside the loop: a frame exposed at tick n is rendered and
 * localised while the loop goes on, and its answer is taken at its due tick exactly (design section 4.3). The loop waits for an
 * answer that is not ready, so that the outcome does not depend on the machine; such a wait is counted.
 *
 * <p>Called by the loop's thread only; pictures are handed over on the vision thread.
 */
final class CameraBay implements AutoCloseable {
    /** Makes the picture of a truth; runs on the vision thread. */
    interface Exposure {
        CameraFrame expose(Truth truth, long tick);
    }

    /** Exposures under way at most; the loop waits for the oldest beyond that. */
    private static final int MAX_OPEN = 8;

    private static final class Job {
        private final VisionRequest request = new VisionRequest();
        private final Truth truth = new Truth();
        private final VisionFix fix = new VisionFix();
        private long computeNs;
        private Future<?> done;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread t = new Thread(work, "vision");
        t.setDaemon(true);
        return t;
    });
    private final ArrayDeque<Job> open = new ArrayDeque<>();
    private final ArrayDeque<Job> answers = new ArrayDeque<>();
    private final Exposure exposure;
    private final VisionComputer vision;
    private final VisionLog log;
    private final Consumer<CameraFrame> pictures;
    private final BiConsumer<VisionFix, MatchedLandmarks> localised;
    private long lateAnswers;
    private boolean localises = true;
    private boolean misses;
    private LcamPort lcam;

    /**
     * @param pictures takes every picture
     * @param localised sees every answer and what was matched for it, during the call only
     */
    CameraBay(Exposure exposure, VisionComputer vision, VisionLog log, Consumer<CameraFrame> pictures,
            BiConsumer<VisionFix, MatchedLandmarks> localised) {
        this.exposure = exposure;
        this.vision = vision;
        this.log = log;
        this.pictures = pictures;
        this.localised = localised;
    }

    /**
     * Before the first exposure: what is seen is photographed there, and only what comes from there is used.
     *
     * @throws IllegalStateException if somebody else is LCAM already: two cameras on one port would be a merge of their pictures
     */
    void lcam(LcamPort port) {
        if (lcam != null) throw new IllegalStateException("LCAM: owners=2, expected one");
        lcam = port;
    }

    /** From now on an answer that is not ready when it is due is missed instead of waited for. */
    void missDeadlines() {
        misses = true;
    }

    /** From now on somebody else localises the pictures. */
    void onlyTakePictures() {
        localises = false;
    }

    /** Exposes the truth of a tick for a request, which may ask for nothing but the picture; both are copied. */
    void expose(VisionRequest request, Truth truth) {
        while (!open.isEmpty() && (open.size() >= MAX_OPEN || open.peek().done.isDone()))
            join(open.remove());
        Job job = new Job();
        job.request.copyFrom(request);
        if (!localises) job.request.mode = VisionRequest.Mode.NONE;
        job.truth.copyFrom(truth);
        job.done = thread.submit(() -> run(job));
        open.add(job);
        if (job.request.mode != VisionRequest.Mode.NONE) answers.add(job);
    }

    private void run(Job job) {
        CameraFrame seen = exposure.expose(job.truth, job.truth.tick);
        CameraFrame picture = lcam == null ? seen : lcam.photograph(seen);
        if (job.request.mode != VisionRequest.Mode.NONE) {
            long begin = System.nanoTime();
            vision.process(job.request, picture == null ? null : picture.data(), job.fix);
            job.computeNs = System.nanoTime() - begin;
        }
        if (picture != null) pictures.accept(picture);
        if (job.request.mode != VisionRequest.Mode.NONE) localised.accept(job.fix, vision.landmarks());
    }

    /** Fills {@code out} with the answer due at {@code tick}, or clears it. */
    void answer(long tick, VisionFix out) {
        Job job = answers.peek();
        if (job == null || job.request.dueTick != tick) {
            out.clear();
            return;
        }
        answers.remove();
        if (!job.done.isDone()) {
            lateAnswers++;
            if (misses) {
                out.clear();
                out.status = VisionFix.Status.DEADLINE_MISS;
                out.mode = job.request.mode;
                out.exposureTick = job.request.exposureTick;
                return;
            }
        }
        join(job);
        out.copyFrom(job.fix);
        log.observe(job.fix, job.computeNs);
    }

    private static void join(Job job) {
        try {
            job.done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("vision: exposureTick=" + job.truth.tick + ", expected a picture",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("vision: interrupted", e);
        }
    }

    /** Waits for every picture under way. */
    void finish() {
        while (!open.isEmpty())
            join(open.remove());
    }

    /** Answers that the loop had to wait for. */
    long lateAnswers() {
        return lateAnswers;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
