package dev.skycrane.ground.web;

import dev.skycrane.ground.station.Track;
import java.util.List;

/** Alarms, and what people do about them. */
final class AlarmRoutes {
    private AlarmRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/api/alarms", "Every alarm of the run, those that are over too.", Answers.Alarms.class,
                        AlarmRoutes::alarms, Route.param("track", "id of the track, default the first")),
                Route.post("/api/alarms/{id}/acknowledge", "Take note of an alarm; author and comment are wanted.",
                        Answers.AlarmNote.class, Answers.AlarmState.class, AlarmRoutes::acknowledge),
                Route.post("/api/alarms/{id}/shelve", "Put an alarm aside for some seconds.", Answers.AlarmNote.class,
                        Answers.AlarmState.class, AlarmRoutes::shelve),
                Route.post("/api/alarms/{id}/unshelve", "Bring an alarm back.", Answers.AlarmNote.class,
                        Answers.AlarmState.class, AlarmRoutes::unshelve));
    }

    private static Object alarms(Call call) {
        Track track = call.track();
        return new Answers.Alarms(track.id(), track.alarms().alarms().stream().map(a -> Words.alarm(track, a))
                .toList());
    }

    private static Object acknowledge(Call call) {
        Track track = call.track();
        Answers.AlarmNote note = call.body(Answers.AlarmNote.class);
        return Words.alarm(track, track.alarms().acknowledge(call.path("id"), note.author(), note.comment()));
    }

    private static Object shelve(Call call) {
        Track track = call.track();
        Answers.AlarmNote note = call.body(Answers.AlarmNote.class);
        if (note.seconds() < 1)
            throw dev.skycrane.proto.InputException.of("alarm", "seconds", note.seconds(),
                    "1 or more");
        return Words.alarm(track, track.alarms().shelve(call.path("id"), note.author(), note.comment(), note
                .seconds()));
    }

    private static Object unshelve(Call call) {
        Track track = call.track();
        Answers.AlarmNote note = call.body(Answers.AlarmNote.class);
        return Words.alarm(track, track.alarms().shelve(call.path("id"), note.author(), note.comment(), 0));
    }
}
