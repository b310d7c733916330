package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.proto.dictionary.Dictionary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The events of the mission's ordering (dossier section 9), each at its first time, with the truth of that tick. Which
 * events belong to the ordering, and their names, stand in the dictionary: those with a report name, in order of code.
 */
final class MissionEvents {
    private final Map<EventId, String> names = new EnumMap<>(EventId.class);
    private final Map<EventId, LandingReport.Event> first = new EnumMap<>(EventId.class);
    private final List<LandingReport.Event> bankReversals = new ArrayList<>();

    MissionEvents() {
        for (EventId id : EventId.values()) {
            String name = Dictionary.standard().event(id.code()).reportName();
            if (!name.isEmpty()) names.put(id, name);
        }
    }

    void observe(EventBuffer events, Truth truth) {
        for (int i = 0; i < events.size(); i++) {
            EventId id = events.id(i);
            String name = names.get(id);
            if (name == null) continue;
            LandingReport.Event event = new LandingReport.Event(name, Tick.toSeconds(truth.tick), truth.altitudeAglM,
                    truth.vMcmfMps.norm(), truth.mach);
            first.putIfAbsent(id, event);
            if (id == EventId.BANK_REVERSAL) bankReversals.add(event);
        }
    }

    boolean has(EventId id) {
        return first.containsKey(id);
    }

    /** Time of the first such event, s; NaN if it has not happened. */
    double timeS(EventId id) {
        LandingReport.Event event = first.get(id);
        return event == null ? Double.NaN : event.timeS();
    }

    /** True height above ground at the first such event, m; NaN if it has not happened. */
    double altitudeAglM(EventId id) {
        LandingReport.Event event = first.get(id);
        return event == null ? Double.NaN : event.altitudeAglM();
    }

    /** True speed at the first such event, m/s; NaN if it has not happened. */
    double speedMps(EventId id) {
        LandingReport.Event event = first.get(id);
        return event == null ? Double.NaN : event.speedMps();
    }

    /** In order of time; of the same tick, in flown order. */
    List<LandingReport.Event> ordered() {
        List<LandingReport.Event> events = new ArrayList<>(first.values());
        events.sort((a, b) -> Double.compare(a.timeS(), b.timeS()));
        return events;
    }

    /** Whether every event of the ordering has happened, in the ordering. */
    boolean completeAndInOrder() {
        return ordered().stream().map(LandingReport.Event::name).toList().equals(List.copyOf(names.values()));
    }

    List<LandingReport.Event> bankReversals() {
        return List.copyOf(bankReversals);
    }
}
