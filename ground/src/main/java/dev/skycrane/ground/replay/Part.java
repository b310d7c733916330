package dev.skycrane.ground.replay;

import dev.skycrane.ground.station.Track;
import java.io.IOException;

/** One recording on the timeline: where its playing stands. Belongs to the playing thread. */
final class Part {
    private final Recording recording;
    private final Track track;
    private final ClockTable table = new ClockTable();
    private MessageStream stream;
    private long clockNs = Long.MIN_VALUE;

    Part(Recording recording, Track track) {
        this.recording = recording;
        this.track = track;
    }

    Recording recording() {
        return recording;
    }

    Track track() {
        return track;
    }

    /** Filled by the reading ahead. */
    ClockTable table() {
        return table;
    }

    /** On-board time at which the next frame happens; {@code Long.MAX_VALUE} at the end. */
    long nextNs() throws IOException {
        RecordedMessage next = stream.peek();
        if (next == null) return Long.MAX_VALUE;
        return next.hasTime() ? Math.max(clockNs, Math.min(next.onboardNs(), recording.endNs())) : clockNs;
    }

    /** Lets the next frame happen. @return whether it was a packet of telemetry */
    boolean play() throws IOException {
        clockNs = nextNs();
        RecordedMessage m = stream.take();
        track.happen(m.key(), m.payload(), m.onboardNs(), m.logNs());
        return m.isTelemetry();
    }

    /** Everything up to {@code toNs} has happened; the packet of then is shown. */
    void seek(long toNs, String reason) throws IOException {
        long log = table.logBefore(toNs);
        stream = recording.stream(log >= 0 ? log : recording.logAfter(toNs), key -> true);
        for (RecordedMessage m = stream.peek(); m != null; m = stream.peek()) {
            if (m.hasTime() && m.onboardNs() > toNs) break;
            stream.take();
        }
        clockNs = toNs;
        track.rewind(toNs, reason);
        RecordedMessage then = recording.lastAt(toNs);
        if (then != null) track.happen(then.key(), then.payload(), then.onboardNs(), then.logNs());
    }

    /** After {@link #seek}: alarms become what they were then. */
    void recheck(long toNs) {
        track.recheck(toNs);
    }
}
