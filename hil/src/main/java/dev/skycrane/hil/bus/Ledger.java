package dev.skycrane.hil.bus;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which frames a station has dealt with, in the operating system's hands before the frame is acknowledged: what a killed station leaves
 * behind. Text, a line per frame, {@code <stream> <sequence>}.
 */
final class Ledger implements FrameListener, AutoCloseable {
    private static final int MISSING_RUNS = 3;
    private final FileChannel file;

    Ledger(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void onFrame(ReceivedFrame frame) {
        String line = frame.key() + " " + frame.frame().getSequence() + "\n";
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Sequence numbers by stream, in the order in which a station dealt with them.
     *
     * @param path one station's ledger; a last line cut short by a kill is not counted
     */
    static Map<String, List<Long>> read(Path path) throws IOException {
        Map<String, List<Long>> streams = new HashMap<>();
        if (!Files.exists(path)) return streams;
        String text = Files.readString(path, StandardCharsets.US_ASCII);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            int space = line.indexOf(' ');
            if (space < 0) continue;
            streams.computeIfAbsent(line.substring(0, space), s -> new ArrayList<>())
                    .add(Long.parseLong(line.substring(space + 1)));
        }
        return streams;
    }

    /**
     * What several stations, one after the other, have dealt with together.
     *
     * @param numbers sequence numbers by stream
     * @param disordered frames that came behind a later one of their stream at the same station
     */
    record Heard(Map<String, BitSet> numbers, long disordered) {}

    /** @param ledgers a station's each */
    static Heard heard(List<Path> ledgers) throws IOException {
        Map<String, BitSet> numbers = new HashMap<>();
        long disordered = 0;
        for (Path ledger : ledgers) {
            for (Map.Entry<String, List<Long>> stream : read(ledger).entrySet()) {
                long before = -1;
                for (long sequence : stream.getValue()) {
                    if (sequence <= before) disordered++;
                    before = sequence;
                    numbers.computeIfAbsent(stream.getKey(), s -> new BitSet()).set((int) sequence);
                }
            }
        }
        return new Heard(numbers, disordered);
    }

    /** The numbers below {@code end} that are not there, for people: the first few runs of them. */
    static String missing(BitSet numbers, int end) {
        StringBuilder text = new StringBuilder();
        int from = numbers.nextClearBit(0);
        for (int n = 0; n < MISSING_RUNS && from < end; n++) {
            int to = numbers.nextSetBit(from);
            if (to < 0 || to > end) to = end;
            text.append(' ').append(from).append('-').append(to - 1);
            from = numbers.nextClearBit(to);
        }
        return text + (from < end ? " ..." : "");
    }
}
