package dev.skycrane.ground.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.dictionary.ChannelType;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One page that looks on. Rows are written only when all before has left, so a slow page loses rows, and is told how many, but holds up
 * nobody and takes no memory. Any thread.
 */
final class Viewer {
    private static final int MAX_WAITING = 2000;

    /** Sends a text and says when it has left. */
    @FunctionalInterface
    interface Line {
        void send(String text, Runnable left);
    }

    private final Line line;
    private final String onlyTrack;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<Track, Long> cursors = new HashMap<>();
    private final TreeSet<Integer> places = new TreeSet<>();
    private final Consumer<Long> onDrop;
    private boolean everyRow;
    private int rateHz = 10;
    private long dueMs;
    /** Nothing leaves before the greeting. */
    private boolean sending = true;
    private long droppedMessages;

    /** @param onlyTrack id of the one track wanted, or null for all */
    Viewer(Line line, String onlyTrack, Consumer<Long> onDrop) {
        this.line = line;
        this.onlyTrack = onlyTrack;
        this.onDrop = onDrop;
    }

    boolean wants(Track track) {
        return onlyTrack == null || onlyTrack.equals(track.id());
    }

    synchronized void subscribe(Iterable<Integer> more, boolean all, int hz) {
        more.forEach(places::add);
        everyRow = all;
        rateHz = hz;
    }

    synchronized void unsubscribe(Iterable<Integer> fewer) {
        fewer.forEach(places::remove);
    }

    synchronized int[] places() {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** From here on rows of the track are this viewer's. @return where that is */
    synchronized long follow(Track track, RowRing ring) {
        return cursors.computeIfAbsent(track, t -> ring.next());
    }

    synchronized void forget(Track track) {
        cursors.remove(track);
    }

    /** Lets messages go from now on, this one before those that have come already. To be called once. */
    void greet(String text) {
        synchronized (this) {
            waiting.addFirst(text);
            sending = false;
        }
        pump();
    }

    /** Puts a message behind those that wait. */
    void say(String text) {
        synchronized (this) {
            if (waiting.size() == MAX_WAITING) {
                waiting.poll();
                droppedMessages++;
            }
            waiting.add(text);
        }
        pump();
    }

    /** Sends the rows that are due. */
    void push(Map<Track, RowRing> rings, long nowMs) {
        synchronized (this) {
            if (sending || !waiting.isEmpty() || nowMs < dueMs) return;
            dueMs = nowMs + 1000 / rateHz;
        }
        for (Map.Entry<Track, RowRing> e : rings.entrySet())
            if (wants(e.getKey())) push(e.getKey(), e.getValue());
        pump();
    }

    private void push(Track track, RowRing ring) {
        RowRing.Stretch rows;
        int[] wanted;
        synchronized (this) {
            Long cursor = cursors.get(track);
            if (cursor == null || places.isEmpty()) {
                cursors.put(track, ring.next());
                return;
            }
            wanted = places();
            rows = ring.read(cursor, wanted, !everyRow);
            cursors.put(track, rows.next());
            if (rows.dropped() > 0) {
                onDrop.accept(rows.dropped());
                waiting.add("{\"type\":\"dropped\",\"rows\":" + rows.dropped() + "}");
            }
            if (droppedMessages > 0) {
                waiting.add("{\"type\":\"droppedMessages\",\"messages\":" + droppedMessages + "}");
                droppedMessages = 0;
            }
            if (rows.onboardNs().length > 0) waiting.add(text(track, rows, wanted));
        }
    }

    private static String text(Track track, RowRing.Stretch rows, int[] places) {
        StringWriter text = new StringWriter(256 + rows.values().length * places.length * 8);
        try (JsonGenerator out = Json.MAPPER.getFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("type", "telemetry");
            out.writeStringField("track", track.id());
            out.writeArrayFieldStart("t");
            for (long ns : rows.onboardNs())
                Json.number(out, Times.seconds(ns));
            out.writeEndArray();
            out.writeArrayFieldStart("receivedMs");
            for (long ns : rows.receiptNs())
                Json.number(out, Times.ms(ns));
            out.writeEndArray();
            out.writeObjectFieldStart("values");
            for (int c = 0; c < places.length; c++) {
                out.writeArrayFieldStart(ChannelPlaces.channel(places[c]).name());
                for (double[] row : rows.values())
                    Json.number(out, row[c]);
                out.writeEndArray();
            }
            out.writeEndObject();
            states(out, rows.values()[rows.values().length - 1], places);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void states(JsonGenerator out, double[] row, int[] places) throws IOException {
        out.writeObjectFieldStart("states");
        for (int c = 0; c < places.length; c++) {
            ChannelType channel = ChannelPlaces.channel(places[c]);
            if (!channel.isLimited()) continue;
            ChannelType.State state = channel.state(row[c]);
            if (state != ChannelType.State.GREEN)
                out.writeStringField(channel.name(), state.name().toLowerCase(Locale.ROOT));
        }
        out.writeEndObject();
    }

    private void pump() {
        String text;
        synchronized (this) {
            if (sending || waiting.isEmpty()) return;
            text = waiting.poll();
            sending = true;
        }
        line.send(text, this::left);
    }

    private void left() {
        synchronized (this) {
            sending = false;
        }
        pump();
    }
}
