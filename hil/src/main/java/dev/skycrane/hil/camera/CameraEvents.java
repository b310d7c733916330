package dev.skycrane.hil.camera;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to a camera, in order. Everything is counted; of what happens again and again, one a second is told, with the number of those
 * that were not. At most {@value #MAX_KEPT} are kept.
 *
 * <p>May be used by several threads.
 */
public final class CameraEvents {
    /** Told at most. */
    public static final int MAX_KEPT = 2000;
    private static final long PAUSE_NS = 1_000_000_000L;

    private final List<CameraEvent> events = new ArrayList<>();
    private final Map<CameraEvent.Kind, Long> counts = new EnumMap<>(CameraEvent.Kind.class);
    private final Map<CameraEvent.Kind, CameraEvent> last = new EnumMap<>(CameraEvent.Kind.class);
    private final Map<CameraEvent.Kind, Long> unsaid = new EnumMap<>(CameraEvent.Kind.class);

    /** It happened. */
    public synchronized void note(CameraEvent.Kind kind, String detail, long timeNs) {
        counts.merge(kind, 1L, Long::sum);
        CameraEvent before = last.get(kind);
        if (before != null && timeNs - before.timeNs() < PAUSE_NS || events.size() >= MAX_KEPT) {
            unsaid.merge(kind, 1L, Long::sum);
            return;
        }
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

    /** Those told, after the first so many. */
    public synchronized List<CameraEvent> after(int first) {
        return List.copyOf(events.subList(Math.min(first, events.size()), events.size()));
    }
}
