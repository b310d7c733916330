package dev.skycrane.flight.board;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.VisionComputer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The vision computer of a board, on a thread of its own: brings each request together with its picture, in whatever order they come, works on
 * the requests one after the other, and gives each answer at its due tick (design section 4.3).
 *
 * <p>In lock-step the flight thread waits for an answer that is not ready; in real time it goes on without, and the answer is a
 * missed deadline. Threading: {@link #request} and {@link #answer} by the flight thread, {@link #picture} by the reader.
 */
final class VisionDesk implements AutoCloseable {
    private static final int MAX_PICTURES = 8;

    private static final class Job {
        private final VisionRequest request = new VisionRequest();
        private final VisionFix fix = new VisionFix();
        private long computeNs;
        private boolean done;
    }

    private final VisionComputer vision;
    private final boolean lockstep;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Deque<Job> unanswered = new ArrayDeque<>();
    private final Map<Long, byte[]> pictures = new HashMap<>();
    private final Thread thread = new Thread(this::work, "vision");
    private long answerNs;
    private long deadlineMisses;
    private long pictureDrops;
    private boolean closed;

    VisionDesk(VisionComputer vision, boolean lockstep) {
        this.vision = vision;
        this.lockstep = lockstep;
        thread.setDaemon(true);
        thread.start();
    }

    /** What the flight software asks for; copied. */
    synchronized void request(VisionRequest request) {
        Job job = new Job();
        job.request.copyFrom(request);
        waiting.add(job);
        unanswered.add(job);
        notifyAll();
    }

    /** A picture of LCAM; the oldest is given up if nobody asks for them. */
    synchronized void picture(CameraFrame picture) {
        if (pictures.size() >= MAX_PICTURES) {
            pictures.keySet().stream().min(Long::compare).ifPresent(pictures::remove);
            pictureDrops++;
        }
        pictures.put(picture.exposureTick(), picture.data());
        notifyAll();
    }

    /** The camera did not answer: nothing is due for that exposure. */
    synchronized void noPicture(long exposureTick) {
        waiting.removeIf(job -> job.request.exposureTick == exposureTick);
        unanswered.removeIf(job -> job.request.exposureTick == exposureTick);
        notifyAll();
    }

    /**
     * Fills {@code out} with the answer due at {@code tick}, or clears it.
     *
     * @return processor time of that answer, ns; 0 without one
     */
    synchronized long answer(long tick, VisionFix out) throws InterruptedException {
        Job job = unanswered.peek();
        if (job == null || job.request.dueTick != tick) {
            out.clear();
            return 0;
        }
        while (!job.done && lockstep && !closed && unanswered.peek() == job)
            wait();
        if (unanswered.peek() != job) {
            out.clear();
            return 0;
        }
        unanswered.remove();
        if (job.done) {
            out.copyFrom(job.fix);
            return job.computeNs;
        }
        deadlineMisses++;
        out.clear();
        out.status = VisionFix.Status.DEADLINE_MISS;
        out.mode = job.request.mode;
        out.exposureTick = job.request.exposureTick;
        return 0;
    }

    private void work() {
        try {
            while (true) {
                Job job;
                byte[] grey;
                synchronized (this) {
                    while (!closed && !ready())
                        wait();
                    if (closed) return;
                    job = waiting.remove();
                    grey = pictures.remove(job.request.exposureTick);
                    long exposed = job.request.exposureTick;
                    pictures.keySet().removeIf(tick -> tick < exposed);
                }
                long begin = System.nanoTime();
                vision.process(job.request, grey, job.fix);
                long ns = System.nanoTime() - begin;
                synchronized (this) {
                    job.computeNs = ns;
                    job.done = true;
                    answerNs += ns;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ready() {
        return !waiting.isEmpty() && pictures.containsKey(waiting.peek().request.exposureTick);
    }

    /** Answers that were not ready in time. */
    synchronized long deadlineMisses() {
        return deadlineMisses;
    }

    /** Pictures nobody had asked for when others came. */
    synchronized long pictureDrops() {
        return pictureDrops;
    }

    /** Time spent on all answers, ns. */
    synchronized long answerNs() {
        return answerNs;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
