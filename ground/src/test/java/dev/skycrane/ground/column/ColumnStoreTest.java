package dev.skycrane.ground.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ColumnStoreTest {
    private static final long TICK_NS = 15_625_000L;
    private static final int CHANNELS = 4;

    @TempDir
    private Path folder;

    /** Channel 0 a double, 1 a float, 2 constant, 3 absent now and then. */
    private static double value(int channel, long row) {
        return switch (channel) {
            case 0 -> Math.sin(row * 1e-3) * 1e6 + row * 1e-7;
            case 1 -> (float) (row % 977) / 3;
            case 2 -> 42;
            default -> row % 5 == 0 ? Double.NaN : -row;
        };
    }

    private static void fill(ColumnStore store, long from, long to) throws IOException {
        double[] row = new double[CHANNELS];
        for (long i = from; i < to; i++) {
            for (int c = 0; c < CHANNELS; c++)
                row[c] = value(c, i);
            store.append(i * TICK_NS, 1_000_000_000_000L + i * TICK_NS, row);
        }
    }

    @Test
    void givesBackEveryValueBitByBit() throws IOException {
        try (ColumnStore store = ColumnStore.temporary(CHANNELS)) {
            fill(store, 0, 10_000);
            for (int c = 0; c < CHANNELS; c++) {
                Samples s = store.samples(c, 100 * TICK_NS, 9_000 * TICK_NS, 20_000, false);
                assertEquals(8_901, s.size());
                assertFalse(s.truncated());
                for (int i = 0; i < s.size(); i++) {
                    assertEquals((100 + i) * TICK_NS, s.onboardNs()[i]);
                    assertEquals(1_000_000_000_000L + (100 + i) * TICK_NS, s.receiptUnixNs()[i]);
                    assertEquals(value(c, 100 + i), s.values()[i]);
                }
            }
        }
    }

    @Test
    void limitKeepsTheFirstOrTheNewest() throws IOException {
        try (ColumnStore store = ColumnStore.temporary(CHANNELS)) {
            fill(store, 0, 9_000);
            Samples first = store.samples(0, 0, Long.MAX_VALUE, 5_000, false);
            assertTrue(first.truncated());
            assertEquals(4_999 * TICK_NS, first.onboardNs()[4_999]);
            Samples last = store.samples(0, 0, Long.MAX_VALUE, 5_000, true);
            assertTrue(last.truncated());
            assertEquals(4_000 * TICK_NS, last.onboardNs()[0]);
        }
    }

    @Test
    void bucketsAreThoseOfABruteForceSearch() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        try (ColumnStore store = ColumnStore.temporary(CHANNELS)) {
            fill(store, 0, 20_000);
            for (int round = 0; round < 40; round++) {
                long from = random.nextLong(0, 10_000);
                long to = random.nextLong(from, 20_000);
                int n = random.nextInt(1, 300);
                int channel = random.nextInt(CHANNELS);
                Buckets b = store.buckets(channel, from * TICK_NS, to * TICK_NS, n);
                double[][] expected = new double[3][n];
                for (double[] column : expected)
                    java.util.Arrays.fill(column, Double.NaN);
                for (long i = from; i <= to; i++) {
                    double v = value(channel, i);
                    if (Double.isNaN(v)) continue;
                    int k = (int) Math.min(n - 1, (i - from) * TICK_NS / (((to - from) * TICK_NS + 1.0) / n));
                    if (!(expected[0][k] <= v)) expected[0][k] = v;
                    if (!(expected[1][k] >= v)) expected[1][k] = v;
                    expected[2][k] = v;
                }
                for (int k = 0; k < n; k++) {
                    String where = "seed 11 round " + round + " bucket " + k;
                    assertEquals(expected[0][k], b.min(k), where);
                    assertEquals(expected[1][k], b.max(k), where);
                    assertEquals(expected[2][k], b.last(k), where);
                }
            }
        }
    }

    @Test
    void rowsThatCameLateStandInTheirPlace() throws IOException {
        try (ColumnStore store = ColumnStore.temporary(1)) {
            for (long i = 0; i < 10_000; i++)
                if (i < 500 || i >= 600) store.append(i, 0, new double[]{i});
            for (long i = 500; i < 600; i++)
                store.append(i, 0, new double[]{i});
            assertEquals(100, store.lateRows());
            Samples s = store.samples(0, 0, 9_999, 20_000, false);
            assertEquals(10_000, s.size());
            for (int i = 0; i < 10_000; i++)
                assertEquals(i, s.values()[i]);
            assertEquals(550, store.buckets(0, 540, 550, 1).max(0));
        }
    }

    @Test
    void wholeBlocksAreThereAgainAndATornOneIsNot() throws IOException {
        Path file = folder.resolve("a.columns");
        try (ColumnStore store = ColumnStore.open(file, CHANNELS, 7)) {
            fill(store, 0, 3 * ColumnStore.BLOCK_ROWS);
        }
        long size = Files.size(file);
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.setLength(size - 100);
        }
        try (ColumnStore store = ColumnStore.open(file, CHANNELS, 7)) {
            assertEquals(2 * ColumnStore.BLOCK_ROWS, store.rows());
            assertEquals((2L * ColumnStore.BLOCK_ROWS - 1) * TICK_NS, store.sealedToNs());
            fill(store, 2L * ColumnStore.BLOCK_ROWS, 2L * ColumnStore.BLOCK_ROWS + 10);
            double[] row = new double[CHANNELS];
            assertEquals(5_000 * TICK_NS, store.rowAt(5_000 * TICK_NS + 1, row));
            assertArrayEquals(new double[]{value(0, 5_000), value(1, 5_000), 42, Double.NaN}, row);
            assertEquals((2L * ColumnStore.BLOCK_ROWS + 9) * TICK_NS, store.rowAt(Long.MAX_VALUE, row));
        }
        try (ColumnStore other = ColumnStore.open(file, CHANNELS, 8)) {
            assertEquals(0, other.rows(), "columns of another dictionary mean nothing");
        }
    }

    /** Channels that never change, that change at once, later, as floats and as doubles; rows up to 150 places from where they belong. */
    @Test
    void rowsInAnyOrderComeBackInOrderOfTimeWithEveryBit() throws IOException {
        long seed = 20260221;
        SplittableRandom random = new SplittableRandom(seed);
        int n = 10_000;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
            rows[i] = new double[]{Double.NaN, -0.0, (float) Math.sin(i), Math.sin(i) / 3, i < 5000 ? 7 : i};
        Integer[] order = new Integer[n];
        double[] place = new double[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
            place[i] = i + (random.nextInt(20) == 0 ? random.nextInt(-150, 150) : 0);
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> place[i]));
        // equal steps but for every hundredth row
        long[] ns = new long[n];
        for (int i = 1; i < n; i++)
            ns[i] = ns[i - 1] + (i % 100 == 0 ? 20_000_000 : 15_625_000);
        try (ColumnStore store = ColumnStore.temporary(5)) {
            for (int i : order)
                store.append(ns[i], ns[i] + 5, rows[i]);
            for (int channel = 0; channel < 5; channel++) {
                Samples all = store.samples(channel, Long.MIN_VALUE, Long.MAX_VALUE, n, false);
                assertEquals(n, all.size(), "seed " + seed);
                for (int i = 0; i < n; i++) {
                    assertEquals(ns[i], all.onboardNs()[i]);
                    assertEquals(Double.doubleToRawLongBits(rows[i][channel]), Double.doubleToRawLongBits(all
                            .values()[i]), "seed " + seed + " channel " + channel + " row " + i);
                }
                for (int buckets : new int[]{333, 1, 2, 333})
                    checkBuckets(store, channel, ns, rows, buckets);
            }
        }
    }

    private static void checkBuckets(ColumnStore store, int channel, long[] ns, double[][] rows, int size)
            throws IOException {
        Buckets buckets = store.buckets(channel, 0, ns[ns.length - 1], size);
        double[] min = new double[size];
        double[] max = new double[size];
        long[] count = new long[size];
        Arrays.fill(min, Double.NaN);
        Arrays.fill(max, Double.NaN);
        for (int i = 0; i < ns.length; i++) {
            double v = rows[i][channel];
            if (Double.isNaN(v)) continue;
            int b = buckets.of(ns[i]);
            count[b]++;
            min[b] = Double.isNaN(min[b]) ? v : Math.min(min[b], v);
            max[b] = Double.isNaN(max[b]) ? v : Math.max(max[b], v);
        }
        for (int b = 0; b < size; b++) {
            assertEquals(count[b], buckets.count(b), "channel " + channel + " bucket " + b);
            assertEquals(min[b], buckets.min(b), "channel " + channel + " bucket " + b);
            assertEquals(max[b], buckets.max(b), "channel " + channel + " bucket " + b);
        }
    }
}
