package dev.skycrane.ground.link;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.telecommand.CommandSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The counter of commands of the present run, never given out twice: in a file it survives the program, and programs on one machine share
 * it. The file is one line, run as 16 hexadecimal digits and counter as 20 decimal ones; another run begins at 1.
 */
public final class CommandCounters {
    private static final int LINE_BYTES = 38;

    private final Path file;
    private long runId;
    private long last;

    private CommandCounters(Path file) {
        this.file = file;
    }

    /** For a ground that is as old as the vehicle's run, and alone. */
    public static CommandCounters inMemory() {
        return new CommandCounters(null);
    }

    /** @param file made when it is not there */
    public static CommandCounters in(Path file) {
        return new CommandCounters(file);
    }

    /**
     * The next counter, at least {@code atLeast}, on disk before it returns. A counter that is beyond what the vehicle would accept is not
     * followed, unless this is the first of the run: whoever claims it may be lying to shut us out.
     *
     * @throws InputException when the file holds something else or cannot be written
     */
    public long next(long run, long atLeast) {
        // a file lock holds off other programs only
        synchronized (CommandCounters.class) {
            return file == null ? advance(run, atLeast) : nextInFile(run, atLeast);
        }
    }

    private long nextInFile(long run, long atLeast) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            channel.lock();
            read(channel);
            long next = advance(run, atLeast);
            String line = String.format(Locale.ROOT, "%016x %020d\n", runId, last);
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
            return next;
        } catch (IOException e) {
            throw new InputException("command counter: file=" + file + ", expected a file that can be written ("
                    + e.getMessage() + ")", e);
        }
    }

    private long advance(long run, long atLeast) {
        if (run != runId) {
            runId = run;
            last = 0;
        }
        boolean credible = last == 0 || atLeast - last <= CommandSeal.WINDOW;
        last = Math.max(last + 1, credible ? atLeast : 0);
        return last;
    }

    private void read(FileChannel channel) throws IOException {
        if (channel.size() == 0) return;
        ByteBuffer bytes = ByteBuffer.allocate(LINE_BYTES);
        int read = channel.read(bytes, 0);
        String line = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.US_ASCII);
        try {
            if (channel.size() != LINE_BYTES || line.charAt(16) != ' ') throw new NumberFormatException(line);
            runId = Long.parseUnsignedLong(line.substring(0, 16), 16);
            last = Long.parseLong(line.substring(17, 37));
        } catch (NumberFormatException e) {
            throw InputException.of("command counter", "file", file, "a file written by this program");
        }
    }

    /** For a file beside the key that it belongs to. */
    public static CommandCounters beside(Path keyFile) {
        Path real;
        try {
            real = keyFile.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return in(real.resolveSibling(real.getFileName() + ".counter"));
    }
}
