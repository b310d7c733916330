package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.StreamStatus;

/** Sequence numbers of one stream: given out when a frame is queued, passed when it is handed to the transport. */
final class StreamCounter {
    private final StreamKey key;
    private final String topic;
    private long sequences;
    private long sentEnd;
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

    void sent(long sequence) {
        sentEnd = sequence + 1;
    }

    void countImage() {
        images++;
    }

    StreamStatus status() {
        return StreamStatus.newBuilder().setKind(key.kind()).setStream(key.stream()).setSequences(sequences)
                .setSentEnd(sentEnd).setImages(images).build();
    }
}
