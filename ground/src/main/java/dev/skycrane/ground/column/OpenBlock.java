package dev.skycrane.ground.column;

import java.util.Arrays;

/**
 * Rows that are not yet on disk, in order of on-board time. The newest stand side by side as they came; the others stand as columns already, those
 * channels that never changed as one number.
 */
final class OpenBlock {
    private static final int FRESH_ROWS = 64;

    private final int channels;
    private final long[] onboardNs;
    private final long[] receiptNs;
    /** Rows from {@link #settled} on. */
    private final double[] fresh;
    /** Rows before {@link #settled}, by channel; only where {@link #varies}. */
    private final double[][] columns;
    private final boolean[] varies;
    /** The value of a channel that does not vary. */
    private final double[] constant;
    private int settled;
    private int size;

    OpenBlock(int capacity, int channels) {
        this.channels = channels;
        onboardNs = new long[capacity];
        receiptNs = new long[capacity];
        fresh = new double[FRESH_ROWS * channels];
        columns = new double[channels][];
        varies = new boolean[channels];
        constant = new double[channels];
    }

    boolean isFull() {
        return size == onboardNs.length;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        settled = 0;
        Arrays.fill(varies, false);
    }

    long firstNs() {
        return onboardNs[0];
    }

    long lastNs() {
        return onboardNs[size - 1];
    }

    /** Puts a row where its time belongs. */
    void add(long timeNs, long receivedNs, double[] values) {
        int at = size;
        while (at > 0 && onboardNs[at - 1] > timeNs)
            at--;
        if (at < size) {
            System.arraycopy(onboardNs, at, onboardNs, at + 1, size - at);
            System.arraycopy(receiptNs, at, receiptNs, at + 1, size - at);
        }
        onboardNs[at] = timeNs;
        receiptNs[at] = receivedNs;
        if (at < settled) {
            insert(at, values);
            return;
        }
        int place = (at - settled) * channels;
        if (at < size) System.arraycopy(fresh, place, fresh, place + channels, (size - at) * channels);
        System.arraycopy(values, 0, fresh, place, channels);
        size++;
        if (size - settled == FRESH_ROWS) settle();
    }

    /** A late row among those that stand as columns. */
    private void insert(int at, double[] values) {
        settle();
        for (int channel = 0; channel < channels; channel++) {
            if (!varies[channel] && same(values[channel], constant[channel])) continue;
            double[] column = varying(channel);
            System.arraycopy(column, at, column, at + 1, size - at);
            column[at] = values[channel];
        }
        size++;
        settled = size;
    }

    /** Makes columns of all rows. */
    void settle() {
        int count = size - settled;
        if (count == 0) return;
        if (settled == 0) System.arraycopy(fresh, 0, constant, 0, channels);
        for (int channel = 0; channel < channels; channel++) {
            if (!varies[channel] && isConstant(channel, count)) continue;
            double[] column = varying(channel);
            for (int i = 0, from = channel; i < count; i++, from += channels)
                column[settled + i] = fresh[from];
        }
        settled = size;
    }

    private boolean isConstant(int channel, int count) {
        for (int i = 0, from = channel; i < count; i++, from += channels)
            if (!same(fresh[from], constant[channel])) return false;
        return true;
    }

    /** The column of a channel, from now on as single values. */
    private double[] varying(int channel) {
        if (columns[channel] == null) columns[channel] = new double[onboardNs.length];
        if (!varies[channel]) {
            varies[channel] = true;
            Arrays.fill(columns[channel], 0, settled, constant[channel]);
        }
        return columns[channel];
    }

    /** Bit by bit: every NaN is kept as it is. */
    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    long[] onboardNs() {
        return onboardNs;
    }

    long[] receiptNs() {
        return receiptNs;
    }

    double value(int row, int channel) {
        if (row >= settled) return fresh[(row - settled) * channels + channel];
        return varies[channel] ? columns[channel][row] : constant[channel];
    }

    /** After {@link #settle()}: the column of a channel, {@link #size()} values; null for one that is all {@link #constant}. */
    double[] column(int channel) {
        return varies[channel] ? columns[channel] : null;
    }

    double constant(int channel) {
        return constant[channel];
    }

    void row(int row, double[] out) {
        for (int channel = 0; channel < channels; channel++)
            out[channel] = value(row, channel);
    }

    /** First row at or behind {@code ns}. */
    int lowerBound(long ns) {
        return lowerBound(onboardNs, size, ns);
    }

    static int lowerBound(long[] times, int size, long ns) {
        int low = 0;
        int high = size;
        while (low < high) {
            int mid = low + high >>> 1;
            if (times[mid] < ns) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
