package dev.skycrane.proto.mcap;

/**
 * How the messages of a channel are to be understood.
 *
 * @param encoding {@code protobuf}: {@code data} is a serialised {@code FileDescriptorSet} that holds {@code name} and all it needs
 */
public record McapSchema(int id, String name, String encoding, byte[] data) {}
