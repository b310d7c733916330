package dev.skycrane.proto.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.Executive;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.Severity;
import dev.skycrane.proto.v1.Telemetry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DictionaryTest {
    private final Dictionary dictionary = Dictionary.standard();

    @Test
    void everyCodeHasTextAndEveryChannelAUnit() {
        assertEquals(EventCode.values().length - 2, dictionary.events().size(), "all but unspecified and unrecognised");
        for (EventType event : dictionary.events()) {
            assertFalse(event.text(new double[event.args().size()]).isEmpty(), event.name());
            assertFalse(event.text(new double[event.args().size()]).contains("?"), event.name());
            assertTrue(event.severity() != Severity.SEVERITY_UNSPECIFIED, event.name());
        }
        for (ChannelType channel : dictionary.channels()) {
            assertFalse(channel.unit().isEmpty() || channel.description().isEmpty(), channel.name());
        }
    }

    @Test
    void eventTextHasItsNumbersInPlace() {
        EventType entry = dictionary.event(EventCode.ENTRY_INTERFACE_VALUE);
        assertEquals("entry interface: radius 3522.2 km, speed 5334.0 m/s", entry.text(3522.2, 5334));
        assertEquals("entry interface: radius 3522.2 km, speed ? m/s", entry.text(3522.2));
        assertEquals("entryInterface", entry.reportName());
        assertTrue(entry.isCalledOut());
    }

    @Test
    void placeholderThatIsNoArgumentIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new TextTemplate("at {altitude:.0f} m", List.of("altitudeM")));
        assertThrows(IllegalArgumentException.class, () -> new TextTemplate("at {altitudeM", List.of("altitudeM")));
        TextTemplate named = new TextTemplate("ended: {reason:AbortCode}", List.of("reason"));
        assertEquals("ended: no height", named.format(7));
        assertEquals("ended: code 99", named.format(99), "a code of later software");
        assertThrows(IllegalArgumentException.class, () -> new TextTemplate("{reason:NoCode}", List.of("reason")));
        assertEquals("at 12.5 m", new TextTemplate("at {altitudeM} m", List.of("altitudeM")).format(12.5));
    }

    @Test
    void channelReadsItsFieldAndItsState() {
        Telemetry telemetry = Telemetry.newBuilder().setNav(Nav.newBuilder().setDragMps2(130))
                .setExecutive(Executive.newBuilder().setPhase(3)).build();
        ChannelType drag = dictionary.channel("nav.dragMps2");
        assertEquals(130, drag.value(telemetry));
        assertEquals(ChannelType.State.YELLOW, drag.state(130));
        assertEquals(ChannelType.State.RED, drag.state(150));
        assertEquals(ChannelType.State.GREEN, drag.state(5));
        ChannelType phase = dictionary.channel("executive.phase");
        assertEquals("PHASE_SUFR", phase.stateName(phase.value(telemetry)));
        assertNull(drag.stateName(1));
        assertTrue(Double.isNaN(dictionary.channel("guidance.mode").value(telemetry)), "group absent");
    }
}
