package dev.skycrane.ground.station;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.TelemetryDecoder;
import dev.skycrane.proto.dictionary.TelemetryRow;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import java.io.IOException;

/** Decodes payloads by the dictionary and hands them to a sink. One thread. */
final class FrameReader {
    private final TelemetryDecoder decoder = new TelemetryDecoder(Dictionary.standard());
    private final TelemetryRow row = new TelemetryRow(decoder.channels());
    private final FrameSink sink;
    private long clockNs;
    private long malformed;

    FrameReader(FrameSink sink) {
        this.sink = sink;
    }

    void read(StreamKey key, ByteString payload, long onboardNs, long receiptUnixNs) {
        try {
            switch (key.kind()) {
                case TM -> telemetry(key, payload, receiptUnixNs);
                case EVR -> {
                    for (EventRecord event : EventBatch.parseFrom(payload).getEventsList())
                        sink.event(event, receiptUnixNs);
                }
                case IMG -> {
                    CodedInputStream in = payload.newCodedInput();
                    in.enableAliasing(true);
                    sink.chunk(key.segment(), ImageChunk.parseFrom(in), receiptUnixNs, clockNs);
                }
                case SEN -> {
                    if (key.stream().equals(StreamKey.RUN)) sink.run(RunHeader.parseFrom(payload));
                }
                default -> {
                    // commands and acknowledgements have their own desk
                }
            }
        } catch (IOException e) {
            malformed++;
        }
    }

    private void telemetry(StreamKey key, ByteString payload, long receiptUnixNs) throws IOException {
        if (key.segment() != SegmentId.ROVER) return;
        if (key.stream().equals(StreamKey.LANDMARKS)) {
            LandmarkMatches matches = LandmarkMatches.parseFrom(payload);
            if (LandmarkLog.isSound(matches)) sink.landmarks(matches, clockNs);
            else
                malformed++;
        }
        if (!key.stream().equals(StreamKey.CHANNELS)) return;
        decoder.decode(payload.newCodedInput(), row);
        clockNs = Math.max(clockNs, row.onboardNs());
        sink.row(row, receiptUnixNs);
    }

    /** Newest on-board time of telemetry, ns. */
    long clockNs() {
        return clockNs;
    }

    void clockNs(long ns) {
        clockNs = ns;
    }

    /** Payloads that are not what their stream says. */
    long malformed() {
        return malformed;
    }
}
