package dev.skycrane.ground.station;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.ReceivedFrame;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The vehicle that the link hears. Each run is a track; only the present one is kept. Frames come on the link's thread. */
public final class LiveMission implements Mission, FrameListener, AutoCloseable {
    private static final long SILENT_NS = 3_000_000_000L;

    private final String vehicle;
    private final LongFunction<Track> newTrack;
    private final List<TrackListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Supplier<LinkReport> link = () -> null;
    private volatile CommandDesk desk;
    private volatile Track track;

    /** @param newTrack makes the track of a run */
    public LiveMission(String vehicle, LongFunction<Track> newTrack) {
        this.vehicle = vehicle;
        this.newTrack = newTrack;
    }

    /** A mission whose histories disappear with the process. */
    public static LiveMission inMemory(String vehicle) {
        return new LiveMission(vehicle, runId -> new Track("a", vehicle, runId, null, entry -> null, true,
                () -> Long.MAX_VALUE, LiveMission::unixNs));
    }

    /** The wall clock, Unix ns. */
    public static long unixNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Where the accounts of the link come from. */
    public void link(Supplier<LinkReport> report) {
        link = report;
    }

    /** The desk through which pages may command. */
    public void commands(CommandDesk commandDesk) {
        desk = commandDesk;
    }

    @Override
    public CommandDesk commands() {
        return desk;
    }

    @Override
    public void onRun(long runId) {
        Track old = track;
        if (old != null && old.runId() == runId) return;
        Track fresh = newTrack.apply(runId);
        listeners.forEach(fresh::addListener);
        track = fresh;
        fresh.reset("run");
        if (old != null) old.close();
    }

    @Override
    public void onFrame(ReceivedFrame received) {
        if (track == null || track.runId() != received.frame().getRunId()) onRun(received.frame().getRunId());
        track.live(received.key(), received.frame().getPayload(), received.frame().getOnboardNs(), received
                .receiptUnixNs());
    }

    @Override
    public void addListener(TrackListener listener) {
        listeners.add(listener);
        Track present = track;
        if (present != null) present.addListener(listener);
    }

    @Override
    public String mode() {
        return "live";
    }

    @Override
    public String vehicle() {
        return vehicle;
    }

    @Override
    public List<Track> tracks() {
        Track present = track;
        return present == null ? List.of() : List.of(present);
    }

    @Override
    public Clock clock() {
        Track present = track;
        if (present == null || present.heardNs() == Long.MIN_VALUE)
            return new Clock(0, 0, "waiting", Double.NaN, Double.NaN, 0);
        boolean silent = unixNs() - present.lastReceiptNs() > SILENT_NS;
        return new Clock(present.heardNs(), present.lastReceiptNs(), silent ? "silent" : "live", Double.NaN, Double.NaN,
                0);
    }

    @Override
    public LinkReport link() {
        return link.get();
    }

    @Override
    public void close() {
        Track present = track;
        if (present != null) present.close();
    }
}
