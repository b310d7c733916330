package dev.skycrane.ground.column;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/** Blocks on disk, written one after the other. */
final class ColumnFile implements Closeable {
    private static final int MAGIC = 'S' | 'K' << 8 | 'C' << 16 | 'B' << 24;
    private static final int MAX_BODY = 1 << 28;

    private final FileChannel file;
    private final Packing packing = new Packing();
    private final int channels;
    private final long dictionary;
    private long end;

    ColumnFile(Path path, int channels, long dictionary, boolean temporary) throws IOException {
        Set<OpenOption> options = temporary
                ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)
                : Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file = FileChannel.open(path, options);
        this.channels = channels;
        this.dictionary = dictionary;
    }

    /** The whole blocks that are there; what stands behind them is cut off, and all of it if it is of another dictionary. */
    List<SealedBlock> load() throws IOException {
        List<SealedBlock> blocks = new ArrayList<>();
        end = 0;
        for (SealedBlock block = next(); block != null; block = next())
            blocks.add(block);
        file.truncate(end);
        return blocks;
    }

    private SealedBlock next() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (!fill(head, end) || head.getInt() != MAGIC) return null;
        int length = head.getInt();
        if (length < SealedBlock.HEAD_BYTES || length > MAX_BODY || length > file.size() - end - 12) return null;
        ByteBuffer body = ByteBuffer.allocate(length + 4).order(ByteOrder.LITTLE_ENDIAN);
        if (!fill(body, end + 8)) return null;
        CRC32C crc = new CRC32C();
        crc.update(body.array(), 0, length);
        if (body.getInt(length) != (int) crc.getValue()) return null;
        int rows = body.getInt();
        if (rows < 1 || body.getInt() != channels || body.getLong() != dictionary) return null;
        byte[] times = new byte[body.getInt()];
        body.get(times);
        SealedBlock block = new SealedBlock(file, end + 8, rows, times.length, Packing.unpackTimes(times, rows)[0]);
        end += length + 12L;
        return block;
    }

    private boolean fill(ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining())
            if (file.read(bytes, at + bytes.position()) < 0) return false;
        bytes.flip();
        return true;
    }

    /** Writes the rows as a block. */
    SealedBlock write(OpenBlock open) throws IOException {
        if (!file.isOpen()) throw new ClosedChannelException();
        int rows = open.size();
        byte[] times = packing.packTimes(open.onboardNs(), open.receiptNs(), rows);
        int directoryAt = SealedBlock.HEAD_BYTES + times.length;
        int parts = (rows + SealedBlock.PART_ROWS - 1) / SealedBlock.PART_ROWS;
        ByteBuffer directory = little(channels * SealedBlock.ENTRY_BYTES);
        ByteBuffer summaries = little(channels * parts * SealedBlock.SUMMARY_BYTES);
        List<byte[]> data = new ArrayList<>();
        open.settle();
        int dataAt = 0;
        for (int channel = 0; channel < channels; channel++) {
            double[] column = open.column(channel);
            int encoding = column == null ? Packing.CONSTANT : Packing.encoding(column, rows);
            directory.put((byte) encoding).put((byte) 0).putShort((short) 0);
            if (column == null) {
                directory.putInt(0).putDouble(open.constant(channel));
                continue;
            }
            byte[] packed = packing.pack(column, rows, encoding);
            directory.putInt(packed.length).putInt(directoryAt + directory.capacity() + summaries.position())
                    .putInt(dataAt);
            summarise(column, rows, summaries);
            data.add(packed);
            dataAt += packed.length;
        }
        int valuesAt = directoryAt + directory.capacity() + summaries.position();
        for (int channel = 0; channel < channels; channel++) {
            int at = channel * SealedBlock.ENTRY_BYTES;
            if (directory.get(at) != Packing.CONSTANT) directory.putInt(at + 12, directory.getInt(at + 12) + valuesAt);
        }
        ByteBuffer body = little(valuesAt + dataAt + 12);
        body.putInt(MAGIC).putInt(valuesAt + dataAt).putInt(rows).putInt(channels).putLong(dictionary)
                .putInt(times.length).put(times).put(directory.flip()).put(summaries.flip());
        data.forEach(body::put);
        CRC32C crc = new CRC32C();
        crc.update(body.array(), 8, valuesAt + dataAt);
        body.putInt((int) crc.getValue()).flip();
        for (long at = end; body.hasRemaining();)
            at += file.write(body, at);
        SealedBlock block = new SealedBlock(file, end + 8, rows, times.length, open.onboardNs());
        end += valuesAt + dataAt + 12L;
        return block;
    }

    private static void summarise(double[] column, int rows, ByteBuffer out) {
        for (int from = 0; from < rows; from += SealedBlock.PART_ROWS) {
            double min = Double.NaN;
            double max = Double.NaN;
            double last = Double.NaN;
            for (int i = from; i < Math.min(rows, from + SealedBlock.PART_ROWS); i++) {
                double v = column[i];
                if (Double.isNaN(v)) continue;
                if (!(min <= v)) min = v;
                if (!(max >= v)) max = v;
                last = v;
            }
            out.putDouble(min).putDouble(max).putDouble(last);
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    long bytes() {
        return end;
    }

    @Override
    public void close() throws IOException {
        packing.close();
        file.close();
    }
}
