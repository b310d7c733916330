package dev.skycrane.ground.column;

import java.util.Arrays;

/** Least, greatest and last value of one channel in equal spans of on-board time. Spans without a value have count 0. */
public final class Buckets {
    private final long fromNs;
    private final double widthNs;
    private final long[] count;
    private final long[] lastNs;
    private final double[] min;
    private final double[] max;
    private final double[] last;

    /** @param toNs inclusive */
    Buckets(long fromNs, long toNs, int buckets) {
        this.fromNs = fromNs;
        widthNs = (toNs - fromNs + 1.0) / buckets;
        count = new long[buckets];
        lastNs = new long[buckets];
        min = new double[buckets];
        max = new double[buckets];
        last = new double[buckets];
        Arrays.fill(lastNs, Long.MIN_VALUE);
        Arrays.fill(min, Double.NaN);
        Arrays.fill(max, Double.NaN);
        Arrays.fill(last, Double.NaN);
    }

    /** Bucket of a time inside the span. */
    int of(long ns) {
        return Math.min(count.length - 1, (int) ((ns - fromNs) / widthNs));
    }

    void take(int bucket, long endNs, long rows, double low, double high, double newest) {
        if (Double.isNaN(low)) return;
        count[bucket] += rows;
        if (!(min[bucket] <= low)) min[bucket] = low;
        if (!(max[bucket] >= high)) max[bucket] = high;
        if (endNs >= lastNs[bucket]) {
            lastNs[bucket] = endNs;
            if (!Double.isNaN(newest)) last[bucket] = newest;
        }
    }

    public int size() {
        return count.length;
    }

    /** Values in bucket {@code i}. */
    public long count(int i) {
        return count[i];
    }

    /** On-board time at which bucket {@code i} begins, ns. */
    public long startNs(int i) {
        return fromNs + Math.round(widthNs * i);
    }

    /** On-board time of the last value in bucket {@code i}, ns. */
    public long lastNs(int i) {
        return lastNs[i];
    }

    public double min(int i) {
        return min[i];
    }

    public double max(int i) {
        return max[i];
    }

    public double last(int i) {
        return last[i];
    }
}
