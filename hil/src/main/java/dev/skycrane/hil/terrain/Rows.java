package dev.skycrane.hil.terrain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Does work row by row, in bands on the threads of an executor or all in the caller's. The work of a row must depend on nothing that
 * other rows write, so that the result is the same for any number of threads.
 */
public final class Rows {
    /** Work on rows first (inclusive) to end (exclusive). */
    @FunctionalInterface
    public interface Band {
        void run(int first, int end);
    }

    private final ExecutorService executor;
    private final int bands;

    private Rows(ExecutorService executor, int bands) {
        this.executor = executor;
        this.bands = bands;
    }

    /** Everything in the caller's thread. */
    public static Rows sequential() {
        return new Rows(null, 1);
    }

    /** On an executor of the caller's, who also shuts it down; {@code bands} is its number of threads. */
    public static Rows on(ExecutorService executor, int bands) {
        return new Rows(executor, Math.max(1, bands));
    }

    /** Returns when every row has been done. */
    public void run(int rows, Band band) {
        if (executor == null || bands == 1 || rows < bands) {
            band.run(0, rows);
            return;
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < bands; i++) {
            int first = (int) ((long) rows * i / bands);
            int end = (int) ((long) rows * (i + 1) / bands);
            tasks.add(() -> {
                band.run(first, end);
                return null;
            });
        }
        try {
            for (Future<Void> done : executor.invokeAll(tasks))
                done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("rows: interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rows: failed", e.getCause());
        }
    }
}
