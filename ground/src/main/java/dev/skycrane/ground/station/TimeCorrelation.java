package dev.skycrane.ground.station;

import java.util.Arrays;

/**
 * On-board time against the wall clock of receipt. Delay on the way is never negative, so within each second of on-board time the
 * earliest receipt tells most; a straight line through those of the last minutes (least squares) is the correlation, its slope the drift. Any
 * thread.
 */
public final class TimeCorrelation {
    private static final int WINDOWS = 256;
    private static final long WINDOW_NS = 1_000_000_000L;
    private static final int DELAYS = 1024;

    /**
     * How the clocks stand.
     *
     * @param offsetNs   Unix time of on-board time 0, by the line
     * @param driftPpm   how much faster the wall clock goes, parts per million
     * @param residualNs RMS of the earliest receipts about the line
     * @param samples    seconds the line goes through
     * @param delayP50Ns median time from on-board stamp to receipt, less the least in the same window of the line
     */
    public record Fit(double offsetNs, double driftPpm, double residualNs, int samples, double delayP50Ns,
            double delayP99Ns, double delayMaxNs) {}

    private final double[] onboardNs = new double[WINDOWS];
    private final double[] leastNs = new double[WINDOWS];
    private final double[] delaysNs = new double[DELAYS];
    private long base;
    private long window = Long.MIN_VALUE;
    private long windows;
    private long delays;
    private double maxDelayNs;

    /** A packet stamped {@code onboard} came at {@code receiptUnix}. */
    synchronized void take(long onboard, long receiptUnix) {
        if (windows == 0) base = receiptUnix - onboard;
        double delta = receiptUnix - onboard - base;
        long now = Math.floorDiv(onboard, WINDOW_NS);
        if (now > window) {
            window = now;
            windows++;
            set(onboard, delta);
        } else if (windows > 0 && delta < leastNs[slot()]) {
            set(onboard, delta);
        }
        double delay = delta - leastNs[slot()];
        delaysNs[(int) (delays++ % DELAYS)] = delay;
        maxDelayNs = Math.max(maxDelayNs, delay);
    }

    /** Forgets everything. */
    synchronized void restart() {
        window = Long.MIN_VALUE;
        windows = 0;
        delays = 0;
        maxDelayNs = 0;
    }

    private int slot() {
        return (int) ((windows - 1) % WINDOWS);
    }

    private void set(long onboard, double delta) {
        onboardNs[slot()] = onboard;
        leastNs[slot()] = delta;
    }

    /** @return null before the first packet */
    public synchronized Fit fit() {
        int n = (int) Math.min(windows, WINDOWS);
        if (n == 0) return null;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += onboardNs[i] / n;
            meanY += leastNs[i] / n;
        }
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sxx += (onboardNs[i] - meanX) * (onboardNs[i] - meanX);
            sxy += (onboardNs[i] - meanX) * (leastNs[i] - meanY);
        }
        double slope = sxx > 0 ? sxy / sxx : 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double rest = leastNs[i] - meanY - slope * (onboardNs[i] - meanX);
            square += rest * rest / n;
        }
        double[] sorted = Arrays.copyOf(delaysNs, (int) Math.min(delays, DELAYS));
        Arrays.sort(sorted);
        return new Fit(base + meanY - slope * meanX, slope * 1e6, Math.sqrt(square), n, quantile(sorted, 0.5), quantile(
                sorted, 0.99), maxDelayNs);
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[Math.min(sorted.length - 1, (int) (q * sorted.length))];
    }
}
