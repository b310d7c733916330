package dev.skycrane.ground.column;

import java.util.BitSet;

/** On-board times at which the parts of a block begin and end, in as little memory as their order allows: a mission has many blocks. */
abstract sealed class PartTimes {
    /** First row of a part. */
    abstract long firstNs(int part);

    /** Last row of a part. */
    abstract long lastNs(int part);

    /** The rows of a part are equally far apart, as at a fixed rate: their times need not be read. */
    abstract boolean isRegular(int part);

    /** @param timesNs of at least {@code rows} rows, 1 or more @param partRows of every part but the last */
    static PartTimes of(long[] timesNs, int rows, int partRows) {
        return areEven(timesNs, 0, rows) ? new Even(timesNs, rows, partRows) : new Uneven(timesNs, rows, partRows);
    }

    private static boolean areEven(long[] timesNs, int from, int to) {
        for (int i = from + 2; i < to; i++)
            if (timesNs[i] - timesNs[i - 1] != timesNs[from + 1] - timesNs[from]) return false;
        return true;
    }

    /** All rows of the block equally far apart. */
    private static final class Even extends PartTimes {
        private final long firstNs;
        private final long stepNs;
        private final int rows;
        private final int partRows;

        Even(long[] timesNs, int rows, int partRows) {
            firstNs = timesNs[0];
            stepNs = rows > 1 ? timesNs[1] - timesNs[0] : 0;
            this.rows = rows;
            this.partRows = partRows;
        }

        @Override
        long firstNs(int part) {
            return firstNs + (long) part * partRows * stepNs;
        }

        @Override
        long lastNs(int part) {
            return firstNs + (Math.min(rows, (part + 1) * partRows) - 1) * stepNs;
        }

        @Override
        boolean isRegular(int part) {
            return true;
        }
    }

    /** Any times. */
    private static final class Uneven extends PartTimes {
        private final long[] firstNs;
        private final long[] lastNs;
        private final BitSet regular = new BitSet();

        Uneven(long[] timesNs, int rows, int partRows) {
            int parts = (rows + partRows - 1) / partRows;
            firstNs = new long[parts];
            lastNs = new long[parts];
            for (int i = 0; i < parts; i++) {
                int end = Math.min(rows, (i + 1) * partRows);
                firstNs[i] = timesNs[i * partRows];
                lastNs[i] = timesNs[end - 1];
                regular.set(i, areEven(timesNs, i * partRows, end));
            }
        }

        @Override
        long firstNs(int part) {
            return firstNs[part];
        }

        @Override
        long lastNs(int part) {
            return lastNs[part];
        }

        @Override
        boolean isRegular(int part) {
            return regular.get(part);
        }
    }
}
