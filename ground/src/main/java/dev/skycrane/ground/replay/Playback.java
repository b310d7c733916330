package dev.skycrane.ground.replay;

import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.station.Clock;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.station.TrackListener;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Plays recordings. Steered and asked by any thread; what was steered has happened when the call returns. */
public final class Playback implements Mission, AutoCloseable {
    /** Slowest and fastest speed that may be asked for; 0 is as fast as it goes. */
    public static final double MIN_SPEED = 0.1;
    public static final double MAX_SPEED = 1000;
    private static final long TICK_NS = 15_625_000L;
    private static final int BATCH = 64;
    /** Behind by more than this of wall time, what was missed is let go and the deficit told. */
    private static final long PATIENCE_NS = 1_000_000_000L;
    private static final long IDLE_MS = 5;

    private final List<Part> parts = new ArrayList<>();
    private final List<Track> tracks = new ArrayList<>();
    private final ReadAhead readAhead;
    private final Thread player = new Thread(this::run, "replay");
    private final Thread reader;
    private final LongSupplier nanoClock;
    private final SpeedMeter meter = new SpeedMeter();
    private final long startNs;
    private final long endNs;
    private volatile long positionNs;
    private volatile long behindNs;
    private volatile double speed = 1;
    private volatile boolean playing;
    private volatile boolean ended;
    private volatile boolean loop;
    private volatile double seekMs = Double.NaN;
    private volatile String failure;
    private long anchorWallNs;
    private long anchorNs;
    private boolean closed;

    private Playback(List<Recording> recordings, LongSupplier nanoClock) throws IOException {
        this.nanoClock = nanoClock;
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Recording r : recordings) {
            String id = String.valueOf((char) ('a' + parts.size() % 26)) + (parts.size() < 26 ? "" : parts.size() / 26);
            Track track = new Track(id, r.name(), r.run().getRunId(), null, r, false, () -> positionNs,
                    LiveMission::unixNs);
            track.describe(r.run());
            parts.add(new Part(r, track));
            tracks.add(track);
            start = Math.min(start, r.startNs());
            end = Math.max(end, r.endNs());
        }
        startNs = start;
        endNs = end;
        readAhead = new ReadAhead(parts);
        reader = new Thread(readAhead, "replay-read-ahead");
        reader.setDaemon(true);
        player.setDaemon(true);
    }

    /**
     * Opens recordings, paused at the beginning. Files of the same run are one track.
     *
     * @throws InputException for a file that is no recording of this software
     */
    public static Playback open(List<Path> files) {
        return open(files, System::nanoTime);
    }

    static Playback open(List<Path> files, LongSupplier nanoClock) {
        List<Recording> recordings = Recording.open(files);
        try {
            Playback playback = new Playback(recordings, nanoClock);
            playback.seekParts(playback.startNs, "seek");
            playback.reader.start();
            playback.player.start();
            return playback;
        } catch (IOException e) {
            recordings.forEach(Recording::close);
            throw new InputException("recording: file=" + files + ", expected a readable file (" + e.getMessage() + ")",
                    e);
        }
    }

    private void run() {
        try {
            while (playBatch())
                if (!playing) idle();
        } catch (IOException e) {
            failure = e.getMessage();
            playing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void idle() throws InterruptedException {
        while (!playing && !closed)
            wait();
    }

    /** Plays what is due. @return false when closed */
    private synchronized boolean playBatch() throws IOException, InterruptedException {
        if (closed) return false;
        if (!playing) return true;
        long now = nanoClock.getAsLong();
        long targetNs = speed == 0 ? Long.MAX_VALUE : anchorNs + (long) ((now - anchorWallNs) * speed);
        for (int i = 0; i < BATCH; i++) {
            Part part = next();
            long dueNs = part.nextNs();
            if (dueNs == Long.MAX_VALUE) {
                atEnd();
                return true;
            }
            if (dueNs > targetNs) {
                positionNs = Math.max(positionNs, Math.min(targetNs, endNs));
                behindNs = 0;
                meter.mark(now, positionNs);
                wait(IDLE_MS);
                return true;
            }
            positionNs = Math.max(positionNs, dueNs);
            part.play();
        }
        meter.mark(now, positionNs);
        behindNs = speed == 0 ? 0 : Math.max(0, targetNs - positionNs);
        if (behindNs > PATIENCE_NS * speed && speed != 0) {
            // too much for this machine: go on from here instead of running ever faster after the lost time
            anchorNs = positionNs;
            anchorWallNs = now;
        }
        return true;
    }

    private Part next() throws IOException {
        Part first = parts.get(0);
        for (Part part : parts)
            if (part.nextNs() < first.nextNs()) first = part;
        return first;
    }

    private void atEnd() throws IOException {
        if (loop) {
            go(startNs, "loop");
            return;
        }
        positionNs = Math.max(positionNs, endNs);
        playing = false;
        ended = true;
        behindNs = 0;
    }

    private void seekParts(long toNs, String reason) throws IOException {
        positionNs = toNs;
        for (Part part : parts)
            part.seek(toNs, reason);
    }

    private void go(long toNs, String reason) throws IOException {
        long begin = System.nanoTime();
        ended = false;
        seekParts(Math.max(startNs, Math.min(endNs, toNs)), reason);
        anchor();
        seekMs = (System.nanoTime() - begin) / 1e6;
        parts.forEach(part -> part.recheck(positionNs));
    }

    private void anchor() {
        anchorNs = positionNs;
        anchorWallNs = nanoClock.getAsLong();
        meter.restart(anchorWallNs, anchorNs);
    }

    private static InputException unreadable(IOException e) {
        return new InputException("recording: expected a readable file (" + e.getMessage() + ")", e);
    }

    /** Goes on, from the beginning if it was at the end. */
    public synchronized void play() {
        try {
            if (ended) go(startNs, "seek");
        } catch (IOException e) {
            throw unreadable(e);
        }
        anchor();
        playing = true;
        notifyAll();
    }

    public synchronized void pause() {
        playing = false;
        behindNs = 0;
        notifyAll();
    }

    /**
     * Goes to an on-board time; plays on if it was playing.
     *
     * @throws InputException for a time outside the recordings
     */
    public synchronized void seek(long toNs) {
        if (toNs < startNs - TICK_NS || toNs > endNs + TICK_NS)
            throw InputException.of("replay", "toT", toNs / 1e9, startNs / 1e9 + " to " + endNs / 1e9 + " s");
        try {
            go(toNs, "seek");
        } catch (IOException e) {
            throw unreadable(e);
        }
        notifyAll();
    }

    /** @param times real time, or 0 for as fast as it goes @throws InputException for another speed */
    public synchronized void speed(double times) {
        if (times != 0 && !(times >= MIN_SPEED && times <= MAX_SPEED))
            throw InputException.of("replay", "speed", times, MIN_SPEED + " to " + MAX_SPEED + ", or 0 for max");
        speed = times;
        anchor();
        notifyAll();
    }

    /** Whether the end leads to the beginning. */
    public void loop(boolean on) {
        loop = on;
    }

    /** Pauses and goes {@code count} packets of telemetry on, or back when negative. */
    public synchronized void stepTicks(int count) {
        pause();
        try {
            if (count < 0) {
                go(positionNs + count * TICK_NS, "seek");
                return;
            }
            for (int done = 0; done < count;) {
                Part part = next();
                long dueNs = part.nextNs();
                if (dueNs == Long.MAX_VALUE) return;
                positionNs = Math.max(positionNs, dueNs);
                if (part.play()) done++;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Pauses and goes {@code count} pictures on, or back when negative. @param camera which; null for any */
    public synchronized void stepImages(int count, String camera) {
        pause();
        try {
            if (count < 0) {
                back(-count, camera);
                return;
            }
            int[] seen = new int[1];
            TrackListener counter = new TrackListener() {
                @Override
                public void onImage(Track track, ImageEntry image) {
                    if (camera == null || camera.equals(image.info().getCamera())) seen[0]++;
                }
            };
            tracks.forEach(t -> t.addListener(counter));
            try {
                while (seen[0] < count) {
                    Part part = next();
                    long dueNs = part.nextNs();
                    if (dueNs == Long.MAX_VALUE) return;
                    positionNs = Math.max(positionNs, dueNs);
                    part.play();
                }
            } finally {
                tracks.forEach(t -> t.removeListener(counter));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void back(int count, String camera) throws IOException {
        List<Long> times = new ArrayList<>();
        for (Track track : tracks)
            for (String name : track.images().cameras())
                if (camera == null || camera.equals(name))
                    track.images().all(name).stream().filter(
                            ImageEntry::isComplete).map(ImageEntry::availableNs).filter(ns -> ns <= positionNs).forEach(
                                    times::add);
        times.sort(Long::compare);
        int at = times.size() - 1 - count;
        go(at < 0 ? startNs : times.get(at), "seek");
    }

    /** How it stands. */
    public ReplayState state() {
        List<String> files = parts.stream().flatMap(p -> p.recording().paths().stream()).map(Path::toString).toList();
        return new ReplayState(stateName(), positionNs, startNs, endNs, speed, playing ? meter.speed() : 0, behindNs,
                loop, seekMs, files);
    }

    private String stateName() {
        return playing ? "playing" : ended ? "ended" : "paused";
    }

    /** Why it stopped by itself, or null. */
    public String failure() {
        return failure;
    }

    /** Whether the histories are complete. */
    public boolean isReadAhead() {
        return readAhead.isDone();
    }

    @Override
    public String mode() {
        return "replay";
    }

    @Override
    public String vehicle() {
        return String.join(", ", tracks.stream().map(Track::name).toList());
    }

    @Override
    public List<Track> tracks() {
        return List.copyOf(tracks);
    }

    @Override
    public Clock clock() {
        long receipt = tracks.stream().mapToLong(Track::lastReceiptNs).max().orElse(0);
        return new Clock(positionNs, receipt, stateName(), speed, playing ? meter.speed() : 0, behindNs);
    }

    @Override
    public long endNs(Track track) {
        for (Part part : parts)
            if (part.track() == track) return part.recording().endNs();
        return endNs;
    }

    @Override
    public LinkReport link() {
        return null;
    }

    @Override
    public void addListener(TrackListener listener) {
        tracks.forEach(t -> t.addListener(listener));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            playing = false;
            notifyAll();
        }
        readAhead.stop();
        try {
            player.join(5_000);
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tracks.forEach(Track::close);
        parts.forEach(p -> p.recording().close());
    }
}
