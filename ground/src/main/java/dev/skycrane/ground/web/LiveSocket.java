package dev.skycrane.ground.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skycrane.ground.station.Alarm;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.station.TrackListener;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.LandmarkMatches;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * {@code /api/live}: what happens, to all pages that are open. The link's thread only leaves things here; one thread of ours sends rows
 * thirty times a second, the clock four times and the link's state once.
 */
final class LiveSocket implements TrackListener, AutoCloseable {
    private static final long PUSH_MS = 33;
    private static final int PUSHES_PER_CLOCK = 8;
    private static final int PUSHES_PER_LINK = 30;
    private static final int MAX_RATE_HZ = 30;
    private static final int MAX_VIEWERS = 200;

    private final Mission mission;
    private final Supplier<Answers.Status> status;
    private final Supplier<Answers.Link> link;
    private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();
    private final Map<Track, RowRing> rings = new ConcurrentHashMap<>();
    private final AtomicLong droppedRows = new AtomicLong();
    private final ScheduledExecutorService pusher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "web-push");
        t.setDaemon(true);
        return t;
    });
    private long pushes;

    LiveSocket(Mission mission, Supplier<Answers.Status> status, Supplier<Answers.Link> link) {
        this.mission = mission;
        this.status = status;
        this.link = link;
        mission.addListener(this);
        mission.tracks().forEach(this::ring);
        if (mission.commands() != null)
            mission.commands().onChange(e -> tell(null, "command", Map.of("command", CommandRoutes.state(e))));
        pusher.scheduleAtFixedRate(this::push, PUSH_MS, PUSH_MS, TimeUnit.MILLISECONDS);
    }

    void configure(WsConfig ws) {
        ws.onConnect(context -> {
            if (viewers.size() >= MAX_VIEWERS) {
                context.closeSession(1013, "at most " + MAX_VIEWERS + " pages");
                return;
            }
            Viewer viewer = new Viewer((text, left) -> send(context, text, left), context.queryParam("track"),
                    droppedRows::addAndGet);
            viewers.put(context.sessionId(), viewer);
            viewer.greet(message("hello", Map.of("status", status.get())));
        });
        ws.onMessage(context -> {
            Viewer viewer = viewers.get(context.sessionId());
            if (viewer != null) viewer.say(answer(viewer, context.message()));
        });
        ws.onClose(context -> viewers.remove(context.sessionId()));
        ws.onError(context -> viewers.remove(context.sessionId()));
    }

    private void send(WsContext context, String text, Runnable left) {
        context.session.sendText(text, Callback.from(left::run, failed -> viewers.remove(context.sessionId())));
    }

    private String answer(Viewer viewer, String text) {
        try {
            JsonNode message = Json.MAPPER.readTree(text);
            String type = message.path("type").asText();
            List<Integer> places = places(message.path("channels"));
            switch (type) {
                case "subscribe" -> {
                    int rate = message.path("rateHz").asInt(10);
                    if (rate < 1 || rate > MAX_RATE_HZ)
                        throw InputException.of("subscribe", "rateHz", rate, "1 to " + MAX_RATE_HZ);
                    viewer.subscribe(places, message.path("rows").asText("latest").equals("all"), rate);
                }
                case "unsubscribe" -> viewer.unsubscribe(places);
                default -> throw InputException.of("message", "type", type, "subscribe or unsubscribe");
            }
            return subscribed(viewer);
        } catch (IOException | InputException | NotThereException e) {
            return message("error", Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static List<Integer> places(JsonNode names) {
        List<Integer> places = new ArrayList<>();
        for (JsonNode name : names) {
            if (name.asText().equals("*")) {
                for (int i = 0; i < ChannelPlaces.count(); i++)
                    places.add(i);
            } else {
                places.add(ChannelPlaces.of(name.asText()));
            }
        }
        return places;
    }

    /** Where the live rows begin: history up to then, rows from then on, and there is no seam. */
    private String subscribed(Viewer viewer) {
        Map<String, Double> from = new LinkedHashMap<>();
        for (Track track : mission.tracks()) {
            if (!viewer.wants(track)) continue;
            RowRing ring = ring(track);
            from.put(track.id(), Times.seconds(ring.timeBefore(viewer.follow(track, ring))));
        }
        List<String> names = new ArrayList<>();
        for (int place : viewer.places())
            names.add(ChannelPlaces.channel(place).name());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("channels", names);
        fields.put("fromT", from.isEmpty() ? Double.valueOf(Double.NaN) : from.values().iterator().next());
        fields.put("from", from);
        return message("subscribed", fields);
    }

    private RowRing ring(Track track) {
        return rings.computeIfAbsent(track, t -> new RowRing());
    }

    private static String message(String type, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", type);
        all.putAll(fields);
        return Json.text(all);
    }

    /** Says something to every page that wants the track; null: all. */
    void tell(Track track, String type, Map<String, ?> fields) {
        if (viewers.isEmpty()) return;
        String text = message(type, fields);
        for (Viewer viewer : viewers.values())
            if (track == null || viewer.wants(track)) viewer.say(text);
    }

    @Override
    public void onRow(Track track, long onboardNs, long receiptUnixNs, double[] values) {
        ring(track).add(onboardNs, receiptUnixNs, values);
    }

    @Override
    public void onEvent(Track track, StationEvent event) {
        tell(track, "event", Map.of("track", track.id(), "event", Words.event(track, event)));
        if (!event.callOut().isEmpty())
            tell(track, "callOut", Map.of("track", track.id(), "t", Times.seconds(event.onboardNs()), "text", event
                    .callOut(), "severity", event.severity().name()));
    }

    @Override
    public void onImage(Track track, ImageEntry image) {
        tell(track, "image", Map.of("track", track.id(), "image", Words.image(track, image)));
    }

    @Override
    public void onLandmarks(Track track, LandmarkMatches matches) {
        tell(track, "matches", Map.of("track", track.id(), "matches", Words.matches(track, matches)));
    }

    @Override
    public void onAlarm(Track track, Alarm alarm) {
        tell(track, "alarm", Map.of("track", track.id(), "alarm", Words.alarm(track, alarm)));
    }

    @Override
    public void onReset(Track track, String reason) {
        ring(track).clear();
        if (reason.equals("run")) rings.keySet().removeIf(t -> !mission.tracks().contains(t));
        double t = Times.seconds(mission.clock().onboardNs());
        tell(track, "reset", Map.of("track", track.id(), "reason", reason, "t", t));
    }

    private void push() {
        try {
            pushes++;
            if (pushes % PUSHES_PER_CLOCK == 0) tell(null, "clock", Map.of("clock", Words.clock(mission)));
            if (pushes % PUSHES_PER_LINK == 0 && !viewers.isEmpty() && mission.link() != null)
                tell(null, "link", Map.of("segments", link.get().segments()));
            long nowMs = System.nanoTime() / 1_000_000;
            for (Viewer viewer : viewers.values())
                viewer.push(rings, nowMs);
        } catch (RuntimeException e) {
            // one page's trouble must not end the pushing for all
            org.slf4j.LoggerFactory.getLogger(LiveSocket.class).warn("push failed", e);
        }
    }

    int viewers() {
        return viewers.size();
    }

    long droppedRows() {
        return droppedRows.get();
    }

    @Override
    public void close() {
        pusher.shutdownNow();
    }
}
