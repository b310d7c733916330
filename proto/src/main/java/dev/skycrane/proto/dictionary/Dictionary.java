package dev.skycrane.proto.dictionary;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.skycrane.proto.v1.Channel;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.Telemetry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All channels, events and commands. */
public final class Dictionary {
    private static final Dictionary STANDARD = new Dictionary();

    private final Map<String, ChannelType> channels = new LinkedHashMap<>();
    private final Map<Integer, EventType> events = new TreeMap<>();
    private final Map<CommandCode, CommandType> commands = new EnumMap<>(CommandCode.class);

    private Dictionary() {
        for (FieldDescriptor group : Telemetry.getDescriptor().getFields()) {
            if (group.getJavaType() == FieldDescriptor.JavaType.MESSAGE) readGroup(group);
        }
        for (EnumValueDescriptor value : EventCode.getDescriptor().getValues()) {
            if (!value.getOptions().hasExtension(dev.skycrane.proto.v1.Dictionary.event)) continue;
            EventType type = new EventType(value.getNumber(), value.getName(),
                    value.getOptions().getExtension(dev.skycrane.proto.v1.Dictionary.event));
            events.put(type.code(), type);
        }
        for (EnumValueDescriptor value : CommandCode.getDescriptor().getValues()) {
            if (!value.getOptions().hasExtension(dev.skycrane.proto.v1.Dictionary.command)) continue;
            CommandCode code = CommandCode.forNumber(value.getNumber());
            commands.put(code, new CommandType(code,
                    value.getOptions().getExtension(dev.skycrane.proto.v1.Dictionary.command)));
        }
    }

    private void readGroup(FieldDescriptor group) {
        for (FieldDescriptor field : group.getMessageType().getFields()) {
            if (!field.getOptions().hasExtension(dev.skycrane.proto.v1.Dictionary.channel)) continue;
            Channel facts = field.getOptions().getExtension(dev.skycrane.proto.v1.Dictionary.channel);
            ChannelType type = new ChannelType(group, field, facts, states(field, facts));
            channels.put(type.name(), type);
        }
    }

    private static EnumDescriptor states(FieldDescriptor field, Channel facts) {
        if (facts.getStates().isEmpty()) return null;
        String name = facts.getStates().substring(facts.getStates().lastIndexOf('.') + 1);
        EnumDescriptor states = field.getFile().findEnumTypeByName(name);
        if (states == null) {
            throw new IllegalStateException("dictionary: states=" + facts.getStates() + ", expected an enum");
        }
        return states;
    }

    /** The dictionary of this software. */
    public static Dictionary standard() {
        return STANDARD;
    }

    /** In order of the messages. */
    public Collection<ChannelType> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /** @return null for an unknown name */
    public ChannelType channel(String name) {
        return channels.get(name);
    }

    /** In order of code. */
    public List<EventType> events() {
        return Collections.unmodifiableList(new ArrayList<>(events.values()));
    }

    /** @return null for an unknown code */
    public EventType event(int code) {
        return events.get(code);
    }

    /** In order of code. */
    public List<CommandType> commands() {
        return List.copyOf(commands.values());
    }

    /** @return null for an unknown code */
    public CommandType command(CommandCode code) {
        return commands.get(code);
    }
}
