package dev.skycrane.flight.umbilical;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.TickSnapshot;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Channel values to the wire format of {@link Telemetry}, without building messages: channel {@code nav.altitudeAglM} is field
 * {@code altitude_agl_m} of group {@code nav}, looked up once in the descriptors. A value of zero is left out, as in all of proto3.
 *
 * <p>Which groups a segment carries: the rover all; the descent stage its engines, jets and executive; the backshell its cameras and
 * executive.
 */
public final class TelemetryEncoder {
    private static final Set<String> DESCENT_GROUPS = Set.of("propulsion", "control", "executive");
    private static final Set<String> BACKSHELL_GROUPS = Set.of("camera", "executive");
    /** Tag (at most 2 bytes) and value (at most 8) of a channel, or 5 of a group's own tag and length. */
    private static final int MAX_FIELD_BYTES = 10;
    private static final int MAX_ENVELOPE_BYTES = 64;

    /** One channel on the wire. */
    private record Entry(int channel, int number, FieldDescriptor.Type type) {}

    /** One message of channels. */
    private record Group(int number, Entry[] entries) {}

    private final Group[] groups;
    private final byte[] groupBytes;
    private final byte[] message;

    /**
     * @param channelNames all channels in the order of their indices
     * @throws IllegalStateException for a channel that the dictionary does not know
     */
    public TelemetryEncoder(List<String> channelNames, Segment segment) {
        List<Group> found = new ArrayList<>();
        boolean[] known = new boolean[channelNames.size()];
        for (FieldDescriptor group : Telemetry.getDescriptor().getFields()) {
            if (group.getJavaType() != JavaType.MESSAGE) continue;
            Entry[] entries = entries(group, channelNames, known);
            if (entries.length > 0 && carries(segment, group.getName()))
                found.add(new Group(group.getNumber(), entries));
        }
        for (int i = 0; i < known.length; i++)
            if (!known[i])
                throw new IllegalStateException("telemetry: channel=" + channelNames.get(i)
                        + ", expected a field of telemetry.proto");
        groups = found.toArray(Group[]::new);
        groupBytes = new byte[channelNames.size() * MAX_FIELD_BYTES];
        message = new byte[MAX_ENVELOPE_BYTES + (channelNames.size() + groups.length) * MAX_FIELD_BYTES];
    }

    private static boolean carries(Segment segment, String group) {
        return switch (segment) {
            case ROVER -> true;
            case DESCENT -> DESCENT_GROUPS.contains(group);
            case BACKSHELL -> BACKSHELL_GROUPS.contains(group);
        };
    }

    private static Entry[] entries(FieldDescriptor group, List<String> names, boolean[] known) {
        List<Entry> entries = new ArrayList<>();
        for (FieldDescriptor field : group.getMessageType().getFields()) {
            int channel = names.indexOf(group.getJsonName() + "." + field.getJsonName());
            if (channel < 0) continue;
            known[channel] = true;
            entries.add(new Entry(channel, field.getNumber(), field.getType()));
        }
        return entries.toArray(Entry[]::new);
    }

    /** Serialised {@link Telemetry} of one tick; the array is the caller's. */
    public byte[] encode(TickSnapshot tick) {
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(message);
            out.writeUInt64(Telemetry.TICK_FIELD_NUMBER, tick.tick());
            out.writeInt64(Telemetry.ONBOARD_NS_FIELD_NUMBER, Tick.toNs(tick.tick()));
            out.writeFixed64(Telemetry.DIGEST_FIELD_NUMBER, tick.digest());
            for (Group group : groups) {
                int length = encode(group, tick);
                if (length == 0) continue;
                out.writeTag(group.number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(length);
                out.write(groupBytes, 0, length);
            }
            out.flush();
            return Arrays.copyOf(message, out.getTotalBytesWritten());
        } catch (IOException e) {
            throw new IllegalStateException("telemetry: tick=" + tick.tick() + ", expected to fit its buffer", e);
        }
    }

    private int encode(Group group, TickSnapshot tick) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(groupBytes);
        for (Entry e : group.entries) {
            double value = tick.value(e.channel);
            if (Double.doubleToRawLongBits(value) == 0) continue;
            switch (e.type) {
                case DOUBLE -> out.writeDouble(e.number, value);
                case FLOAT -> out.writeFloat(e.number, (float) value);
                case UINT32 -> out.writeUInt32(e.number, (int) (long) value);
                case SINT32 -> out.writeSInt32(e.number, (int) value);
                case UINT64 -> out.writeUInt64(e.number, (long) value);
                case BOOL -> out.writeBool(e.number, value != 0);
                default -> throw new IllegalStateException("telemetry: type=" + e.type
                        + ", expected double, float, uint32, sint32, uint64 or bool");
            }
        }
        out.flush();
        return out.getTotalBytesWritten();
    }
}
