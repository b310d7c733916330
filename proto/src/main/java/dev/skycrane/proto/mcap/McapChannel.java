package dev.skycrane.proto.mcap;

import java.util.Map;

/** A stream of messages with one topic and one schema. */
public record McapChannel(int id, int schemaId, String topic, String messageEncoding, Map<String, String> metadata) {}
