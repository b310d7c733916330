package dev.skycrane.proto.mcap;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schemas of Protocol Buffers messages: the message's file and every file it needs, dependencies first. */
public final class ProtobufSchemas {
    /** Encoding of schema and messages. */
    public static final String ENCODING = "protobuf";

    private ProtobufSchemas() {}

    static byte[] fileDescriptorSet(Descriptor message) {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        collect(message.getFile(), files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.values().forEach(f -> set.addFile(f.toProto()));
        return set.build().toByteArray();
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (files.containsKey(file.getFullName())) return;
        file.getDependencies().forEach(d -> collect(d, files));
        files.put(file.getFullName(), file);
    }

    /**
     * The message type that a schema describes, from the schema alone; its files may come in any order.
     *
     * @throws McapException when the schema is not a whole description of its message
     */
    public static Descriptor descriptor(McapSchema schema) throws McapException {
        try {
            Map<String, FileDescriptorProto> protos = new LinkedHashMap<>();
            FileDescriptorSet.parseFrom(schema.data()).getFileList().forEach(f -> protos.put(f.getName(), f));
            Map<String, FileDescriptor> built = new LinkedHashMap<>();
            for (String name : protos.keySet()) {
                FileDescriptor file = build(name, protos, built, 0);
                String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
                if (!schema.name().startsWith(prefix)) continue;
                Descriptor type = find(file, schema.name().substring(prefix.length()));
                if (type != null) return type;
            }
        } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
            throw new McapException("mcap schema " + schema.name(), 0, "a FileDescriptorSet", e);
        }
        throw new McapException("mcap schema " + schema.name(), 0, "a message of that name");
    }

    private static Descriptor find(FileDescriptor file, String name) {
        String[] path = name.split("\\.");
        Descriptor type = file.findMessageTypeByName(path[0]);
        for (int i = 1; i < path.length && type != null; i++)
            type = type.findNestedTypeByName(path[i]);
        return type;
    }

    private static FileDescriptor build(String name, Map<String, FileDescriptorProto> protos,
            Map<String, FileDescriptor> built, int depth) throws DescriptorValidationException, McapException {
        FileDescriptor done = built.get(name);
        if (done != null) return done;
        FileDescriptorProto proto = protos.get(name);
        if (proto == null || depth > protos.size())
            throw new McapException("mcap schema", 0, "file " + name + " inside, and no circle of imports");
        FileDescriptor[] dependencies = new FileDescriptor[proto.getDependencyCount()];
        for (int i = 0; i < dependencies.length; i++)
            dependencies[i] = build(proto.getDependency(i), protos, built, depth + 1);
        FileDescriptor file = FileDescriptor.buildFrom(proto, dependencies);
        built.put(name, file);
        return file;
    }
}
