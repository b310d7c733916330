package dev.skycrane.ground.replay;

import com.google.protobuf.UnsafeByteOperations;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.ChunkPlace;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A chunk of one of a run's files. */
final class RecordedChunk {
    private final McapReader reader;
    private final ChunkPlace place;
    private final Map<Integer, StreamKey> keys;

    RecordedChunk(McapReader reader, ChunkPlace place, Map<Integer, StreamKey> keys) {
        this.reader = reader;
        this.place = place;
        this.keys = keys;
    }

    long firstNs() {
        return place.firstNs();
    }

    long lastNs() {
        return place.lastNs();
    }

    /** Whether a message of such a stream may be inside. */
    boolean mayHold(Predicate<StreamKey> wanted) {
        if (place.indexOffsets().isEmpty()) return true;
        for (int id : place.indexOffsets().keySet()) {
            StreamKey key = keys.get(id);
            if (key != null && wanted.test(key)) return true;
        }
        return false;
    }

    boolean isPicturesOnly() {
        return !mayHold(key -> key.kind() != StreamKind.IMG);
    }

    /** The messages wanted, in order of receipt. */
    List<RecordedMessage> messages(Predicate<StreamKey> wanted) throws IOException {
        List<RecordedMessage> messages = new ArrayList<>();
        boolean[] disorder = new boolean[1];
        long[] last = {Long.MIN_VALUE};
        reader.read(place, m -> {
            StreamKey key = keys.get(m.channel().id());
            if (key == null || !wanted.test(key)) return;
            disorder[0] |= m.logTimeNs() < last[0];
            last[0] = m.logTimeNs();
            messages.add(new RecordedMessage(key, m.logTimeNs(), m.publishTimeNs(), UnsafeByteOperations.unsafeWrap(m
                    .data())));
        });
        if (disorder[0]) messages.sort(Comparator.comparingLong(RecordedMessage::logNs));
        return messages;
    }
}
