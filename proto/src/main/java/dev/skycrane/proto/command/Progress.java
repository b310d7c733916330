package dev.skycrane.proto.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far long work is: a bar with rate and remaining time where somebody looks at a terminal, elsewhere a plain line every ten seconds, which a
 * log can hold. Short work says nothing. Any thread may step.
 */
public final class Progress implements AutoCloseable {
    private static final long LINE_NS = 10_000_000_000L;

    private final PrintStream out;
    private final LongSupplier clockNs;
    private final ProgressBar bar;
    private final String task;
    private final String unit;
    private final long all;
    private final long before;
    private final long startNs;
    private long lineNs;
    private long done;

    /**
     * Begins.
     *
     * @param task what is done, one word or two
     * @param unit what is counted, in the plural
     * @param all how many there will be
     * @param before how many of them an earlier run has left
     */
    public static Progress begin(PrintStream out, String task, String unit, long all, long before) {
        return new Progress(out, System.console() != null, task, unit, all, before, System::nanoTime);
    }

    /** @param terminal whether a bar is drawn, on standard error @param clockNs for plain lines, ns */
    Progress(PrintStream out, boolean terminal, String task, String unit, long all, long before, LongSupplier clockNs) {
        this.out = out;
        this.task = task;
        this.unit = unit;
        this.all = all;
        this.before = before;
        this.clockNs = clockNs;
        done = before;
        startNs = clockNs.getAsLong();
        lineNs = startNs;
        if (before > 0) out.printf(Locale.ROOT, "%s: %d of %d %s are there already%n", task, before, all, unit);
        bar = !terminal || before >= all
                ? null
                : new ProgressBarBuilder().setTaskName(task).setInitialMax(all).setUnit(" " + unit, 1)
                        .setStyle(ProgressBarStyle.ASCII).showSpeed().setUpdateIntervalMillis(500).build();
        if (bar != null) bar.stepTo(before);
    }

    /** One more is done. */
    public void step() {
        step("");
    }

    /** One more is done. @param note what there is to tell besides so far, or nothing */
    public synchronized void step(String note) {
        done++;
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(note.isEmpty() ? note : " " + note);
            return;
        }
        long now = clockNs.getAsLong();
        if (now - lineNs < LINE_NS) return;
        lineNs = now;
        double rate = (done - before) / ((now - startNs) * 1e-9);
        out.printf(Locale.ROOT, "%s: %d of %d %s, %.1f a second, %.0f s left%s%n", task, done, all, unit, rate,
                (all - done) / rate, note.isEmpty() ? note : ", " + note);
    }

    @Override
    public synchronized void close() {
        if (bar != null) bar.close();
    }
}
