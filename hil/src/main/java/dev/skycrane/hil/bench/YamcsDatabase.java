package dev.skycrane.hil.bench;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.Limits;
import dev.skycrane.proto.v1.Nav;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The packets of {@link GroundLoad} as CCSDS space packets of the same length, and their description in XTCE: the channels of navigation with
 * their limits, and fill.
 */
final class YamcsDatabase {
    /** Primary header, CCSDS 133.0-B-2 section 4.1.3. */
    private static final int HEADER_BYTES = 6;
    private static final int APID = 1;
    private static final int UNSEGMENTED = 3 << 14;
    private static final int SEQUENCES = 1 << 14;
    private static final List<FieldDescriptor> FIELDS = Nav.getDescriptor().getFields().stream().filter(f -> bits(
            f) > 0).toList();

    private final ByteBuffer packet = ByteBuffer.allocate(GroundLoad.PACKET_BYTES);
    private long packets;

    private static int bits(FieldDescriptor field) {
        return switch (field.getType()) {
            case FLOAT -> 32;
            case DOUBLE -> 64;
            default -> 0;
        };
    }

    /** The next packet; its array is used again. */
    byte[] next() {
        long tick = packets++;
        Nav.Builder nav = GroundLoad.channels(tick);
        packet.clear().putShort((short) APID)
                .putShort((short) (UNSEGMENTED | (int) (tick % SEQUENCES)))
                .putShort((short) (GroundLoad.PACKET_BYTES - HEADER_BYTES - 1));
        for (FieldDescriptor field : FIELDS) {
            double value = ((Number) nav.getField(field)).doubleValue();
            if (bits(field) == 32) {
                packet.putFloat((float) value);
            } else {
                packet.putDouble(value);
            }
        }
        return packet.array();
    }

    /** XTCE 1.2. */
    static String xtce() {
        StringBuilder types = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        StringBuilder entries = new StringBuilder();
        for (int word = 0; word < HEADER_BYTES / 2; word++) {
            parameters.append("<Parameter name=\"header").append(word).append("\" parameterTypeRef=\"word\"/>\n");
            entries.append("<ParameterRefEntry parameterRef=\"header").append(word).append("\"/>\n");
        }
        for (FieldDescriptor field : FIELDS) {
            String name = field.getJsonName();
            types.append("<FloatParameterType name=\"").append(name).append("\" sizeInBits=\"").append(bits(field))
                    .append("\"><FloatDataEncoding sizeInBits=\"").append(bits(field)).append("\"/>")
                    .append(alarm(Dictionary.standard().channel("nav." + name))).append("</FloatParameterType>\n");
            parameters.append("<Parameter name=\"").append(name).append("\" parameterTypeRef=\"").append(name)
                    .append("\"/>\n");
            entries.append("<ParameterRefEntry parameterRef=\"").append(name).append("\"/>\n");
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <SpaceSystem name="bench" xmlns="http://www.omg.org/spec/XTCE/20180204">
                <TelemetryMetaData>
                <ParameterTypeSet>
                <IntegerParameterType name="word" signed="false"><IntegerDataEncoding sizeInBits="16"/></IntegerParameterType>
                %s</ParameterTypeSet>
                <ParameterSet>
                %s</ParameterSet>
                <ContainerSet><SequenceContainer name="packet"><EntryList>
                %s</EntryList></SequenceContainer></ContainerSet>
                </TelemetryMetaData>
                </SpaceSystem>
                """
                .formatted(types, parameters, entries);
    }

    private static String alarm(ChannelType channel) {
        if (!channel.isLimited()) return "";
        Limits l = channel.limits();
        String yellow = range("WarningRange", l.hasYellowLow() ? l.getYellowLow() : null, l.hasYellowHigh()
                ? l.getYellowHigh()
                : null);
        String red = range("CriticalRange", l.hasRedLow() ? l.getRedLow() : null, l.hasRedHigh()
                ? l.getRedHigh()
                : null);
        return "<DefaultAlarm minViolations=\"" + channel.persistence() + "\"><StaticAlarmRanges>" + yellow + red
                + "</StaticAlarmRanges></DefaultAlarm>";
    }

    private static String range(String name, Double low, Double high) {
        if (low == null && high == null) return "";
        return "<" + name + (low == null ? "" : " minInclusive=\"" + low + "\"") + (high == null
                ? ""
                : " maxInclusive=\"" + high + "\"") + "/>";
    }
}
