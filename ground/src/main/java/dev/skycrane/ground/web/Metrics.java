package dev.skycrane.ground.web;

import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.TimeCorrelation;
import dev.skycrane.ground.station.Track;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counters in the text format of Prometheus (exposition format 0.0.4). */
final class Metrics {
    private final Mission mission;
    private final IntSupplier viewers;
    private final LongSupplier droppedRows;
    private final StringBuilder out = new StringBuilder();

    private Metrics(Mission mission, IntSupplier viewers, LongSupplier droppedRows) {
        this.mission = mission;
        this.viewers = viewers;
        this.droppedRows = droppedRows;
    }

    static Route route(Mission mission, IntSupplier viewers, LongSupplier droppedRows) {
        return Route.get("/metrics", "Counters for Prometheus.", null, call -> {
            call.context().contentType("text/plain; version=0.0.4; charset=utf-8").result(new Metrics(mission, viewers,
                    droppedRows).text());
            return null;
        });
    }

    private String text() {
        head("skycrane_onboard_seconds", "gauge", "Newest on-board time, s after entry interface.");
        sample("skycrane_onboard_seconds", "", mission.clock().onboardNs() / 1e9);
        head("skycrane_viewers", "gauge", "Open WebSockets.");
        sample("skycrane_viewers", "", viewers.getAsInt());
        head("skycrane_viewer_rows_dropped_total", "counter", "Rows that slow pages did not get.");
        sample("skycrane_viewer_rows_dropped_total", "", droppedRows.getAsLong());
        tracks(mission.tracks());
        LinkReport link = mission.link();
        if (link != null) link(link);
        Runtime jvm = Runtime.getRuntime();
        head("skycrane_heap_bytes", "gauge", "Heap in use.");
        sample("skycrane_heap_bytes", "", jvm.totalMemory() - jvm.freeMemory());
        return out.toString();
    }

    private void tracks(List<Track> tracks) {
        head("skycrane_rows_total", "counter", "Rows of telemetry kept.");
        tracks.forEach(t -> sample("skycrane_rows_total", "track=\"" + t.id() + "\"", t.columns().rows()));
        head("skycrane_rows_late_total", "counter", "Rows that came after later ones had been put away.");
        tracks.forEach(t -> sample("skycrane_rows_late_total", "track=\"" + t.id() + "\"", t.columns().lateRows()));
        head("skycrane_rows_not_kept_total", "counter", "Rows the columns could not take.");
        tracks.forEach(t -> sample("skycrane_rows_not_kept_total", "track=\"" + t.id() + "\"", t.rowsNotKept()));
        head("skycrane_events_total", "counter", "Events kept.");
        tracks.forEach(t -> sample("skycrane_events_total", "track=\"" + t.id() + "\"", t.events().size() + t.events()
                .forgotten()));
        head("skycrane_payloads_malformed_total", "counter", "Payloads that are not what their stream says.");
        tracks.forEach(t -> sample("skycrane_payloads_malformed_total", "track=\"" + t.id() + "\"", t.malformed()));
        head("skycrane_alarms_active", "gauge", "Alarms whose cause is there now.");
        tracks.forEach(t -> sample("skycrane_alarms_active", "track=\"" + t.id() + "\"", t.alarms().alarms().stream()
                .filter(dev.skycrane.ground.station.Alarm::active).count()));
        head("skycrane_clock_drift_ppm", "gauge", "Wall clock against on-board clock.");
        for (Track t : tracks) {
            TimeCorrelation.Fit fit = t.time().fit();
            if (fit != null) sample("skycrane_clock_drift_ppm", "track=\"" + t.id() + "\"", fit.driftPpm());
        }
    }

    private void link(LinkReport link) {
        String[] names = {"received", "lost", "crc_errors", "malformed", "duplicates"};
        for (int i = 0; i < names.length; i++) {
            int which = i;
            String name = "skycrane_frames_" + names[i] + "_total";
            head(name, "counter", "Frames " + names[i].replace('_', ' ') + ".");
            link.segments().forEach((id, s) -> sample(name, "segment=\"" + id.name().toLowerCase(Locale.ROOT) + "\"",
                    new long[]{s.framesReceived(), s.framesLost(), s.crcErrors(), s.malformed(), s
                            .duplicates()}[which]));
        }
        head("skycrane_queue_drops_total", "counter", "Messages that found the decoder's queue full.");
        sample("skycrane_queue_drops_total", "", link.queueDrops());
        head("skycrane_vehicle_drops_total", "counter", "The vehicle's own drop counters.");
        link.drops().forEach((name, n) -> sample("skycrane_vehicle_drops_total", "name=\"" + name + "\"", n));
    }

    private void head(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ").append(name).append(' ')
                .append(type).append('\n');
    }

    private void sample(String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) out.append('{').append(labels).append('}');
        out.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else {
            out.append(value);
        }
        out.append('\n');
    }
}
