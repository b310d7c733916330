package dev.skycrane.proto.mcap;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes an MCAP file: chunks with CRC and message index, attachments, metadata, a CRC over the data section, and a summary with its own
 * CRC.
 *
 * <p>What has been handed to the operating system survives the end of the process. That happens when a chunk is full, when a message
 * comes more than {@link #FLUSH_INTERVAL_NS} of log time after the first of its chunk, and at {@link #flush}; a recorder whose stream may
 * fall silent calls that once a second. Schemas and channels stand in the chunk that needs them first, so that an unfinished file is whole
 * up to its last chunk.
 *
 * <p>One thread.
 */
public final class McapWriter implements Closeable {
    /** A chunk holds messages of at most this much log time, ns. */
    public static final long FLUSH_INTERVAL_NS = 1_000_000_000L;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String LIBRARY = "skycrane";

    private final FileChannel file;
    private final Compression compression;
    private final CRC32 dataCrc = new CRC32();
    private final RecordBuffer chunk = new RecordBuffer(2 * CHUNK_BYTES);
    private final RecordBuffer record = new RecordBuffer(4096);
    private final Map<String, McapSchema> protobufSchemas = new LinkedHashMap<>();
    private final List<McapSchema> schemas = new ArrayList<>();
    private final List<McapChannel> channels = new ArrayList<>();
    private final Map<Integer, MessageIndex> chunkIndex = new TreeMap<>();
    private final SummaryBuilder summary = new SummaryBuilder();
    private long position;
    private long chunkFirstNs;
    private long chunkLastNs;
    private long chunkMessages;
    private boolean closed;

    /** Creates or replaces {@code path}. @param profile what the file is for, may be empty */
    public McapWriter(Path path, String profile, Compression compression) throws IOException {
        if (!compression.isWritable()) throw new IllegalArgumentException("mcap compression: name=" + compression);
        this.compression = compression;
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        try {
            write(ByteBuffer.wrap(McapFormat.MAGIC));
            int mark = record.begin(McapFormat.HEADER);
            record.text(profile).text(LIBRARY).end(mark);
            writeRecord();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** A channel for Protocol Buffers messages of one type. @return its id */
    public int addChannel(String topic, Descriptor message, Map<String, String> metadata) {
        McapSchema schema = protobufSchemas.computeIfAbsent(message.getFullName(),
                name -> addSchema(name, ProtobufSchemas.ENCODING, ProtobufSchemas.fileDescriptorSet(message)));
        return addChannel(topic, schema.id(), ProtobufSchemas.ENCODING, metadata);
    }

    /** A schema of any encoding, for files whose messages are not ours. */
    public McapSchema addSchema(String name, String encoding, byte[] data) {
        McapSchema schema = new McapSchema(schemas.size() + 1, name, encoding, data);
        schemas.add(schema);
        McapRecords.put(chunk, schema);
        return schema;
    }

    /** A channel of any encoding. @param schemaId of a schema added before, 0 for none @return its id */
    public int addChannel(String topic, int schemaId, String messageEncoding, Map<String, String> metadata) {
        if (schemaId < 0 || schemaId > schemas.size())
            throw new IllegalArgumentException("mcap channel: schema=" + schemaId);
        McapChannel channel = new McapChannel(channels.size() + 1, schemaId, topic, messageEncoding,
                Map.copyOf(metadata));
        channels.add(channel);
        summary.channel(channel.id());
        McapRecords.put(chunk, channel);
        return channel.id();
    }

    /** Adds a message; {@code data} is copied. Times are ns. @param sequence its low 32 bits are kept */
    public void write(int channelId, long sequence, long logTimeNs, long publishTimeNs, ByteBuffer data)
            throws IOException {
        if (channelId < 1 || channelId > channels.size())
            throw new IllegalArgumentException("mcap message: channel=" + channelId);
        if (chunkMessages > 0 && logTimeNs - chunkFirstNs >= FLUSH_INTERVAL_NS) endChunk();
        chunkFirstNs = chunkMessages == 0 ? logTimeNs : Math.min(chunkFirstNs, logTimeNs);
        chunkLastNs = chunkMessages == 0 ? logTimeNs : Math.max(chunkLastNs, logTimeNs);
        summary.message(channelId, logTimeNs);
        chunkIndex.computeIfAbsent(channelId, id -> new MessageIndex()).add(logTimeNs, chunk.size());
        int mark = chunk.begin(McapFormat.MESSAGE);
        chunk.u16(channelId).u32(sequence).u64(logTimeNs).u64(publishTimeNs).raw(data).end(mark);
        chunkMessages++;
        if (chunk.size() >= CHUNK_BYTES) endChunk();
    }

    /** A named set of texts about the file. */
    public void writeMetadata(String name, Map<String, String> metadata) throws IOException {
        int mark = record.begin(McapFormat.METADATA);
        record.text(name).map(metadata).end(mark);
        summary.metadata(name, position, record.size());
        writeRecord();
    }

    /** A file inside the file, with its own CRC. */
    public void writeAttachment(McapAttachment attachment) throws IOException {
        McapRecords.put(record, attachment);
        summary.attachment(attachment, position, record.size());
        writeRecord();
    }

    /** Hands everything to the operating system. */
    public void flush() throws IOException {
        endChunk();
    }

    public long messageCount() {
        return summary.messages();
    }

    /** Bytes written so far. */
    public long size() {
        return position;
    }

    private void endChunk() throws IOException {
        if (chunk.size() == 0) return;
        ByteBuffer plain = chunk.view();
        CRC32 crc = new CRC32();
        crc.update(plain.duplicate());
        ByteBuffer packed = compression.compress(plain);
        long firstNs = chunkMessages == 0 ? 0 : chunkFirstNs;
        long lastNs = chunkMessages == 0 ? 0 : chunkLastNs;
        long offset = position;
        int mark = record.begin(McapFormat.CHUNK);
        record.u64(firstNs).u64(lastNs).u64(chunk.size()).u32(crc.getValue()).text(compression.formatName())
                .u64(packed.remaining()).raw(packed).end(mark);
        int chunkLength = record.size();
        Map<Integer, Long> indexOffsets = new TreeMap<>();
        for (Map.Entry<Integer, MessageIndex> entry : chunkIndex.entrySet()) {
            if (entry.getValue().isEmpty()) continue;
            indexOffsets.put(entry.getKey(), offset + record.size());
            entry.getValue().put(record, entry.getKey());
            entry.getValue().clear();
        }
        int indexLength = record.size() - chunkLength;
        writeRecord();
        summary.chunk(new ChunkPlace(firstNs, lastNs, offset, chunkLength, indexOffsets, indexLength,
                compression.formatName(), packed.remaining(), plain.remaining()));
        chunk.clear();
        chunkMessages = 0;
    }

    /** Writes summary and footer. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (file) {
            endChunk();
            int mark = record.begin(McapFormat.DATA_END);
            record.u32(dataCrc.getValue()).end(mark);
            writeRecord();
            summary.put(record, position, schemas, channels);
            writeRecord();
            write(ByteBuffer.wrap(McapFormat.MAGIC));
            file.force(false);
        }
    }

    private void writeRecord() throws IOException {
        write(record.view());
        record.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        position += bytes.remaining();
        dataCrc.update(bytes.duplicate());
        while (bytes.hasRemaining())
            file.write(bytes);
    }
}
