package dev.skycrane.ground.archive;

import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapAttachment;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapSchema;
import dev.skycrane.proto.mcap.McapWriter;
import dev.skycrane.proto.v1.ImageChunk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Copies messages, attachments and metadata of a recording, whoever wrote it, into a finished one; passes over damage and counts it. */
public final class McapCopy implements McapHandler, Closeable {
    private final Path to;
    private final Supplier<String> profile;
    private final IntFunction<McapSchema> schemasById;
    private final Predicate<McapMessage> wanted;
    private final Map<Integer, Integer> schemas = new HashMap<>();
    private final Map<McapChannel, Integer> channels = new HashMap<>();
    private McapWriter writer;
    private long damages;

    /**
     * @param profile     of the source, asked for when its head has been read
     * @param schemasById of the source
     * @param wanted      messages to copy
     */
    public McapCopy(Path to, Supplier<String> profile, IntFunction<McapSchema> schemasById,
            Predicate<McapMessage> wanted) {
        this.to = to;
        this.profile = profile;
        this.schemasById = schemasById;
        this.wanted = wanted;
    }

    /** Made when the header, which comes first, has been read. */
    private McapWriter writer() throws IOException {
        if (writer == null) writer = new McapWriter(to, profile.get(), Compression.ZSTD);
        return writer;
    }

    @Override
    public void message(McapMessage m) throws IOException {
        if (!wanted.test(m)) return;
        Integer channel = channels.get(m.channel());
        if (channel == null) {
            channel = addChannel(m.channel());
            channels.put(m.channel(), channel);
        }
        writer().write(channel, m.sequence(), m.logTimeNs(), m.publishTimeNs(), m.data());
    }

    private int addChannel(McapChannel c) throws IOException {
        McapSchema schema = schemasById.apply(c.schemaId());
        int id = schema == null ? 0 : copied(schema);
        return schema != null && schema.name().equals(ImageChunk.getDescriptor().getFullName())
                ? writer().addBulkChannel(c.topic(), id, c.messageEncoding(), c.metadata())
                : writer().addChannel(c.topic(), id, c.messageEncoding(), c.metadata());
    }

    private int copied(McapSchema schema) throws IOException {
        Integer known = schemas.get(schema.id());
        if (known == null) {
            known = writer().addSchema(schema.name(), schema.encoding(), schema.data()).id();
            schemas.put(schema.id(), known);
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

    /** Messages copied so far. */
    public long messages() {
        return writer == null ? 0 : writer.messageCount();
    }

    /** Damaged places passed over. */
    public long damages() {
        return damages;
    }

    /** Finishes the copy; one of nothing is a finished file without messages. */
    @Override
    public void close() throws IOException {
        writer().close();
    }
}
