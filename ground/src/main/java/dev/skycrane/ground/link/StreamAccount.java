package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sequence numbers of one stream as they arrive. Behind a hole that the umbilical will close, frames are held back so that the order is
 * kept; behind one that it will not, they pass. Memory is bounded by the number of holes kept and by whoever bounds the frames held.
 */
final class StreamAccount {
    private static final int MAX_HOLES = 10_000;

    /** What becomes of a frame. */
    enum Arrival {
        /** Deliver it, and what {@link StreamAccount#released()} gives after it. */
        DELIVER,
        /** It waits for the ones before it. */
        HELD,
        /** It has been here before. */
        DUPLICATE
    }

    private final StreamKey key;
    /** First to last missing number of each hole that was given up. */
    private final TreeMap<Long, Long> holes = new TreeMap<>();
    private final TreeMap<Long, ReceivedFrame> held = new TreeMap<>();
    private long end;
    private long received;
    private long duplicates;
    private long beforeJoin;
    /** Everything from here on is kept by the umbilical until this station has it. */
    private long base;
    /** End of what the umbilical kept from before this station came in, where that became known afterwards; 0 for none. */
    private long reopenedEnd;
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

    /** @param wait whether a hole before the frame will be closed */
    Arrival receive(ReceivedFrame frame, boolean wait) {
        long sequence = frame.frame().getSequence();
        if (held.containsKey(sequence) || sequence < end && !fill(sequence)) {
            duplicates++;
            return Arrival.DUPLICATE;
        }
        received++;
        if (sequence > end && wait) {
            held.put(sequence, frame);
            return Arrival.HELD;
        }
        pass(sequence);
        return Arrival.DELIVER;
    }

    private void pass(long sequence) {
        if (sequence < end) return;
        if (sequence > end) hole(end, sequence - 1);
        end = sequence + 1;
    }

    /** The next frame that nothing is missing before, or null. */
    ReceivedFrame released() {
        if (held.isEmpty() || held.firstKey() > end) return null;
        end = Math.max(end, held.firstKey() + 1);
        return held.pollFirstEntry().getValue();
    }

    /** Gives up the first hole. @return the frame behind it, or null when there is none */
    ReceivedFrame forced() {
        if (held.isEmpty()) return null;
        pass(held.firstKey());
        return held.pollFirstEntry().getValue();
    }

    /**
     * The umbilical says from where on it keeps the stream. A station that began without knowing, because that word was long in coming,
     * takes the frames before its beginning after all: late, but not lost.
     */
    void keptFrom(long first) {
        base = first;
        if (first < beforeJoin) {
            hole(first, beforeJoin - 1);
            reopenedEnd = beforeJoin;
            beforeJoin = first;
        }
        skipTo(first);
    }

    /** Everything below is here or will not come any more: what the umbilical may forget. */
    long acknowledgedEnd() {
        for (Map.Entry<Long, Long> hole : holes.headMap(reopenedEnd).entrySet())
            if (hole.getValue() >= base) return Math.max(hole.getKey(), base);
        return end;
    }

    private void skipTo(long first) {
        if (first <= end || !held.isEmpty() && held.firstKey() < first) return;
        hole(end, first - 1);
        end = first;
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
        if (hole.getKey() < sequence) hole(hole.getKey(), sequence - 1);
        if (sequence < hole.getValue()) hole(sequence + 1, hole.getValue());
        return true;
    }

    /** What the umbilical says it handed to its transport. */
    void announced(long announcedSentEnd, long announcedImages) {
        sentEnd = Math.max(sentEnd, announcedSentEnd);
        images = Math.max(images, announcedImages);
    }

    /** One past the last that was sent, as far as announced. */
    long sentEnd() {
        return sentEnd;
    }

    /** Everything below has been delivered or given up. */
    long end() {
        return end;
    }

    /** One past the highest number received. */
    long seenEnd() {
        return held.isEmpty() ? end : held.lastKey() + 1;
    }

    boolean hasHeld() {
        return !held.isEmpty();
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
        return Math.max(0, sentEnd - seenEnd());
    }

    /** Frames missing among those received. */
    long holeFrames() {
        long frames = forgottenHoleFrames;
        for (Gap gap : gaps())
            frames += gap.frames();
        return frames;
    }

    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        holes.forEach((first, last) -> gaps.add(new Gap(key, first, last)));
        long next = end;
        for (long sequence : held.keySet()) {
            if (sequence > next) gaps.add(new Gap(key, next, sequence - 1));
            next = sequence + 1;
        }
        return gaps;
    }
}
