package dev.skycrane.hil.film;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the rendering is: a bar with rate and remaining time on a terminal, a plain line now and then elsewhere. Any thread. */
final class FilmProgress implements AutoCloseable {
    private static final long LINE_NS = 10_000_000_000L;
    private final PrintStream out;
    private final ProgressBar bar;
    private final int all;
    private final int before;
    private final long startNs = System.nanoTime();
    private long lineNs = startNs;
    private int done;

    FilmProgress(PrintStream out, boolean terminal, int all, int before) {
        this.out = out;
        this.all = all;
        this.before = before;
        done = before;
        if (before > 0) out.printf(Locale.ROOT, "%d of %d pictures are there already%n", before, all);
        bar = !terminal || before == all
                ? null
                : new ProgressBarBuilder().setTaskName("film").setInitialMax(all).setUnit(" pictures", 1)
                        .setStyle(ProgressBarStyle.ASCII).showSpeed().setUpdateIntervalMillis(500).build();
        if (bar != null) bar.stepTo(before);
    }

    synchronized void step() {
        done++;
        if (bar != null) {
            bar.step();
            return;
        }
        long now = System.nanoTime();
        if (now - lineNs < LINE_NS && done < all) return;
        lineNs = now;
        double rate = (done - before) / ((now - startNs) * 1e-9);
        out.printf(Locale.ROOT, "%d of %d pictures, %.1f a second, %.0f s left%n", done, all, rate,
                (all - done) / rate);
    }

    @Override
    public synchronized void close() {
        if (bar != null) bar.close();
    }
}
