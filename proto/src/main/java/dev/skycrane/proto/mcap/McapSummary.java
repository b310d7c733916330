package dev.skycrane.proto.mcap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary section of a finished file: what is inside without reading it all. */
public final class McapSummary {
    private final Map<Integer, McapSchema> schemas = new LinkedHashMap<>();
    private final Map<Integer, McapChannel> channels = new LinkedHashMap<>();
    private final List<ChunkPlace> chunks = new ArrayList<>();
    private McapStatistics statistics;

    McapSummary() {}

    /** Takes one record of the summary; those not needed are passed over. */
    void take(int opcode, RecordCursor c) throws McapException {
        switch (opcode) {
            case McapFormat.SCHEMA -> {
                McapSchema schema = c.schema();
                schemas.put(schema.id(), schema);
            }
            case McapFormat.CHANNEL -> {
                McapChannel channel = c.channel();
                channels.put(channel.id(), channel);
            }
            case McapFormat.STATISTICS -> statistics = c.statistics();
            case McapFormat.CHUNK_INDEX -> chunks.add(c.chunkPlace());
            default -> {
                // attachment, metadata and group indices: found in order while reading
            }
        }
    }

    List<ChunkPlace> chunks() {
        return chunks;
    }

    /** Every message can be found through the chunk index. */
    boolean isSeekable() {
        return statistics != null && !chunks.isEmpty() && statistics.chunks() == chunks.size();
    }

    /** By id. */
    public Map<Integer, McapSchema> schemas() {
        return Collections.unmodifiableMap(schemas);
    }

    /** By id. */
    public Map<Integer, McapChannel> channels() {
        return Collections.unmodifiableMap(channels);
    }

    /** Counts, or null where the writer left them out. */
    public McapStatistics statistics() {
        return statistics;
    }
}
