package dev.skycrane.ground.export;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar per task on a terminal, nothing elsewhere. */
final class Progress {
    private final boolean terminal;

    /** @param terminal whether somebody looks at standard error */
    Progress(boolean terminal) {
        this.terminal = terminal;
    }

    Task begin(String name, long steps) {
        return new Task(terminal
                ? new ProgressBarBuilder().setTaskName(name).setInitialMax(steps).setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500).build()
                : null);
    }

    /** A task that goes on. */
    static final class Task implements AutoCloseable {
        private final ProgressBar bar;

        private Task(ProgressBar bar) {
            this.bar = bar;
        }

        void step() {
            if (bar != null) bar.step();
        }

        @Override
        public void close() {
            if (bar != null) bar.close();
        }
    }
}
