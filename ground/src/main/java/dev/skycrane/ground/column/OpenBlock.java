package dev.skycrane.ground.column;

/** Rows that are not yet on disk, in order of on-board time. */
final class OpenBlock {
    private final int channels;
    private final long[] onboardNs;
    private final long[] receiptNs;
    private final double[] rows;
    private int size;

    OpenBlock(int capacity, int channels) {
        this.channels = channels;
        onboardNs = new long[capacity];
        receiptNs = new long[capacity];
        rows = new double[capacity * channels];
    }

    boolean isFull() {
        return size == onboardNs.length;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
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
            System.arraycopy(rows, at * channels, rows, (at + 1) * channels, (size - at) * channels);
        }
        onboardNs[at] = timeNs;
        receiptNs[at] = receivedNs;
        System.arraycopy(values, 0, rows, at * channels, channels);
        size++;
    }

    long[] onboardNs() {
        return onboardNs;
    }

    long[] receiptNs() {
        return receiptNs;
    }

    double value(int row, int channel) {
        return rows[row * channels + channel];
    }

    void column(int channel, double[] out) {
        for (int i = 0, at = channel; i < size; i++, at += channels)
            out[i] = rows[at];
    }

    void row(int row, double[] out) {
        System.arraycopy(rows, row * channels, out, 0, channels);
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
