package dev.skycrane.ground.export;

import dev.skycrane.ground.archive.McapCopy;
import dev.skycrane.ground.archive.Recordings;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A recording with fewer topics or a shorter time. In recordings of this software time is on-board time and the run's header always comes
 * along, so that a cut still replays; in others time counts from the first message's log time. A rate thins telemetry of channels only.
 */
final class McapCut {
    private final RecordingScan scan;
    private final Selection selection;
    private final List<Pattern> topics;
    private final Map<McapChannel, Selection.Pace> paces = new HashMap<>();
    private long firstLogNs = Long.MIN_VALUE;

    /** @param topics patterns of whole names; none for all */
    McapCut(RecordingScan scan, Selection selection, List<Pattern> topics) {
        this.scan = scan;
        this.selection = selection;
        this.topics = topics;
    }

    List<String> write(Path file) throws IOException {
        McapCopy copy = new McapCopy(file, scan::profile, scan::schema, this::wants);
        try (copy) {
            scan.everything(copy);
        }
        return List.of(copy.messages() + " messages" + (copy.damages() == 0
                ? ""
                : ", " + copy.damages() + " damaged places left out"));
    }

    private boolean wants(McapMessage m) {
        StreamKey key = Recordings.streamOf(m.channel());
        if (key != null && key.kind() == StreamKind.SEN && key.stream().equals(StreamKey.RUN)) return true;
        if (firstLogNs == Long.MIN_VALUE) firstLogNs = m.logTimeNs();
        if (!topics.isEmpty() && topics.stream().noneMatch(p -> p.matcher(m.channel().topic()).matches())) return false;
        long timeNs = key == null ? m.logTimeNs() - firstLogNs : m.publishTimeNs();
        boolean thinned = key != null && key.kind() == StreamKind.TM && key.stream().equals(StreamKey.CHANNELS);
        return thinned
                ? paces.computeIfAbsent(m.channel(), c -> selection.pace()).isDue(timeNs)
                : selection.holds(timeNs);
    }
}
