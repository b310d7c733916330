package dev.skycrane.hil.bus;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the slices that a log does not have yet, some at a time, each with processes of its own. */
final class ChaosRun {
    private final ChaosLog log;
    private final int stands;
    private final long endNs;
    private final PrintStream out;
    private final Deque<ChaosSlice> todo = new ArrayDeque<>();
    private int done;
    private int all;

    /**
     * @param stands side by side
     * @param endNs  monotonic clock's time after which no slice is begun
     */
    ChaosRun(ChaosLog log, int stands, long endNs, PrintStream out) {
        this.log = log;
        this.stands = stands;
        this.endNs = endNs;
        this.out = out;
    }

    /** @return whether all slices are done now */
    boolean run(List<ChaosSlice> slices) throws IOException, InterruptedException {
        all = slices.size();
        slices.stream().filter(s -> log.get(s) == null).forEach(todo::add);
        done = all - todo.size();
        ExecutorService threads = Executors.newFixedThreadPool(stands);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < stands; i++)
                workers.add(threads.submit(() -> {
                    for (ChaosSlice s = next(); s != null; s = next())
                        disturb(s);
                    return null;
                }));
            for (Future<?> worker : workers)
                worker.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return done == all;
    }

    private synchronized ChaosSlice next() {
        return System.nanoTime() - endNs >= 0 ? null : todo.poll();
    }

    private void disturb(ChaosSlice s) throws InterruptedException, IOException {
        try (ChaosStand stand = begun(s)) {
            if (stand != null) finished(s, disturb(s, stand));
        }
    }

    /** @return null when something did not get ready: nothing was disturbed, so nothing is known, and it stays to be done */
    private ChaosStand begun(ChaosSlice s) throws IOException {
        ChaosStand stand = null;
        try {
            stand = new ChaosStand(s.kind(), s.broker(), s.seed(), ChaosStrikes.PAUSE_MS);
            stand.begin();
            return stand;
        } catch (IOException e) {
            if (stand != null) stand.close();
            notBegun(s, e);
            return null;
        }
    }

    private static ChaosResult disturb(ChaosSlice s, ChaosStand stand) throws InterruptedException {
        try {
            return stand.run(s.times());
        } catch (IOException e) {
            ChaosResult broken = new ChaosResult();
            broken.failures.add(s + ": " + e.getMessage());
            return broken;
        }
    }

    private synchronized void notBegun(ChaosSlice s, IOException e) {
        out.printf(Locale.ROOT, "%s: not begun, left for the next time: %s%n", s, e.getMessage());
        out.flush();
    }

    private synchronized void finished(ChaosSlice s, ChaosResult r) throws IOException {
        log.add(s, r);
        out.printf(Locale.ROOT, "%d/%d %s: %s, %,d frames sent, %d lost, %d wrong, %d out of order, recovered after "
                + "%.0f ms (p50), %.0f ms (longest)%n", ++done, all, s, r.isPass() ? "pass" : "FAIL", r.sent, r.lost,
                r.wrong, r.disordered, r.recovery.ms(0.5), r.recovery.ms(1));
        r.drops.forEach((drop, count) -> out.printf(Locale.ROOT, "      counted: %s %,d%n", drop, count));
        r.failures.forEach(failure -> out.printf("      %s%n", failure));
        out.flush();
    }
}
