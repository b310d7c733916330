package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.Frame;

/**
 * A frame that passed every check.
 *
 * @param topic         MQTT topic
 * @param bytes         the frame as it came, checksum and all; not to be changed
 * @param frame         its content; the payload refers to {@code bytes}
 * @param key           segment, kind and stream
 * @param receiptUnixNs wall clock at receipt, ns since 1970
 */
public record ReceivedFrame(String topic, byte[] bytes, Frame frame, StreamKey key, long receiptUnixNs) {}
