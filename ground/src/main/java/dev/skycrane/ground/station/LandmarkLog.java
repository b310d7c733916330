package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.LandmarkMatches;
import java.util.LinkedHashMap;
import java.util.Map;

/** What localisation matched, by camera and exposure; the newest thousand frames. Any thread. */
public final class LandmarkLog {
    private static final int MAX_FRAMES = 1000;
    private static final int MAX_LANDMARKS = 10_000;

    private record Frame(String camera, long exposureTick) {}

    private record Entry(LandmarkMatches matches, long availableNs) {}

    private final Map<Frame, Entry> frames = new LinkedHashMap<>();

    /** Whether all its lists are of one length, and that not absurd. */
    static boolean isSound(LandmarkMatches m) {
        int n = m.getUCount();
        return n <= MAX_LANDMARKS && m.getVCount() == n && m.getResidualUCount() == n && m.getResidualVCount() == n
                && m.getEastMCount() == n && m.getNorthMCount() == n && m.getKeptCount() == n;
    }

    /** @param clockNs newest on-board time heard of so far */
    synchronized void add(LandmarkMatches m, long clockNs) {
        frames.putIfAbsent(new Frame(m.getCamera(), m.getExposureTick()), new Entry(m, clockNs));
        if (frames.size() > MAX_FRAMES) {
            var oldest = frames.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** @return null when nothing is known at {@code clockNs} of a frame exposed at that tick */
    public synchronized LandmarkMatches find(String camera, long exposureTick, long clockNs) {
        Entry e = frames.get(new Frame(camera, exposureTick));
        return e == null || e.availableNs() > clockNs ? null : e.matches();
    }
}
