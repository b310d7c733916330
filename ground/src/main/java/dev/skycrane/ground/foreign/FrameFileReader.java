package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.FrameCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a file of frames from front to back. A frame is good when its check is right; where frames have none, when version, spacecraft and
 * sync marker are the file's. Behind bytes that are no frame the next ones are looked for byte by byte.
 */
final class FrameFileReader {
    /** Frames that the commonest spacecraft are counted over, and the share that makes one of them known. */
    private static final int CENSUS_FRAMES = 4096;
    private static final double CENSUS_SHARE = 0.02;
    /** Frames without a check that must follow each other to be believed behind damage. */
    private static final int CONFIRMED = 3;
    /** More channels than that are noise; frames of others are only counted. */
    private static final int MAX_CHANNELS = 4096;

    private final FileWindow file;
    private final FrameLayout layout;
    private final DamageLog damages;
    private final Set<Integer> spacecraft = new HashSet<>();
    private final Map<Integer, ChannelAccount> channels = new TreeMap<>();
    private long good;
    private long unlisted;

    FrameFileReader(FileWindow file, FrameLayout layout, DamageLog damages) {
        this.file = file;
        this.layout = layout;
        this.damages = damages;
    }

    void read(Pieces pieces) throws IOException {
        census();
        int stride = layout.stride();
        long at = 0;
        while (file.holds(at, stride)) {
            String wrong = fault(at);
            if (wrong == null) {
                take(at, pieces);
                at += stride;
            } else if (!file.holds(at + stride, stride) || isFrame(at + stride)) {
                damages.add(new Damage(at, stride, at / stride, wrong));
                at += stride;
            } else {
                at = skip(at);
            }
        }
        if (at < file.size()) damages.add(new Damage(at, file.size() - at, -1, "cut off"));
        channels.values().forEach(ChannelAccount::finish);
    }

    /** Which spacecraft the file is of. */
    private void census() throws IOException {
        Map<Integer, Integer> counts = new HashMap<>();
        int n = (int) Math.min(CENSUS_FRAMES, file.size() / layout.stride());
        for (int i = 0; i < n; i++) {
            ByteBuffer frame = frame((long) i * layout.stride());
            FrameHeader h = FrameHeader.of(frame, layout);
            if (h.version() == layout.kind().version()) counts.merge(h.spacecraft(), 1, Integer::sum);
        }
        counts.forEach((id, count) -> {
            if (count > CENSUS_SHARE * n) spacecraft.add(id);
        });
    }

    private ByteBuffer frame(long at) throws IOException {
        return file.at(at + layout.stride() - layout.length(), layout.length());
    }

    /** What is wrong with the frame at {@code at}, or null. */
    private String fault(long at) throws IOException {
        if (layout.syncMarker() && file.at(at, FrameLayout.SYNC_BYTES).getInt(0) != FrameLayout.SYNC_MARKER)
            return "sync marker";
        ByteBuffer frame = frame(at);
        FrameHeader header = FrameHeader.of(frame, layout);
        boolean known = header.version() == layout.kind().version() && spacecraft.contains(header.spacecraft());
        if (layout.check()) {
            if (FrameCheck.crc(frame, 0, layout.length()) == 0)
                return header.version() == layout.kind().version() ? null : "header";
            return known ? "frame check" : "header";
        }
        return known ? null : "header";
    }

    /** Whether what stands there at least begins like a frame. */
    private boolean isFrame(long at) throws IOException {
        String wrong = fault(at);
        return wrong == null || wrong.equals("frame check");
    }

    private void take(long at, Pieces pieces) throws IOException {
        pieces.take(file.at(at, layout.stride()));
        ByteBuffer frame = frame(at);
        FrameHeader header = FrameHeader.of(frame, layout);
        good++;
        int key = header.spacecraft() << 6 | header.channel();
        ChannelAccount account = channels.get(key);
        if (account == null && channels.size() < MAX_CHANNELS) {
            account = new ChannelAccount(header.spacecraft(), header.channel(), layout);
            channels.put(key, account);
        }
        if (account == null) {
            unlisted++;
        } else {
            account.take(frame, header);
        }
    }

    /** Bytes that are no frame, up to the next one. @return where it begins, or the end of the file */
    private long skip(long from) throws IOException {
        long at = from + 1;
        while (file.holds(at, layout.stride()) && !isConfirmed(at))
            at++;
        long to = file.holds(at, layout.stride()) ? at : file.size();
        if (to < file.size() && (to - from) % layout.stride() == 0) {
            for (long i = from; i < to; i += layout.stride()) {
                String wrong = fault(i);
                // good where it stands, though nothing behind it confirmed it
                if (wrong == null) return i;
                damages.add(new Damage(i, layout.stride(), i / layout.stride(), wrong));
            }
        } else {
            damages.add(new Damage(from, to - from, -1, "no frame"));
        }
        return to;
    }

    private boolean isConfirmed(long at) throws IOException {
        if (!mayBegin(at) || fault(at) != null) return false;
        // one of 65536 places has a right check by chance
        if (layout.check()) return spacecraft.contains(FrameHeader.of(frame(at), layout).spacecraft());
        for (int i = 1; i < CONFIRMED; i++) {
            long next = at + (long) i * layout.stride();
            if (!file.holds(next, layout.stride())) return next == file.size();
            if (fault(next) != null) return false;
        }
        return true;
    }

    /** The two first bytes say whether it is worth looking further. */
    private boolean mayBegin(long at) throws IOException {
        return (file.at(at + layout.stride() - layout.length(), 1).get(0) >> 6 & 3) == layout.kind().version();
    }

    /** Good frames. */
    long good() {
        return good;
    }

    /** Good frames of channels that have no account, because there are too many. */
    long unlisted() {
        return unlisted;
    }

    Collection<ChannelAccount> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }
}
