package dev.skycrane.hil.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.link.SegmentReport;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code hil bus} shows: segments, rates, windows, outboxes and gaps, as lines of text. Called by the link's thread and the terminal's. */
final class BusView implements FrameListener {
    private UmbilicalStatus status = UmbilicalStatus.getDefaultInstance();
    private final long[] frames = new long[SegmentId.values().length];
    private final long[] bytes = new long[SegmentId.values().length];
    private final long[] framesBefore = new long[frames.length];
    private final long[] bytesBefore = new long[frames.length];
    private long run;

    @Override
    public synchronized void onRun(long runId) {
        run = runId;
        status = UmbilicalStatus.getDefaultInstance();
    }

    @Override
    public synchronized void onFrame(ReceivedFrame frame) {
        int i = frame.key().segment().ordinal();
        frames[i]++;
        bytes[i] += frame.bytes().length;
        if (frame.key().kind() != StreamKind.TM || !frame.key().stream().equals(StreamKey.UMBILICAL)) return;
        try {
            status = UmbilicalStatus.parseFrom(frame.frame().getPayload());
        } catch (InvalidProtocolBufferException e) {
            // counted as malformed by the link
        }
    }

    /** The table now; rates since the last call. */
    synchronized List<String> lines(LinkReport report, double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add(run == 0
                ? "no vehicle heard yet"
                : String.format(Locale.ROOT, "run %016x%s", run,
                        status.getLast() ? ", ended" : ""));
        lines.add(
                String.format("%-10s %-5s %9s %8s %12s %9s %9s %9s %8s %7s %6s", "segment", "link", "frames/s", "MB/s",
                        "window", "queued", "memory", "spool", "again", "gaps", "stale"));
        for (SegmentStatus s : status.getSegmentsList())
            lines.add(line(s, report.segments().get(s.getSegment()), seconds));
        for (SegmentStatus s : status.getSegmentsList())
            for (DropCount drop : s.getDropsList())
                lines.add(String.format(Locale.ROOT, "  %s.%s %,d", name(s.getSegment()), drop.getName(),
                        drop.getCount()));
        if (status.getRingDrops() > 0) lines.add("  ticks not fetched in time " + status.getRingDrops());
        return lines;
    }

    private String line(SegmentStatus s, SegmentReport r, double seconds) {
        int i = s.getSegment().ordinal();
        double frameRate = (frames[i] - framesBefore[i]) / seconds;
        double byteRate = (bytes[i] - bytesBefore[i]) / seconds;
        framesBefore[i] = frames[i];
        bytesBefore[i] = bytes[i];
        long gaps = r == null ? 0 : r.framesLost();
        return String.format(Locale.ROOT, "%-10s %-5s %9.0f %8.2f %12s %9d %6d MB %6d MB %8d %7d %6d",
                name(s.getSegment()), s.getCut() ? "cut" : s.getUp() ? "up" : "DOWN", frameRate, byteRate / 1e6,
                s.getFramesUnacknowledged() + "/" + s.getWindowFrames(), s.getFramesQueued(), s.getMemoryBytes() >> 20,
                s.getSpoolBytes() >> 20, s.getFramesResent(), gaps, r == null ? 0 : r.stale());
    }

    private static String name(SegmentId id) {
        return id.name().toLowerCase(Locale.ROOT);
    }
}
