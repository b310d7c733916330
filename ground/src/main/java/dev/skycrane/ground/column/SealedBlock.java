package dev.skycrane.ground.column;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A block on disk; what is kept of it in memory is where it stands and, unless its rows are equally far apart, the times of its parts. */
final class SealedBlock {
    static final int PART_ROWS = 64;
    static final int ENTRY_BYTES = 16;
    static final int HEAD_BYTES = 20;
    static final int SUMMARY_BYTES = 24;

    private final FileChannel file;
    private final long bodyAt;
    private final int rows;
    private final int parts;
    private final int timesLength;
    private final PartTimes partTimes;

    SealedBlock(FileChannel file, long bodyAt, int rows, int timesLength, long[] onboardNs) {
        this.file = file;
        this.bodyAt = bodyAt;
        this.rows = rows;
        this.timesLength = timesLength;
        parts = (rows + PART_ROWS - 1) / PART_ROWS;
        partTimes = PartTimes.of(onboardNs, rows, PART_ROWS);
    }

    int rows() {
        return rows;
    }

    long firstNs() {
        return partTimes.firstNs(0);
    }

    long lastNs() {
        return partTimes.lastNs(parts - 1);
    }

    boolean overlaps(long fromNs, long toNs) {
        return firstNs() <= toNs && lastNs() >= fromNs;
    }

    long[][] times() throws IOException {
        return Packing.unpackTimes(read(HEAD_BYTES, timesLength).array(), rows);
    }

    double[] column(int channel) throws IOException {
        ByteBuffer entry = entry(channel);
        if (entry.get(0) == Packing.CONSTANT) {
            double[] values = new double[rows];
            java.util.Arrays.fill(values, entry.getDouble(8));
            return values;
        }
        return planes(entry).values();
    }

    private Planes planes(ByteBuffer entry) throws IOException {
        return Packing.unpack(read(entry.getInt(12), entry.getInt(4)).array(), rows, entry.get(0));
    }

    /**
     * Adds the values of {@code channel} inside the closed interval to {@code out}.
     *
     * @param exact a part that lies in two buckets is split by reading its values; else it counts where it begins
     */
    void reduce(int channel, long fromNs, long toNs, boolean exact, Buckets out) throws IOException {
        ByteBuffer entry = entry(channel);
        ByteBuffer summary = entry.get(0) == Packing.CONSTANT
                ? null
                : read(entry.getInt(8), parts * SUMMARY_BYTES);
        long[] times = null;
        Planes values = null;
        for (int part = 0; part < parts; part++) {
            int firstRow = part * PART_ROWS;
            int count = Math.min(PART_ROWS, rows - firstRow);
            long startNs = partTimes.firstNs(part);
            long endNs = partTimes.lastNs(part);
            if (startNs > toNs || endNs < fromNs) continue;
            boolean inside = startNs >= fromNs && endNs <= toNs;
            if (inside && (!exact || out.of(startNs) == out.of(endNs))) {
                double constant = entry.getDouble(8);
                int at = part * SUMMARY_BYTES;
                out.take(out.of(startNs), endNs, count, summary == null ? constant : summary.getDouble(at),
                        summary == null ? constant : summary.getDouble(at + 8),
                        summary == null ? constant : summary.getDouble(at + 16));
                continue;
            }
            if (times == null && !partTimes.isRegular(part)) times = times()[0];
            if (values == null && summary != null) values = planes(entry);
            long stepNs = count > 1 ? (endNs - startNs) / (count - 1) : 0;
            for (int i = 0; i < count; i++) {
                long ns = partTimes.isRegular(part) ? startNs + i * stepNs : times[firstRow + i];
                double v = values == null ? entry.getDouble(8) : values.value(firstRow + i);
                if (ns >= fromNs && ns <= toNs) out.take(out.of(ns), ns, 1, v, v, v);
            }
        }
    }

    private ByteBuffer entry(int channel) throws IOException {
        return read(HEAD_BYTES + timesLength + channel * ENTRY_BYTES, ENTRY_BYTES);
    }

    private ByteBuffer read(int at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining())
            if (file.read(bytes, bodyAt + at + bytes.position()) < 0)
                throw new EOFException("column block: offset="
                        + bodyAt + ", expected " + length + " bytes");
        return bytes.flip();
    }
}
