package dev.skycrane.ground.web;

import dev.skycrane.ground.column.Samples;
import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The landing at a glance: phases, target, fixes, ground track. */
final class LandingRoutes {
    private static final int TRACK_POINTS = 2000;
    private static final int MAX_ROWS = 400_000;
    private static final String[] COLUMNS = {"nav.eastM", "nav.northM", "nav.upM", "nav.altitudeAglM", "nav.speedMps",
        "nav.sigmaEastM", "nav.sigmaNorthM"};

    private LandingRoutes() {}

    static List<Route> routes() {
        return List.of(Route.get("/api/landing", "Phases, target, fixes and ground track of the landing so far.",
                Answers.Landing.class, LandingRoutes::landing, Route.param("track",
                        "id of the track, default the first")));
    }

    private static Object landing(Call call) throws IOException {
        Track track = call.track();
        long now = track.visibleNs();
        Answers.Target target = null;
        List<Answers.Fix> fixes = new ArrayList<>();
        for (StationEvent e : track.events().select(Long.MIN_VALUE, now, Severity.DEBUG, MAX_ROWS, false)) {
            double t = Times.seconds(e.onboardNs());
            if (e.code() == EventCode.TARGET_SELECTED_VALUE)
                target = new Answers.Target(arg(e, "eastM"), arg(e, "northM"), arg(e, "hazard"), arg(e, "divertM"), t);
            if (e.code() == EventCode.VISION_FIX_VALUE)
                fixes.add(new Answers.Fix(t, arg(e, "eastM"), arg(e, "northM"), arg(e, "upM"), arg(e, "inliers"), arg(e,
                        "residualPx")));
        }
        return new Answers.Landing(track.id(), phases(track, now), target, fixes, groundTrack(track, now));
    }

    private static double arg(StationEvent e, String name) {
        return e.args().getOrDefault(name, Double.NaN);
    }

    private static List<Answers.Phase> phases(Track track, long now) throws IOException {
        int place = ChannelPlaces.of("executive.phase");
        ChannelType channel = ChannelPlaces.channel(place);
        Samples s = track.columns().samples(place, Long.MIN_VALUE, now, MAX_ROWS, false);
        List<Answers.Phase> phases = new ArrayList<>();
        double present = Double.NaN;
        double since = 0;
        for (int i = 0; i < s.size(); i++) {
            double v = s.values()[i];
            if (Double.isNaN(v) || v == present) continue;
            double t = Times.seconds(s.onboardNs()[i]);
            if (!Double.isNaN(present)) phases.add(new Answers.Phase(name(channel, present), since, t));
            present = v;
            since = t;
        }
        if (!Double.isNaN(present)) phases.add(new Answers.Phase(name(channel, present), since, Double.NaN));
        return phases;
    }

    private static String name(ChannelType channel, double value) {
        String state = channel.stateName(value);
        return state == null
                ? Integer.toString((int) value)
                : state.replace("PHASE_", "").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<double[]> groundTrack(Track track, long now) throws IOException {
        List<double[]> points = new ArrayList<>();
        Samples[] columns = new Samples[COLUMNS.length];
        for (int c = 0; c < COLUMNS.length; c++)
            columns[c] = track.columns().samples(ChannelPlaces.of(COLUMNS[c]), Long.MIN_VALUE, now, MAX_ROWS, false);
        int rows = columns[0].size();
        for (Samples s : columns)
            rows = Math.min(rows, s.size());
        int stride = Math.max(1, (rows + TRACK_POINTS - 1) / TRACK_POINTS);
        for (int i = 0; i < rows; i += stride) {
            double[] point = new double[COLUMNS.length + 1];
            point[0] = Times.seconds(columns[0].onboardNs()[i]);
            for (int c = 0; c < COLUMNS.length; c++)
                point[c + 1] = columns[c].values()[i];
            points.add(point);
        }
        return points;
    }
}
