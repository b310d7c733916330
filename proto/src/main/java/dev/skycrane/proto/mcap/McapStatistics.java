package dev.skycrane.proto.mcap;

import java.util.Map;

/**
 * Counts of a whole file.
 *
 * @param firstNs earliest log time, 0 without messages
 * @param lastNs latest log time
 * @param messagesByChannel channel id to count
 */
public record McapStatistics(long messages, int schemas, int channels, int attachments, int metadata, int chunks,
        long firstNs, long lastNs, Map<Integer, Long> messagesByChannel) {}
