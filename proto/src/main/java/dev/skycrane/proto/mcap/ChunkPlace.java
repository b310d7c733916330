package dev.skycrane.proto.mcap;

import java.util.Map;

/**
 * Where a chunk stands and what it holds: one chunk index record. Times are log times, ns; offsets and lengths bytes.
 *
 * @param indexOffsets by channel that has messages in it, its message index; empty when the writer left the indices out
 */
public record ChunkPlace(long firstNs, long lastNs, long offset, long length, Map<Integer, Long> indexOffsets,
        long indexLength, String compression, long compressedSize, long size) {

    /** Whether a message logged within the closed interval may be inside. */
    public boolean overlaps(long fromNs, long toNs) {
        return firstNs <= toNs && lastNs >= fromNs;
    }
}
