package dev.skycrane.ground.web;

/** The newest rows of a track, for those who look on live. Any thread. */
final class RowRing {
    private static final int ROWS = 1024;

    private final int channels = ChannelPlaces.count();
    private final long[] onboardNs = new long[ROWS];
    private final long[] receiptNs = new long[ROWS];
    private final double[] values = new double[ROWS * channels];
    private long next;
    private long first;

    /**
     * A stretch of rows.
     *
     * @param values  per row, per channel asked for
     * @param dropped rows that were gone already
     * @param next    where to go on
     */
    record Stretch(long[] onboardNs, long[] receiptNs, double[][] values, long dropped, long next) {}

    synchronized void add(long ns, long receivedNs, double[] row) {
        int slot = (int) (next % ROWS);
        onboardNs[slot] = ns;
        receiptNs[slot] = receivedNs;
        System.arraycopy(row, 0, values, slot * channels, channels);
        next++;
    }

    /** What was there is void. */
    synchronized void clear() {
        first = next;
    }

    synchronized long next() {
        return next;
    }

    /** On-board time of the row before {@code cursor}, or {@code Long.MIN_VALUE}. */
    synchronized long timeBefore(long cursor) {
        long row = cursor - 1;
        return row < first || row < next - ROWS || row < 0 ? Long.MIN_VALUE : onboardNs[(int) (row % ROWS)];
    }

    /** Rows from {@code cursor} on. @param newest only the last of them */
    synchronized Stretch read(long cursor, int[] places, boolean newest) {
        long from = Math.max(Math.max(cursor, first), next - ROWS);
        long dropped = Math.max(0, from - Math.max(cursor, first));
        if (newest && from < next) from = next - 1;
        int n = (int) (next - from);
        long[] ns = new long[n];
        long[] received = new long[n];
        double[][] rows = new double[n][places.length];
        for (int i = 0; i < n; i++) {
            int slot = (int) ((from + i) % ROWS);
            ns[i] = onboardNs[slot];
            received[i] = receiptNs[slot];
            for (int c = 0; c < places.length; c++)
                rows[i][c] = values[slot * channels + places[c]];
        }
        return new Stretch(ns, received, rows, newest ? 0 : dropped, next);
    }
}
