package dev.skycrane.ground.command;

import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.station.TrackListener;
import java.io.PrintStream;
import java.util.Locale;

/** Prints what the announcer says. */
final class CallOutPrinter implements TrackListener {
    private final PrintStream out;

    CallOutPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onEvent(Track track, StationEvent event) {
        if (event.callOut().isEmpty()) return;
        out.printf(Locale.ROOT, "%s  E+%7.2f s  %s%n", track.name(), event.onboardNs() / 1e9, event.callOut());
        out.flush();
    }
}
