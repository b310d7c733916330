package dev.skycrane.ground.link;

import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Which chunks of a camera's pictures have arrived. Memory is bounded by the number of pictures kept open. */
final class ImageAccount {
    /** More incomplete pictures than this at a time, and the oldest is given up. */
    private static final int MAX_OPEN = 64;
    private static final int MAX_CHUNKS = 1 << 16;

    /** A picture that has begun to arrive. */
    private static final class Open {
        private final BitSet chunks = new BitSet();
        private final int chunkCount;
        private final long firstSequence;

        Open(int chunkCount, long firstSequence) {
            this.chunkCount = chunkCount;
            this.firstSequence = firstSequence;
        }
    }

    private final TreeMap<Integer, Open> open = new TreeMap<>();
    private long complete;
    private long givenUp;
    private long bytes;

    /** @return false for a chunk that contradicts its own picture */
    boolean receive(ImageChunk chunk, long sequence) {
        ImageInfo info = chunk.getInfo();
        int count = info.getChunkCount();
        if (count < 1 || count > MAX_CHUNKS || chunk.getIndex() < 0 || chunk.getIndex() >= count) return false;
        Open picture = open.computeIfAbsent(info.getImage(), n -> new Open(count, sequence - chunk.getIndex()));
        if (picture.chunkCount != count) return false;
        picture.chunks.set(chunk.getIndex());
        bytes += chunk.getData().size();
        if (picture.chunks.cardinality() == count) {
            open.remove(info.getImage());
            complete++;
        }
        if (open.size() > MAX_OPEN) {
            open.pollFirstEntry();
            givenUp++;
        }
        return true;
    }

    long complete() {
        return complete;
    }

    long bytes() {
        return bytes;
    }

    /** Pictures of which at least one chunk arrived. */
    long seen() {
        return complete + givenUp + open.size();
    }

    /** Incomplete pictures whose every missing chunk lies behind the stream's last frame received: a tail cut off. */
    long cutOff(StreamAccount stream) {
        long cut = 0;
        Iterator<Map.Entry<Integer, Open>> all = open.entrySet().iterator();
        while (all.hasNext())
            if (isTail(all.next().getValue(), stream)) cut++;
        return cut;
    }

    private static boolean isTail(Open picture, StreamAccount stream) {
        int missing = picture.chunks.nextClearBit(0);
        return picture.firstSequence + missing >= stream.seenEnd();
    }
}
