package dev.skycrane.proto.mcap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A chunk that is being filled. */
final class ChunkLane implements AutoCloseable {
    private final Compression compression;
    private final ChunkPacker packer;
    private final RecordBuffer records;
    private final BitSet schemas = new BitSet();
    private MessageIndex[] indices = new MessageIndex[16];
    private long firstNs;
    private long lastNs;
    private long messages;

    ChunkLane(Compression compression, int capacity) {
        this.compression = compression;
        packer = new ChunkPacker(compression);
        records = RecordBuffer.direct(capacity);
    }

    /** Schemas and channels stand in the lane that needs them, before their first message there. */
    void declare(McapSchema schema, McapChannel channel) {
        if (schema != null && !schemas.get(schema.id())) {
            schemas.set(schema.id());
            McapRecords.put(records, schema);
        }
        McapRecords.put(records, channel);
    }

    void add(int channelId, long sequence, long logTimeNs, long publishTimeNs, ByteBuffer data) {
        firstNs = messages == 0 ? logTimeNs : Math.min(firstNs, logTimeNs);
        lastNs = messages == 0 ? logTimeNs : Math.max(lastNs, logTimeNs);
        index(channelId).add(logTimeNs, records.size());
        int mark = records.begin(McapFormat.MESSAGE);
        records.u16(channelId).u32(sequence).u64(logTimeNs).u64(publishTimeNs).raw(data).end(mark);
        messages++;
    }

    private MessageIndex index(int channelId) {
        if (channelId >= indices.length) indices = Arrays.copyOf(indices, 2 * channelId);
        if (indices[channelId] == null) indices[channelId] = new MessageIndex();
        return indices[channelId];
    }

    int size() {
        return records.size();
    }

    /** Whether a message of that time is too far from the chunk's first. */
    boolean isOver(long logTimeNs, long spanNs) {
        return messages > 0 && logTimeNs - firstNs >= spanNs;
    }

    /** The records packed. */
    ByteBuffer packed() {
        return packer.pack(records.view());
    }

    /** Opens the chunk record, up to but without the packed records themselves. */
    void putHead(RecordBuffer out, int packedSize) {
        CRC32 crc = new CRC32();
        crc.update(records.view());
        int mark = out.begin(McapFormat.CHUNK);
        out.u64(messages == 0 ? 0 : firstNs).u64(messages == 0 ? 0 : lastNs).u64(records.size()).u32(crc.getValue())
                .text(compression.formatName()).u64(packedSize).end(mark, packedSize);
    }

    /** The message indices. @return by channel where each stands, the buffer's begin being at {@code offset} in the file */
    Map<Integer, Long> putIndices(RecordBuffer out, long offset) {
        Map<Integer, Long> places = new TreeMap<>();
        for (int id = 0; id < indices.length; id++) {
            if (indices[id] == null || indices[id].isEmpty()) continue;
            places.put(id, offset + out.size());
            indices[id].put(out, id);
        }
        return places;
    }

    ChunkPlace place(long offset, int chunkLength, Map<Integer, Long> indexPlaces, int indexLength, int packedSize) {
        return new ChunkPlace(messages == 0 ? 0 : firstNs, messages == 0 ? 0 : lastNs, offset, chunkLength, indexPlaces,
                indexLength, compression.formatName(), packedSize, records.size());
    }

    @Override
    public void close() {
        packer.close();
    }

    void clear() {
        records.clear();
        messages = 0;
        for (MessageIndex index : indices)
            if (index != null) index.clear();
    }
}
