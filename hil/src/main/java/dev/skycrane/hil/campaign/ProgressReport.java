package dev.skycrane.hil.campaign;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a campaign is: one bar with rate and remaining time on a terminal, now and then a plain line otherwise. */
public final class ProgressReport implements AutoCloseable {
    private static final long LINE_NS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private ProgressBar bar;
    private long startNs;
    private long lastLineNs;
    private int all;
    private int before;
    private int done;
    private int notLanded;

    /** @param terminal whether {@code out} is one */
    public ProgressReport(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void begin(int cases, int alreadyDone, int damagedRows) {
        all = cases;
        before = alreadyDone;
        done = alreadyDone;
        startNs = System.nanoTime();
        lastLineNs = startNs;
        if (damagedRows > 0)
            out.printf(Locale.ROOT, "%d damaged rows in the log, their cases fly again%n", damagedRows);
        if (before > 0) out.printf(Locale.ROOT, "%d of %d cases are there already%n", before, all);
        if (!terminal || before >= all) return;
        bar = new ProgressBarBuilder().setTaskName("campaign").setInitialMax(cases).setUnit(" cases", 1)
                .setStyle(ProgressBarStyle.ASCII).showSpeed().setUpdateIntervalMillis(500).build();
        bar.stepTo(alreadyDone);
    }

    synchronized void step(CaseResult result) {
        done++;
        if (!result.outcome().equals(CaseResult.LANDED)) notLanded++;
        if (bar != null) {
            bar.step();
            if (notLanded > 0) bar.setExtraMessage(" " + notLanded + " not landed");
            return;
        }
        long now = System.nanoTime();
        if (now - lastLineNs < LINE_NS && done < all) return;
        lastLineNs = now;
        double rate = (done - before) / ((now - startNs) * 1e-9);
        out.printf(Locale.ROOT, "%d of %d cases, %.2f cases/s, %.0f s left, %d not landed%n", done, all, rate,
                (all - done) / rate, notLanded);
    }

    @Override
    public synchronized void close() {
        if (bar != null) bar.close();
        bar = null;
    }
}
