package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.StreamBase;
import dev.skycrane.proto.v1.StreamStatus;

/**
 * Sequence numbers of one stream: given out when what carries them begins to leave, passed when a frame is handed to the transport,
 * acknowledged by the station. So what is given up before it was sent leaves no hole.
 */
final class StreamCounter {
    /** Most frames sent and not acknowledged at a time. */
    static final int KEPT = 2048;

    private final StreamKey key;
    private final String topic;
    /** By sequence modulo its length: bytes sent up to and with that frame. Holds more than any window. */
    private final long[] bytesUpTo = new long[KEPT];
    private long sequences;
    private long sentEnd;
    private long position;
    private long acknowledgedEnd;
    private long images;

    StreamCounter(StreamKey key, String vehicle) {
        this.key = key;
        topic = key.topic(vehicle);
    }

    StreamKey key() {
        return key;
    }

    String topic() {
        return topic;
    }

    /** @return the first of {@code count} consecutive numbers */
    long take(long count) {
        long first = sequences;
        sequences += count;
        return first;
    }

    /** @return whether the frame left for the first time */
    boolean sent(long sequence, int bytes) {
        bytesUpTo[(int) (sequence % KEPT)] = bytesBefore(sequence) + bytes;
        position = sequence + 1;
        if (position <= sentEnd) return false;
        sentEnd = position;
        return true;
    }

    /** @return whether that is news; an end beyond what was sent is nobody's and ignored */
    boolean acknowledge(long end) {
        if (end <= acknowledgedEnd || end > sentEnd) return false;
        acknowledgedEnd = end;
        position = Math.max(position, end);
        return true;
    }

    /** Everything that is not acknowledged is to be sent again. */
    void rewind() {
        position = acknowledgedEnd;
    }

    long sentEnd() {
        return sentEnd;
    }

    long acknowledgedEnd() {
        return acknowledgedEnd;
    }

    /** Frames on their way: sent, since the last rewind if there was one, and not acknowledged. */
    long outstanding() {
        return position - acknowledgedEnd;
    }

    /** Bytes of those. */
    long outstandingBytes() {
        return bytesBefore(position) - bytesBefore(acknowledgedEnd);
    }

    private long bytesBefore(long sequence) {
        return sequence == 0 ? 0 : bytesUpTo[(int) ((sequence - 1) % KEPT)];
    }

    /** Frames sent and not acknowledged. */
    long unacknowledged() {
        return sentEnd - acknowledgedEnd;
    }

    void countImage() {
        images++;
    }

    StreamBase base() {
        return StreamBase.newBuilder().setKind(key.kind()).setStream(key.stream()).setBase(acknowledgedEnd).build();
    }

    StreamStatus status() {
        return StreamStatus.newBuilder().setKind(key.kind()).setStream(key.stream()).setSequences(sequences)
                .setSentEnd(sentEnd).setImages(images).setAcknowledgedEnd(acknowledgedEnd).build();
    }
}
