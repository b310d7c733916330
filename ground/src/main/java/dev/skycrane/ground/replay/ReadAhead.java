package dev.skycrane.ground.replay;

import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Reads whole recordings once for their histories: telemetry and events first, which are small, then the pictures' descriptions. */
final class ReadAhead implements Runnable {
    private final List<Part> parts;
    private volatile boolean stop;
    private volatile boolean done;
    private volatile long unreadable;

    ReadAhead(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    public void run() {
        try {
            for (Part part : parts)
                read(part, key -> key.kind() != StreamKind.IMG);
            for (Part part : parts)
                read(part, key -> key.kind() == StreamKind.IMG);
            done = true;
        } catch (IOException e) {
            // the file has gone or become shorter; what has been read stays
            unreadable++;
        }
    }

    private void read(Part part, Predicate<dev.skycrane.proto.frame.StreamKey> wanted) throws IOException {
        MessageStream stream = part.recording().stream(Long.MIN_VALUE, wanted);
        for (RecordedMessage m = stream.take(); m != null && !stop; m = stream.take()) {
            if (m.isTelemetry()) part.table().add(m.onboardNs(), m.logNs());
            part.track().keep(m.key(), m.payload(), m.onboardNs(), m.logNs(), part.table().onboardAt(m.logNs()));
        }
        unreadable += stream.damages();
    }

    void stop() {
        stop = true;
    }

    /** Everything has been read. */
    boolean isDone() {
        return done;
    }

    /** Chunks that could not be read. */
    long unreadable() {
        return unreadable;
    }
}
