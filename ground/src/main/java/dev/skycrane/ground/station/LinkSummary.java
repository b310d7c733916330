package dev.skycrane.ground.station;

import dev.skycrane.ground.link.ImageReport;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.SegmentReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A link's account in lines for people. */
public final class LinkSummary {
    private LinkSummary() {}

    /** One line per segment and camera that had anything to say; empty for a link that heard nothing. */
    public static List<String> lines(LinkReport report) {
        List<String> lines = new ArrayList<>();
        report.segments().forEach((id, s) -> {
            if (s.framesReceived() + s.framesSent() > 0)
                lines.add(String.format(Locale.ROOT, "%-10s %s", id.name().toLowerCase(Locale.ROOT), segment(s)));
        });
        report.images().forEach((camera, i) -> lines.add(String.format(Locale.ROOT, "%-10s %s", camera, images(i))));
        report.drops().forEach((name, count) -> lines.add(name + " " + count));
        if (report.otherRun() > 0) lines.add("frames of other runs " + report.otherRun());
        if (report.unknown() > 0) lines.add("messages that are no frames " + report.unknown());
        if (report.listenerErrors() > 0) lines.add("failures of listeners " + report.listenerErrors());
        return lines;
    }

    private static String segment(SegmentReport s) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d frames, %,.1f MB received",
                s.framesReceived(), s.bytesReceived() / 1e6));
        if (s.cut()) {
            text.append(String.format(Locale.ROOT, ", cut at E+%.2f s: %,d under way, %,d not sent",
                    StatusLine.seconds(s.cutTick()), s.framesCut(), s.framesQueuedAtCut()));
        }
        append(text, "lost", s.framesLost());
        append(text, "before listening", s.beforeJoin());
        append(text, "twice", s.duplicates());
        append(text, "wrong checksums", s.crcErrors());
        append(text, "malformed", s.malformed());
        append(text, "refused after the cut", s.stale());
        append(text, "connection lost unexpectedly", s.unexpectedLosses());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, long count) {
        if (count > 0) text.append(", ").append(name).append(' ').append(count);
    }

    private static String images(ImageReport i) {
        return String.format(Locale.ROOT, "%,d pictures, %,d complete, %,d cut off, %,d lost", i.taken(),
                i.complete(), i.cutBySeparation(), i.lost());
    }
}
