package dev.skycrane.ground.replay;

import com.google.protobuf.ByteString;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;

/** One frame of a recording. */
record RecordedMessage(StreamKey key, long logNs, long onboardNs, ByteString payload) {
    /** Whether it belongs to the time it is stamped with: telemetry, and events, which overtake it on the bus. */
    boolean hasTime() {
        return isTelemetry() || key.kind() == StreamKind.EVR;
    }

    /** Whether the clock of the data is read from it. */
    boolean isTelemetry() {
        return isTelemetry(key);
    }

    static boolean isTelemetry(StreamKey key) {
        return key.kind() == StreamKind.TM && key.segment() == SegmentId.ROVER && key.stream().equals(
                StreamKey.CHANNELS);
    }
}
