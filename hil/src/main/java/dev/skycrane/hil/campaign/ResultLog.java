package dev.skycrane.hil.campaign;

import dev.skycrane.proto.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The results of a campaign as they come, one line each with its CRC-32C, handed to the operating system before a case counts as done. A line
 * that a kill has torn, or that does not match its CRC, is no result: its case is flown again. One process at a time writes to a log.
 */
final class ResultLog implements Closeable {
    private static final int MAX_BYTES = 1 << 30;

    private final FileChannel channel;
    private final FileLock lock;
    private final TreeMap<Integer, CaseResult> results = new TreeMap<>();
    private int damagedRows;

    private ResultLog(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens a log for more results, or begins one.
     *
     * @param identity what makes the campaign: one line
     * @throws InputException if the log is of another campaign, in use, or not writable
     */
    static ResultLog open(Path file, String identity) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw InputException.of("campaign", "--out", file.getParent(), "a folder that no other campaign writes to");
        }
        ResultLog log = new ResultLog(channel, lock);
        try {
            log.load(file, identity);
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
        return log;
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return null;
        }
    }

    private void load(Path file, String identity) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw InputException.of("results", "bytes", Files.size(file), "at most " + MAX_BYTES);
        }
        byte[] bytes = Files.readAllBytes(file);
        int begin = 0;
        boolean first = true;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') continue;
            String row = checked(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
            if (first && !identity.equals(row)) {
                throw InputException.of("campaign", "--out", file.getParent(),
                        "an empty folder or one of this very campaign: same scenario, seed, map and vision");
            }
            if (!first) take(row);
            first = false;
            begin = i + 1;
        }
        channel.truncate(begin);
        channel.position(begin);
        if (first) write(identity);
    }

    private void take(String row) {
        if (row == null) {
            damagedRows++;
            return;
        }
        CaseResult result = CaseResult.parse(row);
        results.put(result.number(), result);
    }

    /** The row without its CRC, or null if it does not match. */
    private static String checked(String line) {
        int comma = line.lastIndexOf(',');
        if (comma < 0) return null;
        String row = line.substring(0, comma);
        return line.substring(comma + 1).equals(crc(row)) ? row : null;
    }

    private static String crc(String row) {
        CRC32C crc = new CRC32C();
        crc.update(row.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private void write(String row) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(row + "," + crc(row) + "\n");
        while (line.hasRemaining())
            channel.write(line);
    }

    /** Adds a result; from any thread. */
    synchronized void append(CaseResult result) throws IOException {
        write(result.row());
        results.put(result.number(), result);
    }

    synchronized boolean has(int number) {
        return results.containsKey(number);
    }

    /** By case number. */
    synchronized SortedMap<Integer, CaseResult> results() {
        return new TreeMap<>(results);
    }

    /** Rows found damaged when the log was opened. */
    int damagedRows() {
        return damagedRows;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        channel.close();
    }
}
