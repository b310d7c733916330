package dev.skycrane.ground.archive;

import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Pictures of one camera, by the chunks that are there. */
final class ImageSet {
    /** More chunks than this are no picture of ours: some 4 GB. */
    private static final int MAX_CHUNKS = 1 << 16;

    private final Map<Integer, BitSet> open = new HashMap<>();
    private long pictures;
    private long complete;
    private long invalid;

    void take(ImageChunk chunk) {
        ImageInfo info = chunk.getInfo();
        if (info.getChunkCount() < 1 || info.getChunkCount() > MAX_CHUNKS || chunk.getIndex() < 0
                || chunk.getIndex() >= info.getChunkCount()) {
            invalid++;
            return;
        }
        BitSet there = open.get(info.getImage());
        if (there == null) {
            there = new BitSet(info.getChunkCount());
            open.put(info.getImage(), there);
            pictures++;
        }
        boolean before = there.cardinality() == info.getChunkCount();
        there.set(chunk.getIndex());
        if (!before && there.cardinality() == info.getChunkCount()) complete++;
    }

    /** Pictures with at least one chunk. */
    long pictures() {
        return pictures;
    }

    long complete() {
        return complete;
    }

    /** Chunks whose numbers make no sense. */
    long invalid() {
        return invalid;
    }
}
