package dev.skycrane.ground.station;

import dev.skycrane.ground.link.LinkReport;
import java.util.List;

/** What pages look at: a vehicle that is flying, or recordings that are played. Any thread. */
public interface Mission {
    /** {@code live} or {@code replay}. */
    String mode();

    /** Name of the vehicle, or of the recordings. */
    String vehicle();

    /** The first is the one meant when none is named. */
    List<Track> tracks();

    Clock clock();

    /** Where a track ends, on-board ns: what is known so far, or the end of its recording. */
    default long endNs(Track track) {
        return track.columns().newestNs();
    }

    /** Accounts of the link; null in a replay and before the first frame. */
    LinkReport link();

    /** The desk for commands; null where none can be sent. */
    default CommandDesk commands() {
        return null;
    }

    /** Hears every track, those that come later too. */
    void addListener(TrackListener listener);
}
