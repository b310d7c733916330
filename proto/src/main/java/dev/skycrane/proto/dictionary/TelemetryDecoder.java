package dev.skycrane.proto.dictionary;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the bytes of a {@code Telemetry} message straight into numbers, without building messages: what the generated classes and
 * {@link ChannelType#value} give, some ten times faster. Fields that the dictionary does not know are passed over.
 *
 * <p>Immutable; any thread.
 */
public final class TelemetryDecoder {
    /** Fields of one group message by field number. */
    private static final class Group {
        private final FieldDescriptor.Type[] types;
        private final int[] channel;
        private final int[] members;

        Group(int fields, int[] members) {
            types = new FieldDescriptor.Type[fields + 1];
            channel = new int[fields + 1];
            this.members = members;
            Arrays.fill(channel, -1);
        }
    }

    private final Group[] groups;
    private final ChannelType[] channels;
    private final int[] calibrated;

    /** A decoder for every channel of {@code dictionary}. */
    public TelemetryDecoder(Dictionary dictionary) {
        channels = dictionary.channels().toArray(ChannelType[]::new);
        int last = Telemetry.getDescriptor().getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
        groups = new Group[last + 1];
        for (int i = 0; i < channels.length; i++) {
            int number = channels[i].groupField().getNumber();
            if (groups[number] == null) groups[number] = group(channels[i].groupField());
            FieldDescriptor field = channels[i].field();
            groups[number].types[field.getNumber()] = field.getType();
            groups[number].channel[field.getNumber()] = i;
        }
        calibrated = java.util.stream.IntStream.range(0, channels.length).filter(i -> channels[i].isCalibrated())
                .toArray();
    }

    private Group group(FieldDescriptor groupField) {
        int fields = groupField.getMessageType().getFields().stream().mapToInt(FieldDescriptor::getNumber).max()
                .orElse(0);
        int[] members = java.util.stream.IntStream.range(0, channels.length)
                .filter(i -> channels[i].groupField() == groupField).toArray();
        return new Group(fields, members);
    }

    public int channels() {
        return channels.length;
    }

    /**
     * Reads one message.
     *
     * @throws IOException for bytes that are no Protocol Buffers message; the row's content is then undefined
     */
    public void decode(CodedInputStream in, TelemetryRow row) throws IOException {
        double[] values = row.values();
        Arrays.fill(values, Double.NaN);
        long tick = 0;
        long onboardNs = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            if (tag == (Telemetry.TICK_FIELD_NUMBER << 3)) {
                tick = in.readUInt64();
            } else if (tag == (Telemetry.ONBOARD_NS_FIELD_NUMBER << 3)) {
                onboardNs = in.readInt64();
            } else if (number < groups.length && groups[number] != null
                    && (tag & 7) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int limit = in.pushLimit(in.readRawVarint32());
                group(in, groups[number], values);
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
        for (int i : calibrated)
            values[i] = channels[i].calibrated(values[i]);
        row.stamp(tick, onboardNs);
    }

    private static void group(CodedInputStream in, Group group, double[] values) throws IOException {
        // proto3 leaves zeros out of the bytes
        for (int member : group.members)
            if (Double.isNaN(values[member])) values[member] = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = tag >>> 3;
            int channel = number < group.channel.length ? group.channel[number] : -1;
            if (channel < 0) {
                in.skipField(tag);
            } else {
                values[channel] = number(in, tag, group.types[number]);
            }
        }
    }

    private static double number(CodedInputStream in, int tag, FieldDescriptor.Type type) throws IOException {
        switch (tag & 7) {
            case WireFormat.WIRETYPE_FIXED64 :
                long bits64 = in.readRawLittleEndian64();
                return type == FieldDescriptor.Type.DOUBLE ? Double.longBitsToDouble(bits64) : bits64;
            case WireFormat.WIRETYPE_FIXED32 :
                int bits32 = in.readRawLittleEndian32();
                if (type == FieldDescriptor.Type.FLOAT) return Float.intBitsToFloat(bits32);
                return type == FieldDescriptor.Type.FIXED32 ? bits32 & 0xffffffffL : bits32;
            case WireFormat.WIRETYPE_VARINT :
                long raw = in.readRawVarint64();
                return switch (type) {
                    case SINT32, SINT64 -> CodedInputStream.decodeZigZag64(raw);
                    case INT32, ENUM -> (int) raw;
                    case UINT32 -> raw & 0xffffffffL;
                    default -> raw;
                };
            default :
                in.skipField(tag);
                return Double.NaN;
        }
    }
}
