package dev.skycrane.ground.replay;

import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Messages of a run in order of receipt; chunks that overlap in time are merged. Reads a chunk when its time has come. One thread. */
final class MessageStream {
    private static final class Open {
        private final Iterator<RecordedMessage> rest;
        private RecordedMessage next;

        Open(List<RecordedMessage> messages) {
            rest = messages.iterator();
            next = rest.next();
        }
    }

    private final List<RecordedChunk> chunks;
    private final Predicate<StreamKey> wanted;
    private final long fromNs;
    /** Received at the same time: telemetry before pictures. */
    private final PriorityQueue<Open> open = new PriorityQueue<>(Comparator.<Open>comparingLong(o -> o.next.logNs())
            .thenComparing(o -> o.next.key().kind() == StreamKind.IMG));
    private int nextChunk;
    private long damages;

    /** @param chunks in order of their first message @param fromNs messages received earlier are passed over */
    MessageStream(List<RecordedChunk> chunks, long fromNs, Predicate<StreamKey> wanted) {
        this.chunks = chunks;
        this.fromNs = fromNs;
        this.wanted = wanted;
    }

    /** @return null at the end; the same again until {@link #take} */
    RecordedMessage peek() throws IOException {
        while (true) {
            while (nextChunk < chunks.size() && (open.isEmpty() || chunks.get(nextChunk).firstNs() <= open
                    .peek().next.logNs()))
                open(chunks.get(nextChunk++));
            Open first = open.peek();
            if (first == null) return null;
            if (first.next.logNs() >= fromNs) return first.next;
            advance();
        }
    }

    /** The next message; null at the end. */
    RecordedMessage take() throws IOException {
        RecordedMessage message = peek();
        if (message != null) advance();
        return message;
    }

    private void advance() {
        Open first = open.poll();
        if (!first.rest.hasNext()) return;
        first.next = first.rest.next();
        open.add(first);
    }

    private void open(RecordedChunk chunk) throws IOException {
        if (chunk.lastNs() < fromNs || !chunk.mayHold(wanted)) return;
        try {
            List<RecordedMessage> messages = chunk.messages(wanted);
            if (!messages.isEmpty()) open.add(new Open(messages));
        } catch (dev.skycrane.proto.mcap.McapException e) {
            damages++;
        }
    }

    /** Chunks that could not be read and were passed over. */
    long damages() {
        return damages;
    }
}
