package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sequence numbers of one stream as they arrive. Memory is bounded by the number of holes kept. */
final class StreamAccount {
    private static final int MAX_HOLES = 10_000;

    private final StreamKey key;
    /** First to last missing number of each hole. */
    private final TreeMap<Long, Long> holes = new TreeMap<>();
    private long end;
    private long received;
    private long duplicates;
    private long beforeJoin;
    private long forgottenHoleFrames;
    private long sentEnd;
    private long images;

    /** @param joinedAt sequence that counts as the first, for a ground that came late */
    StreamAccount(StreamKey key, long joinedAt) {
        this.key = key;
        end = joinedAt;
        beforeJoin = joinedAt;
    }

    StreamKey key() {
        return key;
    }

    /** @return false for a number that has been here before */
    boolean receive(long sequence) {
        if (sequence >= end) {
            if (sequence > end) hole(end, sequence - 1);
            end = sequence + 1;
            received++;
            return true;
        }
        if (fill(sequence)) {
            received++;
            return true;
        }
        duplicates++;
        return false;
    }

    private void hole(long first, long last) {
        if (holes.size() < MAX_HOLES) {
            holes.put(first, last);
        } else {
            forgottenHoleFrames += last - first + 1;
        }
    }

    private boolean fill(long sequence) {
        Map.Entry<Long, Long> hole = holes.floorEntry(sequence);
        if (hole == null || hole.getValue() < sequence) return false;
        holes.remove(hole.getKey());
        if (hole.getKey() < sequence) holes.put(hole.getKey(), sequence - 1);
        if (sequence < hole.getValue()) holes.put(sequence + 1, hole.getValue());
        return true;
    }

    boolean isMissing(long sequence) {
        Map.Entry<Long, Long> hole = holes.floorEntry(sequence);
        return hole != null && hole.getValue() >= sequence;
    }

    /** What the umbilical says it handed to its transport. */
    void announced(long announcedSentEnd, long announcedImages) {
        sentEnd = Math.max(sentEnd, announcedSentEnd);
        images = Math.max(images, announcedImages);
    }

    /** One past the highest number received. */
    long end() {
        return end;
    }

    long received() {
        return received;
    }

    long duplicates() {
        return duplicates;
    }

    long beforeJoin() {
        return beforeJoin;
    }

    /** Pictures the umbilical accepted for this stream. */
    long images() {
        return images;
    }

    /** Frames handed over and not received behind the last one that was. */
    long tail() {
        return Math.max(0, sentEnd - end);
    }

    /** Frames missing among those received. */
    long holeFrames() {
        long frames = forgottenHoleFrames;
        for (Map.Entry<Long, Long> hole : holes.entrySet())
            frames += hole.getValue() - hole.getKey() + 1;
        return frames;
    }

    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        holes.forEach((first, last) -> gaps.add(new Gap(key, first, last)));
        return gaps;
    }
}
