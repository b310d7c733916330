package dev.skycrane.ground.web;

import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.station.Clock;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.TimeCorrelation;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** How things stand: mission, dictionary, link, clocks, health. */
final class StatusRoutes {
    private static final Route.Param TRACK = Route.param("track", "id of the track, default the first");
    private static final List<Answers.Camera> CAMERAS = List.of(
            new Answers.Camera("PUC_A", "backshell", "parachute up-look camera A"),
            new Answers.Camera("PUC_B", "backshell", "parachute up-look camera B"),
            new Answers.Camera("PUC_C", "backshell", "parachute up-look camera C"),
            new Answers.Camera("DDC", "descent", "descent stage down-look camera"),
            new Answers.Camera("RUC", "rover", "rover up-look camera"),
            new Answers.Camera("RDC", "rover", "rover down-look camera"),
            new Answers.Camera("LCAM", "rover", "lander vision camera"));

    private final Mission mission;
    private final IntSupplier viewers;

    StatusRoutes(Mission mission, IntSupplier viewers) {
        this.mission = mission;
        this.viewers = viewers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", "Whether the station works; 503 when it does not.", Answers.Health.class,
                        this::health),
                Route.get("/api/status", "Mode, clock and tracks.", Answers.Status.class, call -> status()),
                Route.get("/api/dictionary", "Channels, events and cameras.", Answers.DictionaryAnswer.class,
                        call -> dictionary()),
                Route.get("/api/link", "Frames by segment, gaps and drop counters; live only.", Answers.Link.class,
                        call -> link()),
                Route.get("/api/time", "On-board time against the wall clock.", Answers.Time.class, this::time, TRACK));
    }

    private Object health(Call call) {
        Clock clock = mission.clock();
        long rows = mission.tracks().stream().mapToLong(t -> t.columns().rows()).sum();
        long notKept = mission.tracks().stream().mapToLong(Track::rowsNotKept).sum();
        if (notKept > 0) call.context().status(503);
        double silentS = mission.tracks().isEmpty() || !mission.mode().equals("live")
                ? Double.NaN
                : (dev.skycrane.ground.station.LiveMission.unixNs() - clock.receiptUnixNs()) / 1e9;
        return new Answers.Health(notKept > 0 ? "losing rows" : "up", mission.mode(), clock.state(), silentS, mission
                .tracks().size(), rows);
    }

    Answers.Status status() {
        return new Answers.Status(mission.mode(), mission.vehicle(), CommandProgram.software(), Words.clock(mission),
                Words.tracks(mission), viewers.getAsInt());
    }

    private static Object dictionary() {
        List<Answers.Channel> channels = Dictionary.standard().channels().stream().map(StatusRoutes::channel).toList();
        List<Answers.EventKind> events = Dictionary.standard().events().stream().map(e -> new Answers.EventKind(e
                .code(), e.name(), e.severity().name(), e.args(), e.isCalledOut())).toList();
        return new Answers.DictionaryAnswer(channels, events, CAMERAS);
    }

    private static Answers.Channel channel(ChannelType c) {
        String[] name = c.name().split("\\.", 2);
        List<Answers.StateName> states = new ArrayList<>();
        c.stateNames().forEach((value, text) -> states.add(new Answers.StateName(value, text)));
        String kind = switch (c.field().getJavaType()) {
            case DOUBLE, FLOAT -> "float";
            default -> states.isEmpty() ? "integer" : "state";
        };
        Limits l = c.limits();
        Answers.LimitSet limits = !c.isLimited()
                ? null
                : new Answers.LimitSet(l.hasRedLow() ? l.getRedLow() : null, l.hasYellowLow() ? l.getYellowLow() : null,
                        l.hasYellowHigh() ? l.getYellowHigh() : null, l.hasRedHigh() ? l.getRedHigh() : null);
        return new Answers.Channel(c.name(), name[0], name[1], c.unit(), c.description(), kind, states, limits, c
                .persistence());
    }

    /** The accounts of the link. */
    Answers.Link link() {
        LinkReport report = mission.link();
        if (report == null) return new Answers.Link(null, List.of(), List.of(), Map.of(), Map.of(), Map.of());
        List<Answers.Segment> segments = new ArrayList<>();
        List<Answers.MissingFrames> gaps = new ArrayList<>();
        report.segments().forEach((id, s) -> {
            segments.add(new Answers.Segment(id.name().toLowerCase(Locale.ROOT), s.framesSent(), s.framesReceived(), s
                    .bytesReceived(), s.framesLost(), s.cut(), s.cutTick(), s.crcErrors(), s.malformed(),
                    s
                            .duplicates(),
                    s.linkLost()));
            s.gaps().forEach(g -> gaps.add(new Answers.MissingFrames(g.stream().toString(), g.first(), g.last(), g
                    .frames())));
        });
        Map<String, Answers.ImageAccount> images = new TreeMap<>();
        report.images().forEach((camera, i) -> images.put(camera, new Answers.ImageAccount(i.taken(), i.complete(), i
                .cutBySeparation(), i.lost())));
        Map<String, Long> station = new LinkedHashMap<>();
        station.put("otherRun", report.otherRun());
        station.put("unknown", report.unknown());
        station.put("listenerErrors", report.listenerErrors());
        station.put("queueDrops", report.queueDrops());
        return new Answers.Link(Long.toHexString(report.runId()), segments, gaps, images, report.drops(), station);
    }

    private Object time(Call call) {
        Track track = call.track();
        TimeCorrelation.Fit fit = track.time().fit();
        Map<String, Double> exposure = new TreeMap<>();
        if (fit != null) {
            for (String camera : track.images().cameras()) {
                double[] s = track.images().all(camera).stream().filter(ImageEntry::isComplete).filter(e -> e
                        .availableNs() <= track.visibleNs()).mapToDouble(
                                e -> (e.availableNs() - e.info()
                                        .getExposureNs()) / 1e9)
                        .toArray();
                Arrays.sort(s);
                if (s.length > 0) exposure.put(camera, s[s.length / 2]);
            }
        }
        return new Answers.Time(track.id(), fit == null
                ? null
                : new Answers.Correlation(fit.offsetNs(), fit.driftPpm(), fit.residualNs(), fit.samples()),
                fit == null
                        ? null
                        : new Answers.Delay(fit.delayP50Ns() / 1e6, fit.delayP99Ns() / 1e6, fit.delayMaxNs() / 1e6),
                exposure);
    }
}
