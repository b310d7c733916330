package dev.skycrane.hil.camera;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to a camera, in order. Everything is counted; what happens again and again is told after pauses that grow from one second to a
 * minute, with the number of those that were not. At most {@value #MAX_KEPT} are kept.
 *
 * <p>May be used by several threads.
 */
public final class CameraEvents {
    /** Told at most. */
    public static final int MAX_KEPT = 2000;
    private static final long FIRST_PAUSE_NS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NS = 64 * FIRST_PAUSE_NS;

    private final List<CameraEvent> events = new ArrayList<>();
    private final Map<CameraEvent.Kind, Long> counts = new EnumMap<>(CameraEvent.Kind.class);
    private final Map<CameraEvent.Kind, CameraEvent> last = new EnumMap<>(CameraEvent.Kind.class);
    private final Map<CameraEvent.Kind, Long> unsaid = new EnumMap<>(CameraEvent.Kind.class);
    private final Map<CameraEvent.Kind, Long> pausesNs = new EnumMap<>(CameraEvent.Kind.class);

    /** It happened. */
    public synchronized void note(CameraEvent.Kind kind, String detail, long timeNs) {
        counts.merge(kind, 1L, Long::sum);
        CameraEvent before = last.get(kind);
        long sinceNs = before == null ? Long.MAX_VALUE : timeNs - before.timeNs();
        long pauseNs = pausesNs.getOrDefault(kind, FIRST_PAUSE_NS);
        if (sinceNs < pauseNs || events.size() >= MAX_KEPT) {
            unsaid.merge(kind, 1L, Long::sum);
            return;
        }
        // what was quiet for as long again is news
        boolean again = unsaid.containsKey(kind) && sinceNs < 2 * pauseNs;
        pausesNs.put(kind, again ? Math.min(2 * pauseNs, LONGEST_PAUSE_NS) : FIRST_PAUSE_NS);
        Long silent = unsaid.remove(kind);
        CameraEvent event = new CameraEvent(timeNs, kind, detail, silent == null ? 0 : silent);
        last.put(kind, event);
        events.add(event);
    }

    /** How often each happened. */
    public synchronized Map<CameraEvent.Kind, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** How often one happened. */
    public synchronized long count(CameraEvent.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many were told so far. */
    public synchronized int told() {
        return events.size();
    }

    /** Those told, after the first so many. */
    public synchronized List<CameraEvent> after(int first) {
        return List.copyOf(events.subList(Math.min(first, events.size()), events.size()));
    }
}
