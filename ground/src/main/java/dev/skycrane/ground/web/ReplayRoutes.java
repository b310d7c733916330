package dev.skycrane.ground.web;

import dev.skycrane.ground.replay.Playback;
import dev.skycrane.ground.replay.ReplayState;
import dev.skycrane.proto.InputException;
import java.util.List;

/** Steering a replay. */
final class ReplayRoutes {
    private static final int MAX_STEPS = 10_000;

    private final Playback playback;

    private ReplayRoutes(Playback playback) {
        this.playback = playback;
    }

    @Doc("How the replay stands.")
    record Replay(@Doc("playing, paused or ended") String state, double positionT, double startT, double endT,
            @Doc("times real time, 0 as fast as it goes") double speedAsked, double speedAchieved, double behindS,
            boolean loop, @Doc("time of the last seek to its first data") double seekMs,
            @Doc("histories are complete") boolean indexed, List<String> files) {}

    @Doc("What to do.")
    record Steering(@Doc("play, pause, toggle, seek, speed, loop or step") String action, @Doc("seek") Double toT,
            @Doc("speed: 0.1 to 1000, or 0 for max") Double speed, @Doc("loop") Boolean on,
            @Doc("step: tick or image") String unit, @Doc("step: which camera, null for any") String camera,
            @Doc("step: how many, negative for back") Integer count) {}

    static List<Route> routes(Playback playback) {
        ReplayRoutes r = new ReplayRoutes(playback);
        return List.of(Route.get("/api/replay", "How the replay stands; only in a replay.", Replay.class, call -> r
                .state()), Route.post("/api/replay", "Steers the replay.", Steering.class, Replay.class, r::steer));
    }

    private Replay state() {
        ReplayState s = playback.state();
        return new Replay(s.state(), s.positionNs() / 1e9, s.startNs() / 1e9, s.endNs() / 1e9, s.speedAsked(), s
                .speedAchieved(), s.behindNs() / 1e9, s.loop(), s.seekMs(), playback.isReadAhead(), s.files());
    }

    private Object steer(Call call) {
        Steering s = call.body(Steering.class);
        switch (String.valueOf(s.action())) {
            case "play" -> playback.play();
            case "pause" -> playback.pause();
            case "toggle" -> {
                if (playback.state().state().equals("playing")) {
                    playback.pause();
                } else {
                    playback.play();
                }
            }
            case "seek" -> playback.seek(Math.round(need("toT", s.toT()) * 1e9));
            case "speed" -> playback.speed(need("speed", s.speed()));
            case "loop" -> playback.loop(need("on", s.on()));
            case "step" -> step(s);
            default -> throw InputException.of("replay", "action", s.action(),
                    "play, pause, toggle, seek, speed, loop or step");
        }
        return state();
    }

    private void step(Steering s) {
        int count = s.count() == null ? 1 : s.count();
        if (count == 0 || Math.abs((long) count) > MAX_STEPS)
            throw InputException.of("replay", "count", count, "1 to " + MAX_STEPS + ", or as much back");
        if ("image".equals(s.unit())) {
            playback.stepImages(count, s.camera());
        } else if (s.unit() == null || s.unit().equals("tick")) {
            playback.stepTicks(count);
        } else {
            throw InputException.of("replay", "unit", s.unit(), "tick or image");
        }
    }

    private static <T> T need(String name, T value) {
        if (value == null) throw InputException.of("replay", name, "null", "a value");
        return value;
    }
}
