package dev.skycrane.ground.archive;

import dev.skycrane.ground.foreign.ForeignFile;
import dev.skycrane.ground.foreign.ForeignHints;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.McapReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Makes finished files of what is whole in others. */
final class Recovery {
    private Recovery() {}

    /** What came over. */
    record Result(McapReader.Account account, long damages) {}

    /**
     * The output appears under its name when it is whole.
     *
     * @throws InputException for an input that cannot be read or an output that cannot be written
     */
    static Result recover(Path from, Path to) {
        Path part = part(to);
        try (McapReader reader = Recordings.open(from)) {
            try {
                McapReader.Account account;
                McapCopy copy = new McapCopy(part, reader::profile, reader.schemas()::get, m -> true);
                try (copy) {
                    account = reader.forEach(copy);
                }
                Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
                return new Result(account, copy.damages());
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unwritable(to, e);
        }
    }

    /**
     * The good frames or packets of a file that is not MCAP, as they stand there.
     *
     * @throws InputException as above
     */
    static ForeignReport recoverForeign(Path from, ForeignHints hints, Path to) {
        Path part = part(to);
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ForeignReport report = ForeignFile.read(from, hints, bytes -> {
                while (bytes.hasRemaining())
                    out.write(bytes);
            });
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            return report;
        } catch (IOException e) {
            throw unwritable(to, e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                // it is no recording under its own name
            }
        }
    }

    private static Path part(Path to) {
        if (Files.exists(to)) throw InputException.of("recording", "out", to, "a name that is not taken");
        return to.resolveSibling(to.getFileName() + ".part");
    }

    private static InputException unwritable(Path to, IOException e) {
        return new InputException("recording: out=" + to + ", expected a place that can be written (" + e.getMessage()
                + ")", e);
    }
}
