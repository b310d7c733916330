package dev.skycrane.ground.station;

import dev.skycrane.proto.dictionary.TelemetryRow;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;

/** Takes what frames say, decoded. Times of receipt are Unix ns. */
interface FrameSink {
    /** Channels of a tick; the row is used again for the next. */
    void row(TelemetryRow row, long receiptUnixNs);

    void event(EventRecord event, long receiptUnixNs);

    /** @param clockNs newest on-board time heard of so far */
    void chunk(SegmentId segment, ImageChunk chunk, long receiptUnixNs, long clockNs);

    /** @param clockNs newest on-board time heard of so far */
    void landmarks(LandmarkMatches matches, long clockNs);

    void run(RunHeader header);
}
