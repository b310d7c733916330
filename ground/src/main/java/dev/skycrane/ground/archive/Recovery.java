package dev.skycrane.ground.archive;

import dev.skycrane.ground.foreign.ForeignFile;
import dev.skycrane.ground.foreign.ForeignHints;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapAttachment;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.mcap.McapSchema;
import dev.skycrane.proto.mcap.McapWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Copies what is whole in a recording into a finished one. */
final class Recovery implements McapHandler {
    private final McapReader reader;
    private final Map<Integer, Integer> schemas = new HashMap<>();
    private final Map<McapChannel, Integer> channels = new HashMap<>();
    private McapWriter writer;
    private final Path part;
    private long damages;

    private Recovery(McapReader reader, Path part) {
        this.reader = reader;
        this.part = part;
    }

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
            Recovery recovery = new Recovery(reader, part);
            try {
                McapReader.Account account = reader.forEach(recovery);
                recovery.writer().close();
                Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
                return new Result(account, recovery.damages);
            } finally {
                if (recovery.writer != null) recovery.writer.close();
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

    /** Made when the header, which comes first, has been read. */
    private McapWriter writer() throws IOException {
        if (writer == null) writer = new McapWriter(part, reader.profile(), Compression.ZSTD);
        return writer;
    }

    @Override
    public void message(McapMessage m) throws IOException {
        Integer channel = channels.get(m.channel());
        if (channel == null) {
            McapChannel c = m.channel();
            channel = writer().addChannel(c.topic(), schema(c.schemaId()), c.messageEncoding(), c.metadata());
            channels.put(c, channel);
        }
        writer().write(channel, m.sequence(), m.logTimeNs(), m.publishTimeNs(), m.data());
    }

    private int schema(int id) throws IOException {
        McapSchema schema = reader.schemas().get(id);
        if (schema == null) return 0;
        Integer known = schemas.get(id);
        if (known == null) {
            known = writer().addSchema(schema.name(), schema.encoding(), schema.data()).id();
            schemas.put(id, known);
        }
        return known;
    }

    @Override
    public void attachment(McapAttachment attachment) throws IOException {
        writer().writeAttachment(attachment);
    }

    @Override
    public void metadata(String name, Map<String, String> texts) throws IOException {
        writer().writeMetadata(name, texts);
    }

    @Override
    public void damage(McapException damage) {
        damages++;
    }
}
