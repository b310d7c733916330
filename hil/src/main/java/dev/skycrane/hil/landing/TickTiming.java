package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.Tick;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Time and allocation of the flight step, tick by tick, on the thread that flies: on the clock, and on the processor, which leaves out what
 * others ran meanwhile. The first {@value #START_UP_TICKS} ticks count in the percentiles but not in the allocation.
 */
final class TickTiming {
    private static final int START_UP_TICKS = 64;
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    private long[] durationNs = new long[64 * 1024];
    private long[] processorNs = new long[64 * 1024];
    private int ticks;
    private long startNs;
    private long startProcessorNs;
    private long startBytes;
    private long allocatedBytes;
    private long overruns;

    void begin() {
        startBytes = THREADS.getCurrentThreadAllocatedBytes();
        startProcessorNs = THREADS.getCurrentThreadCpuTime();
        startNs = System.nanoTime();
    }

    void end() {
        long ns = System.nanoTime() - startNs;
        long onProcessorNs = THREADS.getCurrentThreadCpuTime() - startProcessorNs;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - startBytes;
        if (ticks >= START_UP_TICKS) allocatedBytes += bytes;
        if (ticks == durationNs.length) {
            durationNs = Arrays.copyOf(durationNs, ticks * 2);
            processorNs = Arrays.copyOf(processorNs, ticks * 2);
        }
        processorNs[ticks] = onProcessorNs;
        durationNs[ticks++] = ns;
        if (ns > Tick.PERIOD_NS) overruns++;
    }

    /** Steps that took longer than a tick. */
    long overruns() {
        return overruns;
    }

    double allocatedBytesPerTick() {
        return ticks <= START_UP_TICKS ? 0 : (double) allocatedBytes / (ticks - START_UP_TICKS);
    }

    /** Processor times that the given shares of the steps did not exceed, us. */
    double[] processorPercentilesUs(double... shares) {
        return percentiles(Arrays.copyOf(processorNs, ticks), 1e-3, shares);
    }

    /** Durations that the given shares of the steps did not exceed, us. */
    double[] percentilesUs(double... shares) {
        return percentiles(Arrays.copyOf(durationNs, ticks), 1e-3, shares);
    }

    /** Nearest-rank percentiles of {@code values} times {@code scale}; 0 for none. Sorts its argument. */
    static double[] percentiles(long[] values, double scale, double... shares) {
        Arrays.sort(values);
        double[] out = new double[shares.length];
        for (int i = 0; i < shares.length && values.length > 0; i++) {
            int rank = (int) Math.max(1, Math.ceil(shares[i] * values.length));
            out[i] = values[rank - 1] * scale;
        }
        return out;
    }
}
