package dev.skycrane.ground.column;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The history of all channels of one run. Any thread. */
public final class ColumnStore implements Closeable {
    /** Rows of a block: 64 s at 64 Hz. */
    public static final int BLOCK_ROWS = 4096;
    private static final int LATE_ROWS = 256;
    /** Above this many blocks a bucket's edge is as sharp as a part of 64 rows. */
    private static final int EXACT_BLOCKS = 1024;

    private final ColumnFile file;
    private final int channels;
    private final List<SealedBlock> blocks = new ArrayList<>();
    private final WholeBlocks wholes = new WholeBlocks();
    private final OpenBlock open;
    /** Rows older than the open block, from streams mended later. */
    private final OpenBlock late;
    private long rows;
    private long lateRows;
    private long newestNs = Long.MIN_VALUE;
    private long oldestNs = Long.MAX_VALUE;

    private ColumnStore(ColumnFile file, int channels) {
        this.file = file;
        this.channels = channels;
        open = new OpenBlock(BLOCK_ROWS, channels);
        late = new OpenBlock(LATE_ROWS, channels);
    }

    /**
     * Opens or creates a store that outlives the process. Whole blocks of an earlier process are there again.
     *
     * @param dictionary a number that changes with the meaning of the columns; a file of another one starts anew
     */
    public static ColumnStore open(Path path, int channels, long dictionary) throws IOException {
        ColumnStore store = new ColumnStore(new ColumnFile(path, channels, dictionary, false), channels);
        for (SealedBlock block : store.file.load())
            store.add(block);
        return store;
    }

    /** A store that disappears with the process. */
    public static ColumnStore temporary(int channels) throws IOException {
        Path path = Files.createTempFile("skycrane", ".columns");
        return new ColumnStore(new ColumnFile(path, channels, 0, true), channels);
    }

    private void add(SealedBlock block) {
        blocks.add(block);
        rows += block.rows();
        oldestNs = Math.min(oldestNs, block.firstNs());
        newestNs = Math.max(newestNs, block.lastNs());
    }

    /** Adds a row; {@code values} are copied. */
    public synchronized void append(long onboardNs, long receiptUnixNs, double[] values) throws IOException {
        boolean old = onboardNs < (open.size() > 0 ? open.firstNs() : newestNs);
        OpenBlock block = old ? late : open;
        block.add(onboardNs, receiptUnixNs, values);
        rows++;
        if (old) lateRows++;
        newestNs = Math.max(newestNs, onboardNs);
        oldestNs = Math.min(oldestNs, onboardNs);
        if (block.isFull()) seal(block);
    }

    private void seal(OpenBlock block) throws IOException {
        if (block.size() == 0) return;
        try {
            blocks.add(file.write(block));
        } finally {
            block.clear();
        }
    }

    /** Newest row on disk, on-board ns; {@code Long.MIN_VALUE} when there is none. */
    public synchronized long sealedToNs() {
        return blocks.stream().mapToLong(SealedBlock::lastNs).max().orElse(Long.MIN_VALUE);
    }

    public synchronized long rows() {
        return rows;
    }

    /** Rows that came after later ones had been put away. */
    public synchronized long lateRows() {
        return lateRows;
    }

    /** On-board time of the newest row, ns; {@code Long.MIN_VALUE} when there is none. */
    public synchronized long newestNs() {
        return newestNs;
    }

    /** On-board time of the oldest row, ns; {@code Long.MAX_VALUE} when there is none. */
    public synchronized long oldestNs() {
        return oldestNs;
    }

    /** Bytes on disk. */
    public synchronized long bytes() {
        return file.bytes();
    }

    /**
     * Values of a channel in the closed interval.
     *
     * @param limit at most so many
     * @param newest the last ones, else the first
     */
    public Samples samples(int channel, long fromNs, long toNs, int limit, boolean newest) throws IOException {
        Gathered found = new Gathered(limit);
        List<SealedBlock> sealed;
        Samples fresh;
        synchronized (this) {
            sealed = overlapping(fromNs, toNs);
            fresh = Gathered.join(copy(late, channel, fromNs, toNs), copy(open, channel, fromNs, toNs));
        }
        if (newest) {
            found.prepend(fresh);
            for (int i = sealed.size() - 1; i >= 0 && !found.isFull(); i--)
                found.prepend(read(sealed.get(i), channel, fromNs, toNs));
            return found.last();
        }
        for (int i = 0; i < sealed.size() && !found.isFull(); i++)
            found.append(read(sealed.get(i), channel, fromNs, toNs));
        if (!found.isFull()) found.append(fresh);
        return found.first();
    }

    private List<SealedBlock> overlapping(long fromNs, long toNs) {
        return blocks.stream().filter(b -> b.overlaps(fromNs, toNs)).toList();
    }

    private static Samples copy(OpenBlock block, int channel, long fromNs, long toNs) {
        int from = block.lowerBound(fromNs);
        int to = toNs == Long.MAX_VALUE ? block.size() : block.lowerBound(toNs + 1);
        int size = Math.max(0, to - from);
        Samples s = new Samples(new long[size], new long[size], new double[size], false);
        for (int i = 0; i < size; i++) {
            s.onboardNs()[i] = block.onboardNs()[from + i];
            s.receiptUnixNs()[i] = block.receiptNs()[from + i];
            s.values()[i] = block.value(from + i, channel);
        }
        return s;
    }

    private static Samples read(SealedBlock block, int channel, long fromNs, long toNs) throws IOException {
        long[][] times = block.times();
        int from = OpenBlock.lowerBound(times[0], block.rows(), fromNs);
        int to = toNs == Long.MAX_VALUE ? block.rows() : OpenBlock.lowerBound(times[0], block.rows(), toNs + 1);
        return new Samples(times[0], times[1], block.column(channel), false).slice(from, Math.max(from, to), false);
    }

    /** Least, greatest and last value in {@code buckets} equal spans of the closed interval. */
    public Buckets buckets(int channel, long fromNs, long toNs, int buckets) throws IOException {
        Buckets out = new Buckets(fromNs, Math.max(fromNs, toNs), buckets);
        SealedBlock[] sealed;
        Samples fresh;
        synchronized (this) {
            sealed = blocks.toArray(SealedBlock[]::new);
            fresh = Gathered.join(copy(late, channel, fromNs, toNs), copy(open, channel, fromNs, toNs));
        }
        long overlapping = Arrays.stream(sealed).filter(b -> b.overlaps(fromNs, toNs)).count();
        for (int number = 0; number < sealed.length; number++) {
            SealedBlock block = sealed[number];
            if (!block.overlaps(fromNs, toNs)) continue;
            if (block.firstNs() >= fromNs && block.lastNs() <= toNs && out.of(block.firstNs()) == out.of(block
                    .lastNs())) {
                wholes.take(block, number, channel, out);
            } else {
                block.reduce(channel, fromNs, toNs, overlapping <= EXACT_BLOCKS, out);
            }
        }
        for (int i = 0; i < fresh.size(); i++) {
            double v = fresh.values()[i];
            out.take(out.of(fresh.onboardNs()[i]), fresh.onboardNs()[i], 1, v, v, v);
        }
        return out;
    }

    /** Number of rows in the closed interval, to the precision of a block. */
    public synchronized long estimateRows(long fromNs, long toNs) {
        long n = 0;
        for (SealedBlock b : blocks) {
            if (!b.overlaps(fromNs, toNs)) continue;
            double span = Math.max(1.0, b.lastNs() - b.firstNs());
            double inside = Math.min(toNs, b.lastNs()) - (double) Math.max(fromNs, b.firstNs());
            n += Math.round(b.rows() * Math.min(1, inside / span));
        }
        return n + copy(open, 0, fromNs, toNs).size() + copy(late, 0, fromNs, toNs).size();
    }

    /**
     * The last row at or before a time.
     *
     * @param out filled with its values
     * @return its on-board time, or {@code Long.MIN_VALUE} when there is none
     */
    public synchronized long rowAt(long ns, double[] out) throws IOException {
        int at = ns == Long.MAX_VALUE ? open.size() : open.lowerBound(ns + 1);
        if (at > 0) {
            open.row(at - 1, out);
            return open.onboardNs()[at - 1];
        }
        SealedBlock best = null;
        for (SealedBlock b : blocks)
            if (b.firstNs() <= ns && (best == null || b.lastNs() > best.lastNs())) best = b;
        if (best == null) return Long.MIN_VALUE;
        long[] times = best.times()[0];
        int row = (ns == Long.MAX_VALUE ? best.rows() : OpenBlock.lowerBound(times, best.rows(), ns + 1)) - 1;
        for (int channel = 0; channel < channels; channel++)
            out[channel] = best.column(channel)[row];
        return times[row];
    }

    /** Puts what is in memory on disk. */
    public synchronized void seal() throws IOException {
        seal(late);
        seal(open);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            seal();
        } finally {
            file.close();
        }
    }
}
