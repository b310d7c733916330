package dev.skycrane.proto.mcap;

/**
 * A file inside the recording.
 *
 * @param logTimeNs when it was put there, ns
 * @param createTimeNs when it was made, ns
 * @param mediaType MIME type
 */
public record McapAttachment(long logTimeNs, long createTimeNs, String name, String mediaType, byte[] data) {}
