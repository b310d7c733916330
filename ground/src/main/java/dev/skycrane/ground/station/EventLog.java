package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Events in order of on-board time. Holds the newest {@value #MAX_EVENTS}; older ones are in the recording. Any thread. */
public final class EventLog {
    private static final int MAX_EVENTS = 200_000;

    private final List<StationEvent> events = new ArrayList<>();
    private long nextId = 1;
    private long forgotten;

    /** @return the event with its number */
    synchronized StationEvent add(StationEvent event) {
        StationEvent numbered = event.withId(nextId++);
        int at = events.size();
        while (at > 0 && events.get(at - 1).onboardNs() > numbered.onboardNs())
            at--;
        events.add(at, numbered);
        if (events.size() > MAX_EVENTS) {
            events.subList(0, MAX_EVENTS / 10).clear();
            forgotten += MAX_EVENTS / 10;
        }
        return numbered;
    }

    /**
     * Events in the closed interval.
     *
     * @param least  severity at least
     * @param newest the last {@code limit} ones, else the first
     */
    public synchronized List<StationEvent> select(long fromNs, long toNs, Severity least, int limit, boolean newest) {
        List<StationEvent> found = new ArrayList<>();
        Predicate<StationEvent> wanted = e -> e.onboardNs() >= fromNs && e.onboardNs() <= toNs
                && e.severity().getNumber() >= least.getNumber();
        int n = events.size();
        for (int i = 0; i < n && found.size() < limit; i++) {
            StationEvent e = events.get(newest ? n - 1 - i : i);
            if (wanted.test(e)) found.add(e);
        }
        if (newest) java.util.Collections.reverse(found);
        return found;
    }

    public synchronized int size() {
        return events.size();
    }

    /** Events no longer held here. */
    public synchronized long forgotten() {
        return forgotten;
    }
}
