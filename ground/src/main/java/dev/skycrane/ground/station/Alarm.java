package dev.skycrane.ground.station;

import dev.skycrane.proto.dictionary.ChannelType;

/**
 * An alarm as it stands. Times: on-board ns, wall clock Unix ns; 0 = not yet.
 *
 * @param id             {@code limit:<channel>} or {@code event:<name>}
 * @param source         channel or event
 * @param severity       the worst since it was raised
 * @param active         the condition holds now
 * @param acknowledged   somebody has taken note
 * @param acknowledgedBy who
 * @param comment        what they said, of the last acknowledgement or shelving
 * @param shelvedUntilNs not announced until then, Unix ns; 0 = not shelved
 * @param value          last value
 * @param limit          bound that was passed
 * @param worstValue     farthest beyond it
 * @param violations     values outside so far, or events
 */
public record Alarm(String id, String source, ChannelType.State severity, boolean active, boolean acknowledged,
        String acknowledgedBy, String comment, long acknowledgedUnixNs, long shelvedUntilNs, double value, double limit,
        long triggerNs, long clearNs, double worstValue, long violations, String text) {

    /** Raised and either still there or not yet acknowledged. */
    public boolean isLatched() {
        return active || !acknowledged;
    }

    /** The same with the cause gone. */
    Alarm cleared(double last, long atNs) {
        return new Alarm(id, source, severity, false, acknowledged, acknowledgedBy, comment, acknowledgedUnixNs,
                shelvedUntilNs, last, limit, triggerNs, atNs, worstValue, violations, text);
    }

    /** The same with a newer value outside. */
    Alarm following(double last, double worst, long outside) {
        return new Alarm(id, source, severity, active, acknowledged, acknowledgedBy, comment, acknowledgedUnixNs,
                shelvedUntilNs, last, limit, triggerNs, clearNs, worst, outside, text);
    }

    /** The same with somebody having taken note. */
    Alarm acknowledged(String by, String said, long unixNs) {
        return new Alarm(id, source, severity, active, true, by, said, unixNs, shelvedUntilNs, value, limit, triggerNs,
                clearNs, worstValue, violations, text);
    }

    /** The same put aside, or with 0 brought back. */
    Alarm shelved(String said, long untilUnixNs) {
        return new Alarm(id, source, severity, active, acknowledged, acknowledgedBy, said, acknowledgedUnixNs,
                untilUnixNs, value, limit, triggerNs, clearNs, worstValue, violations, text);
    }

    public boolean isShelved(long unixNs) {
        return shelvedUntilNs > unixNs;
    }
}
