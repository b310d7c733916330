package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.FrameCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finds out from the first frames of a file how its frames are built. */
final class FrameLayoutProbe {
    /** Lengths that are looked for; longer frames must be asked for. */
    private static final int LONGEST = 2048;
    private static final int FRAMES = 400;
    private static final int FIRST_FRAMES = 4;
    /** A virtual channel's next count may be this much further. */
    private static final int MAX_STEP = 8;
    private static final double LEAST_SCORE = 0.7;
    /** Frames that chance does not make look alike. */
    private static final int LEAST_FRAMES = 3;
    private static final double CHECKED_SHARE = 0.1;
    private static final int[] INSERT_BYTES = {0, 2};

    private final FileWindow file;
    private final ForeignHints hints;
    /** Frames by spacecraft, and last count by virtual channel, of the length being tried. */
    private final int[] spacecraft = new int[1024];
    private final int[] last = new int[64];

    FrameLayoutProbe(FileWindow file, ForeignHints hints) {
        this.file = file;
        this.hints = hints;
    }

    /** @return null for a file that does not look like frames */
    FrameLayout find() throws IOException {
        boolean marked = file.holds(0, FrameLayout.SYNC_BYTES)
                && file.at(0, FrameLayout.SYNC_BYTES).getInt(0) == FrameLayout.SYNC_MARKER;
        FrameLayout best = null;
        double bestScore = hints.frameLength() > 0 && hints.kind() != null ? -1 : LEAST_SCORE;
        int from = hints.frameLength() > 0 ? hints.frameLength() : FrameLayout.MIN_LENGTH;
        int to = hints.frameLength() > 0 ? hints.frameLength() : LONGEST;
        for (int length = from; length <= to; length++) {
            for (FrameKind kind : FrameKind.values()) {
                if (hints.kind() != null && hints.kind() != kind) continue;
                FrameLayout layout = new FrameLayout(kind, length, marked, hints.insertBytes(0),
                        FrameLayout.Zone.OPAQUE, hints.ocf(), false);
                // damage further on must not hide how the file begins
                int first = kind == FrameKind.TM ? 2 * FIRST_FRAMES : FIRST_FRAMES;
                double score = Math.max(score(layout, FRAMES), score(layout, first));
                // a multiple of the length scores as well
                if (score > bestScore + 0.05 || best == null && score >= bestScore) {
                    best = layout;
                    bestScore = score;
                }
            }
        }
        return best == null ? null : withZone(withCheck(best));
    }

    private int frames(FrameLayout layout) {
        return (int) Math.min(FRAMES, file.size() / layout.stride());
    }

    private ByteBuffer frame(FrameLayout layout, int i) throws IOException {
        return file.at((long) i * layout.stride() + layout.stride() - layout.length(), layout.length());
    }

    /** Share of frames of the commonest spacecraft, times share of frames whose count goes on where their channel's stood. */
    private double score(FrameLayout layout, int limit) throws IOException {
        int n = Math.min(limit, frames(layout));
        if (n < (layout.kind() == FrameKind.TM ? 2 * LEAST_FRAMES : LEAST_FRAMES)) return 0;
        Arrays.fill(spacecraft, 0);
        Arrays.fill(last, -1);
        int most = 0;
        int steps = 0;
        int goodSteps = 0;
        for (int i = 0; i < n; i++) {
            FrameHeader h = FrameHeader.of(frame(layout, i), layout);
            if (h.version() != layout.kind().version()) continue;
            most = Math.max(most, ++spacecraft[h.spacecraft()]);
            if (last[h.channel()] >= 0) {
                int step = Math.floorMod(h.count() - last[h.channel()], layout.kind().countModulo());
                steps++;
                if (step > 0 && step <= MAX_STEP) goodSteps++;
            }
            last[h.channel()] = h.count();
        }
        return steps == 0 ? 0 : (double) most / n * goodSteps / steps;
    }

    private FrameLayout withCheck(FrameLayout layout) throws IOException {
        int n = frames(layout);
        int good = 0;
        for (int i = 0; i < n; i++)
            if (FrameCheck.crc(frame(layout, i), 0, layout.length()) == 0) good++;
        boolean check = hints.check() != null ? hints.check() : good > CHECKED_SHARE * n;
        return new FrameLayout(layout.kind(), layout.length(), layout.syncMarker(), layout.insertBytes(), layout
                .zone(), layout.ocf(), check);
    }

    private FrameLayout withZone(FrameLayout layout) throws IOException {
        FrameLayout best = layout;
        int bestScore = 0;
        int[] inserts = hints.insertBytes() >= 0 ? new int[]{hints.insertBytes()} : INSERT_BYTES;
        for (int insert : inserts) {
            for (FrameLayout.Zone zone : new FrameLayout.Zone[]{FrameLayout.Zone.POINTER, FrameLayout.Zone.ALIGNED}) {
                FrameLayout tried = new FrameLayout(layout.kind(), layout.length(), layout.syncMarker(), insert,
                        zone, layout.ocf(), layout.check());
                int score = packetScore(tried);
                if (score > bestScore) {
                    best = tried;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /** Frames in which packets stand where they should, less those in which something else does. */
    private int packetScore(FrameLayout layout) throws IOException {
        int n = frames(layout);
        int score = 0;
        for (int i = 0; i < n; i++) {
            ByteBuffer frame = frame(layout, i);
            FrameHeader h = FrameHeader.of(frame, layout);
            if (h.version() != layout.kind().version() || h.channel() == layout.kind().idleChannel()) continue;
            if (layout.check() && FrameCheck.crc(frame, 0, layout.length()) != 0) continue;
            score += packets(frame, h, layout.zone());
        }
        return score;
    }

    private static int packets(ByteBuffer frame, FrameHeader h, FrameLayout.Zone zone) {
        int at = h.dataStart();
        if (zone == FrameLayout.Zone.POINTER) {
            if (h.pointer() == FrameHeader.NO_START || h.pointer() == FrameHeader.IDLE) return 0;
            at += h.pointer();
        }
        if (h.pointer() < 0 == (zone == FrameLayout.Zone.POINTER) || at >= h.dataEnd()) return -1;
        while (at < h.dataEnd()) {
            int length = PacketLength.of(frame, at, h.dataEnd() - at);
            if (length == PacketLength.BAD) return -1;
            if (length == PacketLength.UNKNOWN_YET) return 1;
            // an aligned packet lies in its frame whole
            if (zone == FrameLayout.Zone.ALIGNED && at + length > h.dataEnd()) return -1;
            at += length;
        }
        return 1;
    }
}
