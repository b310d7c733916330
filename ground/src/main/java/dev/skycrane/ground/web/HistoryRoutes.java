package dev.skycrane.ground.web;

import dev.skycrane.ground.column.Buckets;
import dev.skycrane.ground.column.Samples;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.dictionary.ChannelType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of channels: the latest, every one, or reduced to buckets. */
final class HistoryRoutes {
    private static final Route.Param TRACK = Route.param("track", "id of the track, default the first");
    private static final Route.Param FROM = Route.param("from", "on-board seconds, default the beginning");
    private static final Route.Param TO = Route.param("to", "on-board seconds, inclusive, default now");
    private static final Route.Param CHANNELS = Route.param("channels", "names with commas between, default all");
    private static final int MAX_POINTS = 1_000_000;
    private static final int MAX_BUCKETS = 100_000;
    private static final int MAX_NUMBERS = 4_000_000;

    private HistoryRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/api/latest", "The newest values.", Answers.Latest.class, HistoryRoutes::latest, CHANNELS,
                        TRACK).packed(Packed::latest),
                Route.get("/api/history/{channel}", "Every value of a channel.", Answers.History.class,
                        HistoryRoutes::history, FROM, TO, Route.param("limit", "most values, default 10000"),
                        Route.param("order", "desc keeps the newest; the answer is ascending always"), TRACK)
                        .packed(Packed::history),
                Route.get("/api/buckets/{channel}", "Least, greatest and last value in equal spans of time.",
                        Answers.BucketList.class, HistoryRoutes::buckets, FROM, TO,
                        Route.param("buckets", "how many spans, default 1000"), TRACK).packed(Packed::buckets),
                Route.get("/api/series", "Many channels as columns, reduced where there are more values than buckets.",
                        Answers.Series.class, HistoryRoutes::series, CHANNELS, FROM, TO,
                        Route.param("buckets", "how many spans, default 1000"), TRACK).packed(Packed::series));
    }

    private static Object latest(Call call) throws IOException {
        Track track = call.track();
        double[] row = new double[ChannelPlaces.count()];
        long ns = track.columns().rowAt(track.visibleNs(), row);
        Map<String, Answers.Value> values = new LinkedHashMap<>();
        if (ns != Long.MIN_VALUE)
            for (int place : call.channels())
            values.put(call.channel(place).name(), value(call.channel(place), row[place]));
        Samples receipt = track.columns().samples(0, ns, ns, 1, true);
        long receivedNs = ns == Long.MIN_VALUE || receipt.size() == 0 ? 0 : receipt.receiptUnixNs()[0];
        return new Answers.Latest(track.id(), Times.seconds(ns), Times.ms(receivedNs), values);
    }

    private static Answers.Value value(ChannelType channel, double v) {
        String state = channel.isLimited() && !Double.isNaN(v)
                ? channel.state(v).name().toLowerCase(Locale.ROOT)
                : null;
        return new Answers.Value(v, channel.stateName(v), state);
    }

    private static Object history(Call call) throws IOException {
        Track track = call.track();
        int place = ChannelPlaces.of(call.path("channel"));
        Samples found = track.columns().samples(place, call.fromNs(), call.toNs(track),
                call.whole("limit", 10_000, MAX_POINTS), call.newest());
        List<double[]> points = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++)
            points.add(new double[]{Times.seconds(found.onboardNs()[i]), Times.ms(found.receiptUnixNs()[i]),
                found.values()[i]});
        ChannelType channel = call.channel(place);
        return new Answers.History(track.id(), channel.name(), channel.unit(), found.truncated(), points);
    }

    /** The interval asked for, narrowed to what there is. */
    private static long[] interval(Call call, Track track) {
        long from = Math.max(call.fromNs(), track.columns().oldestNs());
        long to = Math.min(call.toNs(track), track.columns().newestNs());
        return track.columns().rows() == 0 || from > to ? null : new long[]{from, to};
    }

    private static Object buckets(Call call) throws IOException {
        Track track = call.track();
        int place = ChannelPlaces.of(call.path("channel"));
        ChannelType channel = call.channel(place);
        int wanted = call.whole("buckets", 1000, MAX_BUCKETS);
        long[] span = interval(call, track);
        List<double[]> list = new ArrayList<>();
        if (span == null)
            return new Answers.BucketList(track.id(), channel.name(), channel.unit(), Double.NaN, Double.NaN, list);
        Buckets b = track.columns().buckets(place, span[0], span[1], wanted);
        for (int i = 0; i < b.size(); i++) {
            if (b.count(i) == 0) continue;
            list.add(new double[]{Times.seconds(b.startNs(i)), Times.seconds(b.startNs(i + 1)), b.count(i), b.min(i), b
                    .max(i),
                b.last(i)});
        }
        return new Answers.BucketList(track.id(), channel.name(), channel.unit(), Times.seconds(span[0]), Times.seconds(
                span[1]), list);
    }

    private static Object series(Call call) throws IOException {
        Track track = call.track();
        int wanted = call.whole("buckets", 1000, MAX_BUCKETS);
        List<Integer> places = call.channels();
        if ((long) wanted * places.size() > MAX_NUMBERS)
            throw dev.skycrane.proto.InputException.of("query", "buckets", wanted, "at most " + MAX_NUMBERS
                    + " buckets of all channels together");
        long[] span = interval(call, track);
        Map<String, Answers.Column> series = new LinkedHashMap<>();
        if (span == null) return new Answers.Series(track.id(), Double.NaN, Double.NaN, series);
        boolean reduced = track.columns().estimateRows(span[0], span[1]) > wanted;
        for (int place : places)
            series.put(call.channel(place).name(), reduced
                    ? reduced(track.columns().buckets(place, span[0], span[1], wanted))
                    : every(track.columns().samples(place, span[0], span[1], wanted + 8192, true)));
        return new Answers.Series(track.id(), Times.seconds(span[0]), Times.seconds(span[1]), series);
    }

    private static Answers.Column every(Samples s) {
        double[] t = new double[s.size()];
        for (int i = 0; i < t.length; i++)
            t[i] = Times.seconds(s.onboardNs()[i]);
        return new Answers.Column(false, t, null, null, s.values());
    }

    private static Answers.Column reduced(Buckets b) {
        int n = 0;
        for (int i = 0; i < b.size(); i++)
            if (b.count(i) > 0) n++;
        double[][] columns = new double[4][n];
        int at = 0;
        for (int i = 0; i < b.size(); i++) {
            if (b.count(i) == 0) continue;
            columns[0][at] = Times.seconds(b.lastNs(i));
            columns[1][at] = b.min(i);
            columns[2][at] = b.max(i);
            columns[3][at++] = b.last(i);
        }
        return new Answers.Column(true, columns[0], columns[1], columns[2], columns[3]);
    }
}
