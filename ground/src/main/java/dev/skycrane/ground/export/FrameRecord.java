package dev.skycrane.ground.export;

import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.SegmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One picture and what is known of it. */
final class FrameRecord {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_CHUNKS = 1 << 16;
    private static final long SECOND_NS = 1_000_000_000L;

    private final SegmentId segment;
    private final ImageInfo info;
    private final BitSet chunks = new BitSet();
    private byte[] bytes;
    private long firstReceiptNs = Long.MAX_VALUE;
    private long lastReceiptNs = Long.MIN_VALUE;
    private Map<String, Object> pose;
    private LandmarkMatches landmarks;
    private String file;

    FrameRecord(SegmentId segment, ImageInfo info) {
        this.segment = segment;
        this.info = info;
        bytes = new byte[info.getSizeBytes()];
    }

    /** Whether numbers and places of a chunk make sense, so that nothing is allocated on its word alone. */
    static boolean isSound(ImageChunk chunk) {
        ImageInfo i = chunk.getInfo();
        return i.getSizeBytes() > 0 && i.getSizeBytes() <= MAX_BYTES && i.getChunkCount() > 0
                && i.getChunkCount() <= MAX_CHUNKS && chunk.getIndex() >= 0 && chunk.getIndex() < i.getChunkCount()
                && chunk.getOffset() >= 0 && (long) chunk.getOffset() + chunk.getData().size() <= i.getSizeBytes()
                && i.getCamera().matches("[A-Za-z0-9_-]{1,32}");
    }

    /** @return false for a chunk of another description */
    boolean take(ImageChunk chunk, long receiptNs) {
        if (chunk.getInfo().getSizeBytes() != info.getSizeBytes()
                || chunk.getInfo().getChunkCount() != info.getChunkCount()) {
            return false;
        }
        firstReceiptNs = Math.min(firstReceiptNs, receiptNs);
        lastReceiptNs = Math.max(lastReceiptNs, receiptNs);
        if (bytes != null && !chunks.get(chunk.getIndex())) chunk.getData().copyTo(bytes, chunk.getOffset());
        chunks.set(chunk.getIndex());
        return true;
    }

    ImageInfo info() {
        return info;
    }

    boolean isComplete() {
        return chunks.cardinality() == info.getChunkCount();
    }

    /** Its bytes with zeros where chunks are missing; null once {@link #written}. */
    byte[] bytes() {
        return bytes;
    }

    /** @param name of the picture's file beside the JSON; null when there is none */
    void written(String name) {
        file = name;
        bytes = null;
    }

    boolean hasPose() {
        return pose != null;
    }

    void pose(Map<String, Object> known) {
        pose = known;
    }

    void landmarks(LandmarkMatches found) {
        landmarks = found;
    }

    /** Keys of the JSON beside the picture. */
    Map<String, Object> sidecar() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("camera", info.getCamera());
        map.put("image", info.getImage());
        map.put("segment", segment.name());
        map.put("file", file);
        map.put("widthPx", info.getWidth());
        map.put("heightPx", info.getHeight());
        map.put("format", info.getFormat().name());
        map.put("complete", isComplete());
        map.put("chunks", info.getChunkCount());
        map.put("chunksReceived", chunks.cardinality());
        map.put("chunksMissing", missing());
        map.put("exposureTick", info.getExposureTick());
        map.put("exposureOnboardS", info.getExposureNs() / 1e9);
        map.put("exposureUs", info.getExposureUs());
        map.put("firstReceiptUtc", utc(firstReceiptNs));
        map.put("lastReceiptUtc", utc(lastReceiptNs));
        map.put("pose", pose);
        map.put("landmarks", landmarks == null ? null : asMap(landmarks));
        return map;
    }

    private List<Integer> missing() {
        List<Integer> list = new ArrayList<>();
        for (int i = chunks.nextClearBit(0); i < info.getChunkCount(); i = chunks.nextClearBit(i + 1))
            list.add(i);
        return list;
    }

    private static String utc(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS), Math.floorMod(ns, SECOND_NS)).toString();
    }

    private static Map<String, Object> asMap(LandmarkMatches m) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mode", m.getMode() == 1 ? "coarse" : "fine");
        map.put("fix", m.getFix());
        List<Map<String, Object>> list = new ArrayList<>();
        int n = Math.min(m.getUCount(), Math.min(m.getVCount(), Math.min(m.getEastMCount(), m.getNorthMCount())));
        for (int i = 0; i < n; i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("uPx", m.getU(i));
            one.put("vPx", m.getV(i));
            one.put("residualUPx", number(m.getResidualUList(), i));
            one.put("residualVPx", number(m.getResidualVList(), i));
            one.put("eastM", m.getEastM(i));
            one.put("northM", m.getNorthM(i));
            one.put("kept", i < m.getKeptCount() && m.getKept(i));
            list.add(one);
        }
        map.put("matches", list);
        return map;
    }

    /** JSON has no NaN. */
    private static Float number(List<Float> list, int i) {
        return i < list.size() && Float.isFinite(list.get(i)) ? list.get(i) : null;
    }
}
