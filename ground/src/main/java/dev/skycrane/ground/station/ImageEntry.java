package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.SegmentId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One picture and which of its chunks are here. Its catalogue guards it. */
public final class ImageEntry {
    private final SegmentId segment;
    private final ImageInfo info;
    private final BitSet chunks;
    private long firstReceiptNs = Long.MAX_VALUE;
    private long lastReceiptNs = Long.MIN_VALUE;
    private long availableNs;
    private byte[] pixels;
    /** Chunks as they came, for {@link #pixels()}; null when they are not kept. */
    private List<ImageChunk> kept;

    ImageEntry(SegmentId segment, ImageInfo info) {
        this.segment = segment;
        this.info = info;
        chunks = new BitSet(info.getChunkCount());
    }

    /** @return whether this chunk made it complete */
    boolean take(ImageChunk chunk, long receiptUnixNs, long clockNs, boolean keep) {
        firstReceiptNs = Math.min(firstReceiptNs, receiptUnixNs);
        if (chunks.get(chunk.getIndex())) return false;
        chunks.set(chunk.getIndex());
        lastReceiptNs = Math.max(lastReceiptNs, receiptUnixNs);
        availableNs = Math.max(availableNs, clockNs);
        if (keep) {
            if (kept == null) kept = new ArrayList<>(info.getChunkCount());
            kept.add(chunk);
        }
        return isComplete();
    }

    /** Whether numbers and places of the chunk make sense, so that nothing is allocated on its word alone. */
    static boolean isSound(ImageChunk chunk, int maxBytes, int maxChunks) {
        ImageInfo info = chunk.getInfo();
        return info.getSizeBytes() > 0 && info.getSizeBytes() <= maxBytes && info.getChunkCount() > 0
                && info.getChunkCount() <= maxChunks && chunk.getIndex() >= 0
                && chunk.getIndex() < info.getChunkCount() && chunk.getOffset() >= 0
                && (long) chunk.getOffset() + chunk.getData().size() <= info.getSizeBytes();
    }

    boolean fits(ImageInfo other) {
        return info.getChunkCount() == other.getChunkCount() && info.getSizeBytes() == other.getSizeBytes();
    }

    public SegmentId segment() {
        return segment;
    }

    public ImageInfo info() {
        return info;
    }

    public boolean isComplete() {
        return chunks.cardinality() == info.getChunkCount();
    }

    public int received() {
        return chunks.cardinality();
    }

    /** Missing chunks as closed ranges. */
    public List<int[]> missing() {
        List<int[]> ranges = new ArrayList<>();
        int at = chunks.nextClearBit(0);
        while (at < info.getChunkCount()) {
            int next = chunks.nextSetBit(at);
            int end = next < 0 ? info.getChunkCount() : next;
            ranges.add(new int[]{at, end - 1});
            at = chunks.nextClearBit(end);
        }
        return ranges;
    }

    /** Receipt of the first chunk, Unix ns. */
    public long firstReceiptNs() {
        return firstReceiptNs;
    }

    /** Receipt of the last chunk so far, Unix ns. */
    public long lastReceiptNs() {
        return lastReceiptNs;
    }

    /** On-board time that the station had heard of when the last chunk so far came, ns. */
    public long availableNs() {
        return availableNs;
    }

    void availableNs(long clockNs) {
        availableNs = clockNs;
    }

    /** Whether all chunks so far are kept, or the whole picture. */
    boolean isKept() {
        return pixels != null || kept != null;
    }

    /** The complete picture, put together when it is first asked for; null when it is not kept. */
    byte[] pixels() {
        if (pixels == null && kept != null) {
            pixels = new byte[info.getSizeBytes()];
            for (ImageChunk chunk : kept)
                chunk.getData().copyTo(pixels, chunk.getOffset());
            kept = null;
        }
        return pixels;
    }

    /** Keeps a picture that was read back. */
    void keep(byte[] bytes) {
        pixels = bytes;
    }

    void forget() {
        pixels = null;
        kept = null;
    }
}
