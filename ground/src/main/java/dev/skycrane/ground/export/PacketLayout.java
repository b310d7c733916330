package dev.skycrane.ground.export;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.Telemetry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How telemetry lies in space packets. A packet is a group of channels of one segment and tick, or one event:
 *
 * <pre>
 * byte 0   primary header 6; APID = segment 4 bits, group 7 bits
 *      6   secondary header: P-field 1, CUC time 7, on-board time
 *     14   tick 4
 *     18   the group's channels in the dictionary's order, raw, big-endian, IEEE 754 and two's complement; or
 *          event code 2, then the arguments that the dictionary names, doubles of 8 bytes, NaN for one that did not come
 * </pre>
 */
final class PacketLayout {
    /** Groups of APIDs are the numbers of the fields of {@code Telemetry}; these are beside them. */
    static final int DIGEST_GROUP = Telemetry.DIGEST_FIELD_NUMBER;
    static final int EVENT_GROUP = 0x7F;
    static final int HEADER_BYTES = 18;
    static final int EVENT_CODE_BYTES = 2;
    /** Segments whose telemetry becomes packets. */
    static final List<SegmentId> SEGMENTS = List.of(SegmentId.BACKSHELL, SegmentId.DESCENT, SegmentId.ROVER);
    /** Events come from there. */
    static final SegmentId EVENT_SEGMENT = SegmentId.ROVER;

    private PacketLayout() {}

    static int apid(SegmentId segment, int group) {
        return segment.getNumber() << 7 | group;
    }

    /** Channels by group, in the dictionary's order. */
    static Map<FieldDescriptor, List<ChannelType>> groups(Collection<ChannelType> channels) {
        Map<FieldDescriptor, List<ChannelType>> groups = new LinkedHashMap<>();
        for (ChannelType c : channels)
            groups.computeIfAbsent(c.groupField(), g -> new ArrayList<>()).add(c);
        return groups;
    }

    /** Bits of a channel's raw value. */
    static int bits(ChannelType channel) {
        return switch (channel.field().getType()) {
            case DOUBLE, INT64, UINT64, SINT64, FIXED64, SFIXED64 -> 64;
            case FLOAT, INT32, UINT32, SINT32, FIXED32, SFIXED32, ENUM -> 32;
            case BOOL -> 8;
            default -> throw new IllegalStateException("channel " + channel.name() + ": type=" + channel.field()
                    .getType() + ", expected a number's");
        };
    }

    static boolean isFloat(ChannelType channel) {
        return channel.field().getType() == FieldDescriptor.Type.FLOAT
                || channel.field().getType() == FieldDescriptor.Type.DOUBLE;
    }

    static boolean isSigned(ChannelType channel) {
        return switch (channel.field().getType()) {
            case UINT32, UINT64, FIXED32, FIXED64, BOOL -> false;
            default -> true;
        };
    }
}
