package dev.skycrane.ground.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.protobuf.Message;
import dev.skycrane.ground.testing.GroundRun;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.Limits;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.Telemetry;
import eu.dariolucia.ccsds.tmtc.transport.pdu.SpacePacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xtce.toolkit.XTCEContainerContentEntry;
import org.xtce.toolkit.XTCEContainerContentModel;
import org.xtce.toolkit.XTCEDatabase;

/**
 * The description against schemas and a decoder of others. The schema at hand as a library is the one inside xtcetools (Apache-2.0): XTCE 1.2
 * before it got its last name space, so that the name space is exchanged for it. {@code -Dskycrane.xtce.schema=SpaceSystem.xsd} names the
 * published one, https://www.omg.org/spec/XTCE/20180204/SpaceSystem.xsd, for those who have it.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class XtceTest {
    private static final String DRAFT_SCHEMA = "/org/omg/space/xtce/schema/SpaceSystemV1.2-27Feb2014-mods.xsd";
    private static final String DRAFT_NAMESPACE = "http://www.omg.org/space/xtce";

    @TempDir
    private Path folder;

    private static byte[] asDraft(Path file) throws IOException {
        String text = Files.readString(file);
        return text.replace(XtceWriter.NAMESPACE, DRAFT_NAMESPACE).getBytes(StandardCharsets.UTF_8);
    }

    private static void validate(Schema schema, byte[] document) throws IOException, SAXException {
        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
    }

    private Path description() {
        Path file = folder.resolve("skycrane.xml");
        GroundRun run = GroundRun.of("export", "--format", "xtce", "--out", file);
        assertEquals(0, run.code(), run.text());
        return file;
    }

    private static Schema draft() throws SAXException {
        URL schema = XTCEDatabase.class.getResource(DRAFT_SCHEMA);
        assertNotNull(schema);
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema);
    }

    @Test
    void descriptionIsValidByTheSchemaOfXtcetools() throws IOException, SAXException {
        validate(draft(), asDraft(description()));
    }

    @Test
    void descriptionIsValidByThePublishedSchema() throws IOException, SAXException {
        String schema = System.getProperty("skycrane.xtce.schema");
        Assumptions.assumeTrue(schema != null, "no -Dskycrane.xtce.schema");
        validate(SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(Path.of(schema).toFile()),
                Files.readAllBytes(description()));
    }

    @Test
    void everyChannelStandsThereWithUnitStatesAndLimits() throws Exception {
        Document document;
        try (InputStream in = Files.newInputStream(description())) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        XPath path = XPathFactory.newInstance().newXPath();
        for (ChannelType c : Dictionary.standard().channels()) {
            String system = "/SpaceSystem/SpaceSystem[@name='" + c.groupField().getJsonName() + "']/TelemetryMetaData";
            String type = system + "/ParameterTypeSet/*[@name='" + c.field().getJsonName() + "Type']";
            assertEquals(c.description(), path.evaluate(system + "/ParameterSet/Parameter[@name='" + c.field()
                    .getJsonName() + "']/@shortDescription", document));
            assertEquals(c.unit().equals("1") ? "" : c.unit(), path.evaluate(type + "/UnitSet/Unit", document));
            assertEquals(c.stateNames().size(), Integer.parseInt(path.evaluate("count(" + type
                    + "/EnumerationList/Enumeration)", document)));
            String alarm = type + "/DefaultAlarm";
            Limits l = c.limits();
            assertEquals(l.hasYellowLow() ? Double.toString(l.getYellowLow()) : "", path.evaluate(alarm
                    + "//WarningRange/@minInclusive", document), c.name());
            assertEquals(l.hasRedHigh() ? Double.toString(l.getRedHigh()) : "", path.evaluate(alarm
                    + "//CriticalRange/@maxInclusive", document), c.name());
            assertEquals(c.isLimited() ? Integer.toString(c.persistence()) : "", path.evaluate(alarm
                    + "/@minViolations", document), c.name());
        }
        Element root = document.getDocumentElement();
        assertEquals(Dictionary.standard().events().size(), Integer.parseInt(path.evaluate(
                "count(/SpaceSystem/SpaceSystem[@name='events']//SequenceContainer)", root)) - 1);
    }

    @Test
    void calibrationBecomesAPolynomial() throws Exception {
        ChannelType real = Dictionary.standard().channel("nav.radarRejectedCount");
        ChannelType channel = mock(ChannelType.class);
        when(channel.groupField()).thenReturn(real.groupField());
        when(channel.field()).thenReturn(real.field());
        when(channel.unit()).thenReturn("degC");
        when(channel.description()).thenReturn("a temperature");
        when(channel.stateNames()).thenReturn(Map.of());
        when(channel.isCalibrated()).thenReturn(true);
        when(channel.calibration()).thenReturn(List.of(-40.0, 0.25));
        Path file = folder.resolve("one.xml");
        new XtceDocument(List.of(channel), List.of()).write(file);
        String text = Files.readString(file);
        assertTrue(text.contains("<FloatParameterType name=\"radarRejectedCountType\" sizeInBits=\"64\">"), text);
        assertTrue(text.contains("<Term coefficient=\"-40.0\" exponent=\"0\"/>"), text);
        assertTrue(text.contains("<Term coefficient=\"0.25\" exponent=\"1\"/>"), text);
    }

    /** Packets as tmtc finds them, values as xtcetools decodes them with nothing but the description. */
    @Test
    void packetsDecodedByOthersHaveTheValuesThatWereSent() throws Exception {
        Path recording = SmallRecording.write(folder.resolve("a.mcap"));
        Path out = folder.resolve("packets");
        GroundRun run = GroundRun.of("export", recording, "--format", "ccsds", "--out", out);
        assertEquals(0, run.code(), run.text());
        Path draft = Files.write(folder.resolve("draft.xml"), asDraft(out.resolve("skycrane.xtce.xml")));
        XTCEDatabase database = new XTCEDatabase(draft.toFile(), false, false, true);
        byte[] bytes = Files.readAllBytes(out.resolve("telemetry.ccsds"));
        Map<Integer, Integer> counts = new HashMap<>();
        int decoded = 0;
        for (int at = 0; at < bytes.length;) {
            int length = 7 + (ByteBuffer.wrap(bytes).getShort(at + 4) & 0xffff);
            SpacePacket packet = new SpacePacket(Arrays.copyOfRange(bytes, at, at + length), true);
            at += length;
            assertTrue(packet.isTelemetryPacket() && packet.isSecondaryHeaderFlag());
            int apid = packet.getApid();
            assertEquals(counts.merge(apid, 1, Integer::sum) - 1, packet.getPacketSequenceCount());
            // decoding takes it a while: packets of every fourth tick
            long tick = ByteBuffer.wrap(packet.getPacket()).getInt(14);
            if (tick % 4 != 1 && tick != 40) continue;
            decoded += check(database, packet, SegmentId.forNumber(apid >> 7), apid & 0x7f, tick);
        }
        int n = SmallRecording.TICKS;
        // rover: nav, propulsion, executive, digest each tick, fault every second; backshell: executive; one event
        assertEquals(n * 5 + n / 2 + 1, counts.values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(decoded > 1000, decoded + " values");
    }

    private static int check(XTCEDatabase database, SpacePacket packet, SegmentId segment, int group, long tick)
            throws Exception {
        String name;
        if (group == PacketLayout.EVENT_GROUP) {
            name = "events/" + EventCode.HEAT_SHIELD_SEPARATION;
        } else {
            name = (group == PacketLayout.DIGEST_GROUP
                    ? "digest"
                    : Telemetry.getDescriptor().findFieldByNumber(group).getJsonName()) + "/" + segment.name()
                            .toLowerCase(Locale.ROOT);
        }
        XTCEContainerContentModel model = database.processContainer(database.getContainer("/" + XtceDocument.SYSTEM
                + "/" + name), packet.getPacket());
        assertTrue(model.isValid(), name + ": " + model.getWarnings());
        Map<String, String> values = new HashMap<>();
        for (XTCEContainerContentEntry e : model.getContentList())
            if (e.getParameter() != null && e.getValue() != null && e.isCurrentlyInUse())
                values.put(e.getParameter().getName(), e.getParameter().getName().equals("digest")
                        ? e.getValue().getRawValueHex()
                        : e.getValue().getCalibratedValue());
        assertEquals(tick, Long.parseLong(values.get("tick")));
        assertEquals(tick * 0.015625, Double.parseDouble(values.get("onboardTime")), 1e-7);
        if (group == PacketLayout.EVENT_GROUP) {
            assertEquals(EventCode.HEAT_SHIELD_SEPARATION.name(), values.get("code"));
            assertEquals(0.7, Double.parseDouble(values.get("HEAT_SHIELD_SEPARATION_mach")));
            assertEquals(150.25, Double.parseDouble(values.get("HEAT_SHIELD_SEPARATION_speedMps")));
            return 2;
        }
        if (group == PacketLayout.DIGEST_GROUP) {
            // it has no numbers above 2^63
            assertEquals(0x9000_0000_0000_0001L + tick, Long.parseUnsignedLong(values.get("digest").replaceFirst("^0x",
                    ""), 16));
            return 1;
        }
        if (segment != SegmentId.ROVER) {
            assertEquals("5", values.get("pyroBits"));
            return 1;
        }
        Telemetry sent = SmallRecording.rover(tick);
        int checked = 0;
        for (ChannelType c : Dictionary.standard().channels()) {
            if (c.groupField().getNumber() != group) continue;
            Object raw = ((Message) sent.getField(c.groupField())).getField(c.field());
            String value = values.get(c.field().getJsonName());
            assertNotNull(value, c.name());
            if (!c.stateNames().isEmpty()) {
                assertEquals(c.stateNames().get(((Number) raw).intValue()), value, c.name());
            } else if (raw instanceof Float f) {
                assertEquals(f, Float.parseFloat(value), c.name());
            } else if (raw instanceof Double d) {
                assertEquals(d, Double.parseDouble(value), c.name());
            } else {
                assertEquals(
                        PacketLayout.isSigned(c) ? ((Number) raw).longValue() : Integer.toUnsignedLong((Integer) raw),
                        Long.parseLong(value), c.name());
            }
            checked++;
        }
        return checked;
    }
}
