package dev.skycrane.ground.web;

import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happened, and what was said of it. */
final class EventRoutes {
    private static final Route.Param TRACK = Route.param("track", "id of the track, default the first");
    private static final Route.Param FROM = Route.param("from", "on-board seconds, default the beginning");
    private static final Route.Param TO = Route.param("to", "on-board seconds, inclusive, default now");
    private static final int MAX_EVENTS = 100_000;

    private EventRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/api/events", "Events in order of on-board time.", Answers.Events.class, EventRoutes::events,
                        FROM, TO, Route.param("severity", "least severity wanted, default DEBUG"), Route.param("limit",
                                "most events, default 1000"),
                        Route.param("order", "desc keeps the newest; the answer is ascending always"), TRACK)
                        .packed(Packed::events),
                Route.get("/api/callouts", "What the announcer said.", Answers.CallOuts.class, EventRoutes::callOuts,
                        FROM, TO, TRACK));
    }

    private static Object events(Call call) {
        Track track = call.track();
        int limit = call.whole("limit", 1000, MAX_EVENTS);
        List<StationEvent> found = new ArrayList<>(track.events().select(call.fromNs(), call.toNs(track), severity(call
                .text("severity", "DEBUG")), limit + 1, call.newest()));
        boolean truncated = found.size() > limit;
        if (truncated) found.remove(call.newest() ? 0 : limit);
        return new Answers.Events(track.id(), truncated, found.stream().map(e -> Words.event(track, e)).toList());
    }

    private static Severity severity(String name) {
        for (Severity s : Severity.values())
            if (s.name().equals(name)) return s;
        throw InputException.of("query", "severity", name, "DEBUG, ACTIVITY_LO, ACTIVITY_HI, COMMAND, WARNING_LO, "
                + "WARNING_HI or FATAL");
    }

    private static Object callOuts(Call call) {
        Track track = call.track();
        List<Answers.CallOut> said = track.events().select(call.fromNs(), call.toNs(track), Severity.DEBUG, MAX_EVENTS,
                false).stream().filter(e -> !e.callOut().isEmpty()).map(e -> new Answers.CallOut(
                        Times.seconds(e
                                .onboardNs()),
                        e.callOut(), e.severity().name()))
                .toList();
        return new Answers.CallOuts(track.id(), Collections.unmodifiableList(said));
    }
}
