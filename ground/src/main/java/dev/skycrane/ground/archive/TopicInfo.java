package dev.skycrane.ground.archive;

import dev.skycrane.proto.mcap.McapMessage;

/** Messages of one topic. Sequence numbers mean something in our own recordings only. */
public final class TopicInfo {
    private final String topic;
    private final String type;
    private final String encoding;
    private final boolean sequenced;
    private long messages;
    private long bytes;
    private long firstNs;
    private long lastNs;
    private long firstSequence;
    private long lastSequence;
    private long missing;

    TopicInfo(String topic, String type, String encoding, boolean sequenced) {
        this.topic = topic;
        this.type = type;
        this.encoding = encoding;
        this.sequenced = sequenced;
    }

    void take(McapMessage m) {
        if (messages == 0) {
            firstNs = m.logTimeNs();
            lastNs = firstNs;
            firstSequence = m.sequence();
        } else if (m.sequence() > lastSequence + 1) {
            missing += m.sequence() - lastSequence - 1;
        } else if (m.sequence() < lastSequence) {
            // one that came late fills its hole
            missing = Math.max(0, missing - 1);
        }
        firstNs = Math.min(firstNs, m.logTimeNs());
        lastNs = Math.max(lastNs, m.logTimeNs());
        lastSequence = Math.max(lastSequence, m.sequence());
        messages++;
        bytes += m.data().remaining();
    }

    public String topic() {
        return topic;
    }

    /** Name of the message type. */
    public String type() {
        return type;
    }

    /** How the messages are encoded: {@code protobuf}, {@code json}, {@code ros1}, {@code cdr}. */
    public String encoding() {
        return encoding;
    }

    public long messages() {
        return messages;
    }

    /** Of the messages' contents. */
    public long bytes() {
        return bytes;
    }

    /** First log time, ns. */
    public long firstNs() {
        return firstNs;
    }

    /** Last log time, ns. */
    public long lastNs() {
        return lastNs;
    }

    /** Messages per second of log time; 0 for a single one. */
    public double rateHz() {
        return lastNs > firstNs ? (messages - 1) / ((lastNs - firstNs) * 1e-9) : 0;
    }

    /** Sequence numbers that are not there between the first and the last, and before the first; 0 in foreign recordings. */
    public long missing() {
        return sequenced ? missing + firstSequence : 0;
    }
}
