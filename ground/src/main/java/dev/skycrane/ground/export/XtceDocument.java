package dev.skycrane.ground.export;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.proto.ccsds.CucTime;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.v1.Limits;
import dev.skycrane.proto.v1.SegmentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * The telemetry dictionary as XTCE 1.2 (OMG formal/2018-10-01): a SpaceSystem per group of channels, in it a parameter per channel with unit, encoding, states,
 * calibration and limits, and a container per segment that sends the group, chosen by APID; a SpaceSystem of events with a container per kind. The
 * bits are those of {@link PacketLayout}. Yellow limits are warning ranges, red ones critical ranges, both normal inside; persistence is the number of violations.
 */
final class XtceDocument {
    static final String SYSTEM = "Skycrane";
    private static final String PACKET = "/" + SYSTEM + "/SpacePacket";
    private static final String APID = "/" + SYSTEM + "/apid";
    private static final String EVENTS = "events";
    private static final String DIGEST = "digest";

    private final Collection<ChannelType> channels;
    private final List<EventType> events;

    XtceDocument(Collection<ChannelType> channels, List<EventType> events) {
        this.channels = channels;
        this.events = events;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            XtceWriter xml = new XtceWriter(out);
            xml.root("SpaceSystem", "name", SYSTEM, "shortDescription",
                    "Telemetry of the landing software as CCSDS space packets");
            xml.empty("Header", "version", CommandProgram.software(), "validationStatus",
                    "Working");
            packet(xml);
            for (Map.Entry<FieldDescriptor, List<ChannelType>> group : PacketLayout.groups(channels).entrySet())
                group(xml, group.getKey(), group.getValue());
            digest(xml);
            events(xml);
            xml.end();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** What all packets begin with. */
    private static void packet(XtceWriter xml) throws XMLStreamException {
        Object[][] fields = {{"version", 3, "packet version number, 0"}, {"telecommand", 1, "packet type, 0"},
            {"secondaryHeader", 1, "secondary header flag, 1"},
            {"apid", 11, "segment 4 bits, group of channels 7 bits"},
            {"sequenceFlags", 2, "3: unsegmented"}, {"sequenceCount", 14, "counts the packets of an APID"},
            {"dataLength", 16, "bytes behind the primary header, less one"},
            {"timeFormat", 8,
                "P-field of the time: CUC, 4 bytes of seconds, 3 of fraction, epoch of the agency's own"}};
        xml.begin("TelemetryMetaData");
        xml.begin("ParameterTypeSet");
        for (Object[] f : fields)
            integerType(xml, f[0] + "Type", (int) f[1], false, "");
        xml.begin("FloatParameterType", "name", "onboardTimeType", "sizeInBits", "64");
        unit(xml, "s");
        xml.begin("IntegerDataEncoding", "sizeInBits", Integer.toString(32 + CucTime.FRACTION_BITS), "encoding",
                "unsigned");
        calibrator(xml, List.of(0.0, Math.pow(2, -CucTime.FRACTION_BITS)));
        xml.end();
        xml.end();
        integerType(xml, "tickType", 32, false, "");
        xml.end();
        xml.begin("ParameterSet");
        for (Object[] f : fields)
            parameter(xml, (String) f[0], f[0] + "Type", (String) f[2]);
        parameter(xml, "onboardTime", "onboardTimeType", "on-board time since entry interface");
        parameter(xml, "tick", "tickType", "tick of the flight software, 64 per second");
        xml.end();
        xml.begin("ContainerSet");
        xml.begin("SequenceContainer", "name", "SpacePacket", "abstract", "true");
        xml.begin("EntryList");
        for (Object[] f : fields)
            xml.empty("ParameterRefEntry", "parameterRef", (String) f[0]);
        xml.empty("ParameterRefEntry", "parameterRef", "onboardTime");
        xml.empty("ParameterRefEntry", "parameterRef", "tick");
        xml.end();
        xml.end();
        xml.end();
        xml.end();
    }

    private static void group(XtceWriter xml, FieldDescriptor group, List<ChannelType> members)
            throws XMLStreamException {
        xml.begin("SpaceSystem", "name", group.getJsonName());
        xml.begin("TelemetryMetaData");
        xml.begin("ParameterTypeSet");
        for (ChannelType c : members)
            type(xml, c);
        xml.end();
        xml.begin("ParameterSet");
        for (ChannelType c : members)
            parameter(xml, name(c), name(c) + "Type", c.description());
        xml.end();
        xml.begin("ContainerSet");
        for (SegmentId segment : PacketLayout.SEGMENTS) {
            begin(xml, segment.name().toLowerCase(Locale.ROOT), null);
            for (ChannelType c : members)
                xml.empty("ParameterRefEntry", "parameterRef", name(c));
            end(xml, PACKET, APID, PacketLayout.apid(segment, group.getNumber()));
        }
        xml.end();
        xml.end();
        xml.end();
    }

    private static String name(ChannelType channel) {
        return channel.field().getJsonName();
    }

    private static void type(XtceWriter xml, ChannelType c) throws XMLStreamException {
        String bits = Integer.toString(PacketLayout.bits(c));
        boolean isFloat = PacketLayout.isFloat(c);
        boolean states = !c.stateNames().isEmpty();
        if (states) {
            xml.begin("EnumeratedParameterType", "name", name(c) + "Type");
        } else if (isFloat || c.isCalibrated()) {
            xml.begin("FloatParameterType", "name", name(c) + "Type", "sizeInBits", isFloat ? bits : "64");
        } else {
            xml.begin("IntegerParameterType", "name", name(c) + "Type", "sizeInBits", bits, "signed", Boolean.toString(
                    PacketLayout.isSigned(c)));
        }
        unit(xml, c.unit());
        String[] encoding = isFloat
                ? new String[]{"sizeInBits", bits, "encoding", "IEEE754_1985"}
                : new String[]{"sizeInBits", bits, "encoding", PacketLayout.isSigned(c)
                        ? "twosComplement"
                        : "unsigned"};
        String element = isFloat ? "FloatDataEncoding" : "IntegerDataEncoding";
        if (c.isCalibrated() && !states) {
            xml.begin(element, encoding);
            calibrator(xml, c.calibration());
            xml.end();
        } else {
            xml.empty(element, encoding);
        }
        if (states) {
            xml.begin("EnumerationList");
            for (Map.Entry<Integer, String> state : c.stateNames().entrySet())
                xml.empty("Enumeration", "value", state.getKey().toString(), "label", state.getValue());
            xml.end();
        } else if (c.isLimited()) {
            alarm(xml, c);
        }
        xml.end();
    }

    private static void integerType(XtceWriter xml, String name, int bits, boolean signed, String unit)
            throws XMLStreamException {
        xml.begin("IntegerParameterType", "name", name, "sizeInBits", Integer.toString(bits), "signed", Boolean
                .toString(signed));
        unit(xml, unit);
        xml.empty("IntegerDataEncoding", "sizeInBits", Integer.toString(bits), "encoding", "unsigned");
        xml.end();
    }

    private static void unit(XtceWriter xml, String unit) throws XMLStreamException {
        if (unit.isEmpty() || unit.equals("1")) {
            xml.empty("UnitSet");
            return;
        }
        xml.begin("UnitSet");
        xml.text("Unit", unit);
        xml.end();
    }

    private static void calibrator(XtceWriter xml, List<Double> coefficients) throws XMLStreamException {
        xml.begin("DefaultCalibrator");
        xml.begin("PolynomialCalibrator");
        for (int i = 0; i < coefficients.size(); i++)
            xml.empty("Term", "coefficient", Double.toString(coefficients.get(i)), "exponent", Integer.toString(i));
        xml.end();
        xml.end();
    }

    private static void alarm(XtceWriter xml, ChannelType c) throws XMLStreamException {
        Limits l = c.limits();
        xml.begin("DefaultAlarm", "minViolations", Integer.toString(c.persistence()));
        xml.begin("StaticAlarmRanges");
        if (l.hasYellowLow() || l.hasYellowHigh()) {
            xml.empty("WarningRange", "minInclusive", l.hasYellowLow() ? Double.toString(l.getYellowLow()) : null,
                    "maxInclusive", l.hasYellowHigh() ? Double.toString(l.getYellowHigh()) : null);
        }
        if (l.hasRedLow() || l.hasRedHigh()) {
            xml.empty("CriticalRange", "minInclusive", l.hasRedLow() ? Double.toString(l.getRedLow()) : null,
                    "maxInclusive", l.hasRedHigh() ? Double.toString(l.getRedHigh()) : null);
        }
        xml.end();
        xml.end();
    }

    private static void parameter(XtceWriter xml, String name, String type, String description)
            throws XMLStreamException {
        xml.empty("Parameter", "name", name, "parameterTypeRef", type, "shortDescription", description);
    }

    private static void begin(XtceWriter xml, String name, String description) throws XMLStreamException {
        xml.begin("SequenceContainer", "name", name, "shortDescription", description);
        xml.begin("EntryList");
    }

    /** Closes a container that is chosen where {@code parameter} of its base has a value. */
    private static void end(XtceWriter xml, String base, String parameter, int value) throws XMLStreamException {
        xml.end();
        xml.begin("BaseContainer", "containerRef", base);
        xml.begin("RestrictionCriteria");
        xml.empty("Comparison", "parameterRef", parameter, "value", Integer.toString(value));
        xml.end();
        xml.end();
        xml.end();
    }

    private static void digest(XtceWriter xml) throws XMLStreamException {
        xml.begin("SpaceSystem", "name", DIGEST);
        xml.begin("TelemetryMetaData");
        xml.begin("ParameterTypeSet");
        integerType(xml, "digestType", 64, false, "");
        xml.end();
        xml.begin("ParameterSet");
        parameter(xml, DIGEST, "digestType", "running digest of the flight software after this tick");
        xml.end();
        xml.begin("ContainerSet");
        for (SegmentId segment : PacketLayout.SEGMENTS) {
            begin(xml, segment.name().toLowerCase(Locale.ROOT), null);
            xml.empty("ParameterRefEntry", "parameterRef", DIGEST);
            end(xml, PACKET, APID, PacketLayout.apid(segment, PacketLayout.DIGEST_GROUP));
        }
        xml.end();
        xml.end();
        xml.end();
    }

    private void events(XtceWriter xml) throws XMLStreamException {
        xml.begin("SpaceSystem", "name", EVENTS);
        xml.begin("TelemetryMetaData");
        xml.begin("ParameterTypeSet");
        xml.begin("EnumeratedParameterType", "name", "codeType");
        unit(xml, "");
        xml.empty("IntegerDataEncoding", "sizeInBits", "16", "encoding", "unsigned");
        xml.begin("EnumerationList");
        for (EventType e : events)
            xml.empty("Enumeration", "value", Integer.toString(e.code()), "label", e.name());
        xml.end();
        xml.end();
        xml.begin("FloatParameterType", "name", "argumentType", "sizeInBits", "64");
        unit(xml, "");
        xml.empty("FloatDataEncoding", "sizeInBits", "64", "encoding", "IEEE754_1985");
        xml.end();
        xml.end();
        xml.begin("ParameterSet");
        parameter(xml, "code", "codeType", "what happened");
        for (EventType e : events)
            for (String argument : e.args())
                parameter(xml, argument(e, argument), "argumentType", null);
        xml.end();
        xml.begin("ContainerSet");
        xml.begin("SequenceContainer", "name", "event", "abstract", "true");
        xml.begin("EntryList");
        xml.empty("ParameterRefEntry", "parameterRef", "code");
        end(xml, PACKET, APID, PacketLayout.apid(PacketLayout.EVENT_SEGMENT, PacketLayout.EVENT_GROUP));
        for (EventType e : events) {
            begin(xml, e.name(), e.severity().name());
            for (String argument : e.args())
                xml.empty("ParameterRefEntry", "parameterRef", argument(e, argument));
            xml.end();
            xml.begin("BaseContainer", "containerRef", "event");
            xml.begin("RestrictionCriteria");
            xml.empty("Comparison", "parameterRef", "code", "value", Integer.toString(e.code()), "useCalibratedValue",
                    "false");
            xml.end();
            xml.end();
            xml.end();
        }
        xml.end();
        xml.end();
        xml.end();
    }

    /** Name of the parameter that holds an event's argument. */
    static String argument(EventType event, String argument) {
        return event.name() + "_" + argument;
    }
}
