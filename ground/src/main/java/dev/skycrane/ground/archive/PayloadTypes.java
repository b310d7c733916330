package dev.skycrane.ground.archive;

import com.google.protobuf.Descriptors.Descriptor;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SignedCommand;
import dev.skycrane.proto.v1.Telemetry;
import dev.skycrane.proto.v1.UmbilicalStatus;

/** What the payload of a stream's frames is. */
final class PayloadTypes {
    private PayloadTypes() {}

    /** @return the message type, or null for a stream that this software does not know */
    static Descriptor of(StreamKey key) {
        return switch (key.kind()) {
            case TM -> switch (key.stream()) {
                case StreamKey.UMBILICAL -> UmbilicalStatus.getDescriptor();
                case StreamKey.LANDMARKS -> LandmarkMatches.getDescriptor();
                default -> Telemetry.getDescriptor();
            };
            case EVR -> EventBatch.getDescriptor();
            case IMG -> ImageChunk.getDescriptor();
            case SEN -> key.stream().equals(StreamKey.RUN) ? RunHeader.getDescriptor() : InputBatch.getDescriptor();
            case CMD -> SignedCommand.getDescriptor();
            case ACK -> CommandAck.getDescriptor();
            default -> null;
        };
    }
}
