package dev.skycrane.proto.mcap;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Messages that are packed already, such as pictures, may go into chunks of their own that are not compressed again; then telemetry is
 * read without reading pictures.
 *
 * <p>When the disk does not take a chunk, the file is cut back to what is whole and the chunk is kept: {@link #flush} tries again.
 *
 * <p>One thread.
 */
public final class McapWriter implements Closeable {
    /** A chunk holds messages of at most this much log time, ns. */
    public static final long FLUSH_INTERVAL_NS = 1_000_000_000L;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String LIBRARY = "skycrane";

    private final FileChannel file;
    private final CRC32 dataCrc = new CRC32();
    private final ChunkLane lane;
    private ChunkLane bulkLane;
    private ChunkLane[] lanes = new ChunkLane[16];
    private final RecordBuffer record = new RecordBuffer(4096);
    private final Map<String, McapSchema> protobufSchemas = new LinkedHashMap<>();
    private final List<McapSchema> schemas = new ArrayList<>();
    private final List<McapChannel> channels = new ArrayList<>();
    private final SummaryBuilder summary = new SummaryBuilder();
    private long position;
    private boolean closed;

    /** Creates or replaces {@code path}. @param profile what the file is for, may be empty */
    public McapWriter(Path path, String profile, Compression compression) throws IOException {
        this(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING), profile, compression);
    }

    /** Writes to an empty file, which is closed with the writer. @param profile what the file is for, may be empty */
    public McapWriter(FileChannel file, String profile, Compression compression) throws IOException {
        this.file = file;
        try {
            if (!compression.isWritable()) throw new IllegalArgumentException("mcap compression: name=" + compression);
            lane = new ChunkLane(compression, 2 * CHUNK_BYTES);
            int mark = record.begin(McapFormat.HEADER);
            record.text(profile).text(LIBRARY).end(mark);
            write(ByteBuffer.wrap(McapFormat.MAGIC), record.view());
            record.clear();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A channel for Protocol Buffers messages of one type. @return its id */
    public int addChannel(String topic, Descriptor message, Map<String, String> metadata) {
        McapSchema schema = protobufSchemas.computeIfAbsent(message.getFullName(),
                name -> addSchema(name, ProtobufSchemas.ENCODING, ProtobufSchemas.fileDescriptorSet(message)));
        return addChannel(topic, schema.id(), ProtobufSchemas.ENCODING, metadata, lane);
    }

    /** The same for messages that are packed already: they go into chunks of their own that are not compressed. */
    public int addBulkChannel(String topic, Descriptor message, Map<String, String> metadata) {
        McapSchema schema = protobufSchemas.computeIfAbsent(message.getFullName(),
                name -> addSchema(name, ProtobufSchemas.ENCODING, ProtobufSchemas.fileDescriptorSet(message)));
        return addChannel(topic, schema.id(), ProtobufSchemas.ENCODING, metadata, bulkLane());
    }

    /** A schema of any encoding, for files whose messages are not ours. */
    public McapSchema addSchema(String name, String encoding, byte[] data) {
        McapSchema schema = new McapSchema(schemas.size() + 1, name, encoding, data);
        schemas.add(schema);
        return schema;
    }

    /** A channel of any encoding. @param schemaId of a schema added before, 0 for none @return its id */
    public int addChannel(String topic, int schemaId, String messageEncoding, Map<String, String> metadata) {
        return addChannel(topic, schemaId, messageEncoding, metadata, lane);
    }

    /** The same for messages that are packed already. */
    public int addBulkChannel(String topic, int schemaId, String messageEncoding, Map<String, String> metadata) {
        return addChannel(topic, schemaId, messageEncoding, metadata, bulkLane());
    }

    private ChunkLane bulkLane() {
        if (bulkLane == null) bulkLane = new ChunkLane(Compression.NONE, 2 * CHUNK_BYTES);
        return bulkLane;
    }

    private int addChannel(String topic, int schemaId, String messageEncoding, Map<String, String> metadata,
            ChunkLane into) {
        if (schemaId < 0 || schemaId > schemas.size())
            throw new IllegalArgumentException("mcap channel: schema=" + schemaId);
        McapChannel channel = new McapChannel(channels.size() + 1, schemaId, topic, messageEncoding,
                Map.copyOf(metadata));
        channels.add(channel);
        summary.channel(channel.id());
        if (channel.id() >= lanes.length) lanes = Arrays.copyOf(lanes, 2 * channel.id());
        lanes[channel.id()] = into;
        into.declare(schemaId == 0 ? null : schemas.get(schemaId - 1), channel);
        return channel.id();
    }

    /**
     * Adds a message; {@code data} is copied. Times are ns.
     *
     * @param sequence its low 32 bits are kept
     * @throws IOException when the chunk before could not be written; the message has not been taken then
     */
    public void write(int channelId, long sequence, long logTimeNs, long publishTimeNs, ByteBuffer data)
            throws IOException {
        if (channelId < 1 || channelId > channels.size())
            throw new IllegalArgumentException("mcap message: channel=" + channelId);
        ChunkLane into = lanes[channelId];
        if (into.size() >= CHUNK_BYTES || into.isOver(logTimeNs, FLUSH_INTERVAL_NS)) endChunk(into);
        summary.message(channelId, logTimeNs);
        into.add(channelId, sequence, logTimeNs, publishTimeNs, data);
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
        endChunk(lane);
        if (bulkLane != null) endChunk(bulkLane);
    }

    public long messageCount() {
        return summary.messages();
    }

    /** Bytes written so far. */
    public long size() {
        return position;
    }

    private void endChunk(ChunkLane full) throws IOException {
        if (full.size() == 0) return;
        ByteBuffer packed = full.packed();
        int packedSize = packed.remaining();
        long offset = position;
        RecordBuffer head = record;
        full.putHead(head, packedSize);
        int chunkLength = head.size() + packedSize;
        RecordBuffer indices = new RecordBuffer(4096);
        Map<Integer, Long> places = full.putIndices(indices, offset + chunkLength);
        try {
            write(head.view(), packed, indices.view());
        } finally {
            head.clear();
        }
        summary.chunk(full.place(offset, chunkLength, places, indices.size(), packedSize));
        full.clear();
    }

    /** Writes summary and footer. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        ChunkLane bulk = bulkLane;
        try (file; lane; bulk) {
            flush();
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
        try {
            write(record.view());
        } finally {
            record.clear();
        }
    }

    /** All or nothing: what does not fit whole is taken away again. */
    private void write(ByteBuffer... pieces) throws IOException {
        long before = position;
        try {
            for (ByteBuffer piece : pieces) {
                ByteBuffer rest = piece.duplicate();
                while (rest.hasRemaining())
                    position += file.write(rest);
            }
        } catch (IOException e) {
            if (file.isOpen()) file.truncate(before).position(before);
            position = before;
            throw e;
        }
        for (ByteBuffer piece : pieces)
            dataCrc.update(piece);
    }
}
