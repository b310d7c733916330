package dev.skycrane.proto.mcap;

import java.nio.ByteBuffer;

/**
 * One message.
 *
 * @param logTimeNs when it was received
 * @param publishTimeNs when it was made, by its maker's clock
 * @param data read only; stays as it is
 */
public record McapMessage(McapChannel channel, long sequence, long logTimeNs, long publishTimeNs, ByteBuffer data) {}
