package dev.skycrane.ground.web;

import dev.skycrane.ground.station.Alarm;
import dev.skycrane.ground.station.AlarmBoard;
import dev.skycrane.ground.station.Clock;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.v1.LandmarkMatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the station knows, in the words of the interface. */
final class Words {
    /** Mode of localisation, channel trn.mode. */
    private static final int COARSE = 1;

    private Words() {}

    static Answers.Event event(Track track, StationEvent e) {
        return new Answers.Event(e.id(), track.id(), Times.seconds(e.onboardNs()), Times.ms(e.receiptUnixNs()), e
                .tick(), e.code(), e.name(), e.severity().name(), e.text(), e.callOut().isEmpty() ? null : e.callOut(),
                e.args(), e.ground() ? "ground" : "flight");
    }

    static Answers.Image image(Track track, ImageEntry e) {
        var info = e.info();
        String url = "/api/images/" + info.getCamera() + "/" + Integer.toUnsignedString(info.getImage());
        String query = "?track=" + track.id() + "&run=" + Long.toHexString(track.runId());
        return new Answers.Image(track.id(), info.getCamera(), info.getImage(), segment(e), Times.seconds(info
                .getExposureNs()), info.getExposureTick(), info.getExposureUs(), Times.ms(e.lastReceiptNs()), info
                        .getWidth(),
                info.getHeight(), info.getFormat().name(), info.getSizeBytes(), info.getChunkCount(), e.received(), e
                        .missing(),
                e.isComplete(), url + "/full" + query, url + "/thumb" + query);
    }

    static Answers.Matches matches(Track track, LandmarkMatches m) {
        List<double[]> landmarks = new ArrayList<>();
        for (int k = 0; k < m.getUCount(); k++)
            landmarks.add(new double[]{m.getU(k), m.getV(k), m.getResidualU(k), m.getResidualV(k), m.getKept(k) ? 1 : 0,
                m.getEastM(k), m.getNorthM(k)});
        return new Answers.Matches(track.id(), m.getCamera(), m.getExposureTick(), m.getMode() == COARSE
                ? "coarse"
                : "fine", m.getFix(), landmarks);
    }

    static String segment(ImageEntry e) {
        return e.segment().name().toLowerCase(Locale.ROOT);
    }

    static Answers.AlarmState alarm(Track track, Alarm a) {
        AlarmBoard board = track.alarms();
        return new Answers.AlarmState(a.id(), track.id(), a.source(), a.severity().name().toLowerCase(Locale.ROOT), a
                .active(), a.isLatched(), a.acknowledged(), a.acknowledgedBy(), a.comment(),
                Times.ms(a
                        .acknowledgedUnixNs()),
                a.isShelved(board.nowUnixNs()), Times.ms(a.shelvedUntilNs()), a.value(), a.limit(), Times.seconds(a
                        .triggerNs()),
                a.clearNs() == 0 ? Double.NaN : Times.seconds(a.clearNs()), a.worstValue(), a
                        .violations(),
                a.text());
    }

    static Answers.ClockState clock(Mission mission) {
        Clock c = mission.clock();
        return new Answers.ClockState(mission.mode(), Times.seconds(c.onboardNs()), Times.ms(c.receiptUnixNs()), c
                .state(), c.speedAsked(), c.speedAchieved(), c.behindNs() / 1e9);
    }

    static List<Answers.TrackInfo> tracks(Mission mission) {
        return mission.tracks().stream().map(t -> new Answers.TrackInfo(t.id(), t.name(), Long.toHexString(t.runId()), t
                .run().getScenario(), t.run().getSeed(), t.run().getSoftware(), Times.seconds(t.columns().oldestNs()),
                Times.seconds(mission.endNs(t)), Times.seconds(t.columns().newestNs()))).toList();
    }
}
