package dev.skycrane.flight.umbilical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.core.TickSnapshot;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.Telemetry;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TelemetryEncoderTest {
    private final ChannelBuffer channels = new ChannelBuffer();
    private final EventBuffer events = new EventBuffer();
    private final ActuatorFrame out = new ActuatorFrame();

    private void declareAll() {
        Dictionary.standard().channels().forEach(type -> channels.declare(type.name()));
    }

    private TickSnapshot snapshot() {
        TickRing ring = new TickRing(1, channels.size());
        ring.offer(out, channels, events);
        return ring.peek();
    }

    @Test
    void everyChannelOfTheDictionaryArrivesWithItsValue() throws Exception {
        declareAll();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < channels.size(); i++)
            channels.set(i, i % 9 == 0 ? 0 : random.nextInt(1, 1 << 20));
        out.tick = 123_456;
        out.digest = -7;
        byte[] bytes = new TelemetryEncoder(channels.names(), Segment.ROVER).encode(snapshot());
        Telemetry packet = Telemetry.parseFrom(bytes);
        assertEquals(123_456, packet.getTick());
        assertEquals(123_456L * 15_625_000, packet.getOnboardNs());
        assertEquals(-7, packet.getDigest());
        assertTrue(packet.getUnknownFields().asMap().isEmpty());
        for (int i = 0; i < channels.size(); i++) {
            ChannelType type = Dictionary.standard().channel(channels.names().get(i));
            assertEquals(channels.get(i), type.value(packet), type.name());
        }
        assertEquals(packet.toByteString().size(), bytes.length, "as compact as Protocol Buffers' own writer");
    }

    @Test
    void segmentsCarryTheirOwnGroups() throws Exception {
        declareAll();
        for (int i = 0; i < channels.size(); i++)
            channels.set(i, 1);
        assertEquals(List.of("propulsion", "control", "executive").stream().sorted().toList(),
                groups(Segment.DESCENT));
        assertEquals(List.of("camera", "executive"), groups(Segment.BACKSHELL));
    }

    private List<String> groups(Segment segment) throws Exception {
        Telemetry packet = Telemetry.parseFrom(new TelemetryEncoder(channels.names(), segment).encode(snapshot()));
        return packet.getAllFields().keySet().stream()
                .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE).map(FieldDescriptor::getName)
                .sorted().toList();
    }

    @Test
    void aChannelUnknownToTheDictionaryIsRefused() {
        IllegalStateException e = assertThrows(IllegalStateException.class,
                () -> new TelemetryEncoder(List.of("nav.altitudeFathoms"), Segment.ROVER));
        assertEquals("telemetry: channel=nav.altitudeFathoms, expected a field of telemetry.proto", e.getMessage());
    }

    @Test
    void eventsCarryTheArgumentsThatTheDictionaryNames() throws Exception {
        channels.declare("nav.mach");
        events.beginTick();
        events.emit(EventId.CONTACT, 1, 2, 3, 4, 5, 6);
        events.emit(EventId.BRIDLE_CUT);
        out.tick = 64;
        EventBatch batch = EventBatch.parseFrom(new EventEncoder().encode(snapshot()));
        assertEquals(2, batch.getEventsCount());
        assertEquals(EventCode.CONTACT, batch.getEvents(0).getCode());
        assertEquals(List.of(1.0, 2.0, 3.0), batch.getEvents(0).getArgsList());
        assertEquals(1_000_000_000L, batch.getEvents(0).getOnboardNs());
        assertFalse(batch.getEvents(1).getArgsCount() > 0);
    }
}
