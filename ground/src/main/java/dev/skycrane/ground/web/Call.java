package dev.skycrane.ground.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** One request and what it asks for. Whatever cannot be understood is an {@link InputException}. */
final class Call {
    static final int MAX_CHANNELS = 1000;

    private final Context context;
    private final Mission mission;

    Call(Context context, Mission mission) {
        this.context = context;
        this.mission = mission;
    }

    Context context() {
        return context;
    }

    /** @throws NotThereException when there is no such track, or none yet */
    Track track() {
        String id = context.queryParam("track");
        List<Track> tracks = mission.tracks();
        if (id == null && !tracks.isEmpty()) return tracks.get(0);
        return tracks.stream().filter(t -> t.id().equals(id)).findFirst()
                .orElseThrow(() -> new NotThereException("track", id, "one of those in /api/status"));
    }

    String path(String name) {
        return context.pathParam(name);
    }

    String text(String name, String absent) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? absent : value;
    }

    int whole(String name, int absent, int most) {
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) return absent;
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) return number;
        } catch (NumberFormatException e) {
            // said below
        }
        throw InputException.of("query", name, value, "a whole number from 1 to " + most);
    }

    /** Begin of the interval asked for, on-board ns. */
    long fromNs() {
        return seconds("from", Long.MIN_VALUE);
    }

    /** End of the interval asked for, on-board ns, never later than what may be shown. */
    long toNs(Track track) {
        return Math.min(seconds("to", Long.MAX_VALUE), track.visibleNs());
    }

    private long seconds(String name, long absent) {
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) return absent;
        try {
            double s = Double.parseDouble(value);
            if (Math.abs(s) < 1e9) return Math.round(s * 1e9);
        } catch (NumberFormatException e) {
            // said below
        }
        throw InputException.of("query", name, value, "on-board seconds");
    }

    /** Whether the newest are wanted. */
    boolean newest() {
        String order = text("order", "asc");
        if (!order.equals("asc") && !order.equals("desc"))
            throw InputException.of("query", "order", order, "asc or desc");
        return order.equals("desc");
    }

    /** Places of the channels named, all for none. */
    List<Integer> channels() {
        String names = context.queryParam("channels");
        List<Integer> found = new ArrayList<>();
        if (names == null || names.isBlank()) {
            for (int i = 0; i < Dictionary.standard().channels().size(); i++)
                found.add(i);
            return found;
        }
        for (String name : names.split(",", MAX_CHANNELS))
            found.add(ChannelPlaces.of(name.strip()));
        return found;
    }

    ChannelType channel(int place) {
        return ChannelPlaces.channel(place);
    }

    /** The body, which must be JSON: a form of another site cannot send that. */
    <T> T body(Class<T> type) {
        String kind = context.contentType();
        if (kind == null || !kind.startsWith("application/json"))
            throw InputException.of("body", "content-type", kind, "application/json");
        try {
            T body = Json.MAPPER.readValue(context.body(), type);
            if (body != null) return body;
        } catch (JsonProcessingException e) {
            throw InputException.of("body", "json", e.getOriginalMessage(), type.getSimpleName());
        }
        throw InputException.of("body", "json", "null", type.getSimpleName());
    }
}
