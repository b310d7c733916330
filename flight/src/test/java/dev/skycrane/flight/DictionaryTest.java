package dev.skycrane.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandResult;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.descent.AbortReason;
import dev.skycrane.flight.descent.Guard;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.proto.dictionary.CommandType;
import dev.skycrane.proto.v1.Channel;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.CommandStep;
import dev.skycrane.proto.v1.Dictionary;
import dev.skycrane.proto.v1.Event;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.FlightPhase;
import dev.skycrane.proto.v1.AbortCode;
import dev.skycrane.proto.v1.GuardCode;
import dev.skycrane.proto.v1.GuidanceMode;
import dev.skycrane.proto.v1.Severity;
import dev.skycrane.proto.v1.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Flight software and telemetry dictionary name the same things. */
final class DictionaryTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z0-9]+)(:[^}]*)?}");

    /** The harness' own events beside the vehicle, which the flight software cannot raise. */
    private static final int FIRST_OF_THE_HARNESS = 200;

    private static Map<String, Integer> values(EnumDescriptor descriptor, String prefix) {
        Map<String, Integer> names = new TreeMap<>();
        descriptor.getValues().forEach(v -> names.put(v.getName().substring(prefix.length()), v.getNumber()));
        return names;
    }

    @Test
    void everyEventHasItsCodeInTheDictionary() {
        Map<String, Integer> flight = new TreeMap<>();
        for (EventId id : EventId.values())
            flight.put(id.name(), id.code());
        Map<String, Integer> dictionary = values(EventCode.getDescriptor(), "");
        dictionary.remove("EVENT_UNSPECIFIED");
        dictionary.values().removeIf(code -> code >= FIRST_OF_THE_HARNESS);
        assertEquals(dictionary, flight);
    }

    @Test
    void phasesGuardsAndModesAreThoseOfTheDictionary() {
        Map<String, Integer> phases = new TreeMap<>();
        for (Phase phase : Phase.values())
            phases.put(phase.name(), phase.code());
        assertEquals(values(FlightPhase.getDescriptor(), "PHASE_"), phases);
        Map<String, Integer> guards = new TreeMap<>();
        for (Guard guard : Guard.values())
            guards.put(guard.name(), guard.code());
        assertEquals(values(GuardCode.getDescriptor(), "GUARD_"), guards);
        Map<String, Integer> reasons = new TreeMap<>(Map.of("UNSPECIFIED", 0));
        for (AbortReason reason : AbortReason.values())
            reasons.put(reason.name(), reason.code());
        assertEquals(values(AbortCode.getDescriptor(), "ABORT_"), reasons);
        Map<String, Integer> modes = new TreeMap<>();
        for (GuidanceCommand.Mode mode : GuidanceCommand.Mode.values())
            modes.put(mode.name(), mode.ordinal());
        assertEquals(values(GuidanceMode.getDescriptor(), "GUIDANCE_"), modes);
    }

    @Test
    void commandsAndTheirFailuresAreThoseOfTheDictionary() {
        Map<String, Integer> commands = new TreeMap<>();
        for (CommandCode code : CommandCode.values())
            commands.put(code.name(), code.code());
        commands.put("UNSPECIFIED", 0);
        assertEquals(values(dev.skycrane.proto.v1.CommandCode.getDescriptor(), "TC_"), commands);
        for (CommandCode code : CommandCode.values()) {
            CommandType type = dev.skycrane.proto.dictionary.Dictionary.standard()
                    .command(dev.skycrane.proto.v1.CommandCode.forNumber(code.code()));
            assertEquals(code.ordinal() + 1, code.code(), "codes follow one another");
            for (double value : new double[]{0, 1})
                assertEquals(code.isHazardous(value), type.isHazardous(value), code + " " + value);
        }
        for (CommandResult result : CommandResult.values())
            if (result != CommandResult.EXECUTED)
                assertEquals("REASON_" + result, CommandReason.forNumber(result.code()).name());
        for (Telecommand.Step step : Telecommand.Step.values())
            assertEquals("STEP_" + step, CommandStep.forNumber(step.ordinal()).name());
    }

    @Test
    void everyCommandThatTheGroundCanNameActsOnWhatItSays() {
        CommandDispatcher commands = TestFlight.create().commands();
        for (CommandCode code : CommandCode.values()) {
            CommandType type = dev.skycrane.proto.dictionary.Dictionary.standard()
                    .command(dev.skycrane.proto.v1.CommandCode.forNumber(code.code()));
            if (!commands.isHandled(code)) continue;
            assertEquals(type.target().isEmpty(), commands.targets(code).isEmpty(), code.name());
        }
    }

    @Test
    void eventTextsUseOnlyTheirOwnArguments() {
        EventCode.getDescriptor().getValues().stream().filter(v -> v.getNumber() != 0).forEach(value -> {
            Event event = value.getOptions().getExtension(Dictionary.event);
            assertFalse(event.getText().isBlank(), value.getName() + " has a text");
            assertFalse(event.getSeverity() == Severity.SEVERITY_UNSPECIFIED, value.getName() + " has a severity");
            assertTrue(event.getArgsCount() <= EventBuffer.ARGS, value.getName() + " has too many arguments");
            Matcher m = PLACEHOLDER.matcher(event.getText() + event.getCallOut());
            while (m.find())
                assertTrue(event.getArgsList().contains(m.group(1)), value.getName() + " names " + m.group());
        });
    }

    @Test
    void theReportNamesOfTheLandingAreThere() {
        List<String> order = EventCode.getDescriptor().getValues().stream()
                .map(v -> v.getOptions().getExtension(Dictionary.event).getReportName())
                .filter(name -> !name.isEmpty()).toList();
        assertEquals(List.of("entryInterface", "guidanceStart", "bankReversal", "headingAlignment", "sufr",
                "parachuteDeploy", "heatShieldSeparation", "radarLock", "lvsCoarseStart", "lvsFineStart",
                "targetSelected", "backshellSeparation", "poweredDescentStart", "constantVelocity",
                "constantDeceleration", "skyCraneStart", "roverSeparation", "bridleFull", "contact", "touchdown",
                "bridleCut", "flyaway"), order);
    }

    @Test
    void everyFieldOfTelemetryHasUnitAndDescription() {
        for (FieldDescriptor group : Telemetry.getDescriptor().getFields()) {
            if (group.getJavaType() != FieldDescriptor.JavaType.MESSAGE) continue;
            for (FieldDescriptor field : group.getMessageType().getFields()) {
                Channel channel = field.getOptions().getExtension(Dictionary.channel);
                assertFalse(channel.getUnit().isBlank(), field.getFullName() + " has a unit");
                assertFalse(channel.getDescription().isBlank(), field.getFullName() + " has a description");
            }
        }
    }

    @Test
    void channelsAndDictionaryAreTheSame() {
        TreeSet<String> dictionary = new TreeSet<>();
        for (FieldDescriptor group : Telemetry.getDescriptor().getFields()) {
            if (group.getJavaType() != FieldDescriptor.JavaType.MESSAGE) continue;
            for (FieldDescriptor field : group.getMessageType().getFields())
                dictionary.add(group.getJsonName() + "." + field.getJsonName());
        }
        assertEquals(dictionary, new TreeSet<>(TestFlight.create().channels().names()));
    }
}
