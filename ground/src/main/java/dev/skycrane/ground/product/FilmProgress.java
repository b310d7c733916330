package dev.skycrane.ground.product;

import java.io.PrintStream;
import java.util.Locale;

/** How far a product is: a line that renews itself on a terminal, one now and then elsewhere. */
public final class FilmProgress implements AutoCloseable {
    private static final long TERMINAL_NS = 250_000_000L;
    private static final long PLAIN_NS = 10_000_000_000L;
    private final PrintStream out;
    private final boolean terminal;
    private final String what;
    private final int all;
    private final long startNs = System.nanoTime();
    private long toldNs = startNs;
    private int done;

    /** @param terminal whether the line renews itself @param what is worked on @param all frames */
    public FilmProgress(PrintStream out, boolean terminal, String what, int all) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.all = all;
    }

    /** One frame is done. */
    public void step() {
        done++;
        long now = System.nanoTime();
        if (now - toldNs < (terminal ? TERMINAL_NS : PLAIN_NS)) return;
        toldNs = now;
        double rate = done / ((now - startNs) * 1e-9);
        out.printf(Locale.ROOT, "%s%s: %d of %d frames, %.1f a second, %.0f s left%s", terminal ? "\r" : "", what, done,
                all, rate, (all - done) / rate, terminal ? "   " : "\n");
        out.flush();
    }

    @Override
    public void close() {
        if (terminal) out.print("\r");
    }
}
