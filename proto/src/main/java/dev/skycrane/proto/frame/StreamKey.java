package dev.skycrane.proto.frame;

import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** One stream of frames with its own sequence numbers. */
public record StreamKey(SegmentId segment, StreamKind kind, String stream) implements Comparable<StreamKey> {
    /** Telemetry packets, one per tick. */
    public static final String CHANNELS = "channels";
    /** The umbilical's account of itself. */
    public static final String UMBILICAL = "umbilical";
    /** What localisation matched in a frame. */
    public static final String LANDMARKS = "landmarks";
    public static final String EVENTS = "events";
    /** Events of the harness' camera rig. */
    public static final String RIG = "rig";
    /** Last will of a segment's connection; carries no sequence. */
    public static final String WILL = "will";
    /** Asks the station how far everything has arrived; carries no sequence. */
    public static final String PROBE = "probe";
    public static final String RUN = "run";
    public static final String INPUTS = "inputs";

    /** Levels of a topic by number of segment and kind; every frame that comes asks for them. */
    private static final String[] SEGMENT_LEVELS = levels(SegmentId.values());
    private static final String[] KIND_LEVELS = levels(StreamKind.values());

    private static final Comparator<StreamKey> ORDER = Comparator.comparing(StreamKey::segment)
            .thenComparing(StreamKey::kind).thenComparing(StreamKey::stream);

    /** {@code skycrane/<vehicle>/<segment>/<kind>/<stream>}. */
    public String topic(String vehicle) {
        return Topics.ROOT + "/" + vehicle + "/" + this;
    }

    /** {@code <segment>/<kind>/<stream>}. */
    @Override
    public String toString() {
        return SEGMENT_LEVELS[segment.ordinal()] + KIND_LEVELS[kind.ordinal()] + stream;
    }

    private static String[] levels(Enum<?>[] values) {
        return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT) + "/").toArray(String[]::new);
    }

    @Override
    public int compareTo(StreamKey o) {
        return ORDER.compare(this, o);
    }
}
