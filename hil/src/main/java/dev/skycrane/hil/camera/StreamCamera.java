package dev.skycrane.hil.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera that sends MJPEG: keeps its connection alive, cuts, pairs and judges its pictures, and hands out the newest good one.
 * Three threads of its own: pictures, metadata, and one that watches. None of them waits for the consumer, and the consumer decodes.
 * Everything they share is guarded by this object's monitor; the pairing's own is only taken inside it.
 */
public final class StreamCamera implements CameraPort {
    private static final int READ_BYTES = 1 << 16;
    private static final long WATCH_PERIOD_NS = 20_000_000;
    private static final long ENDING_WAIT_MS = 2000;
    private static final int MAX_WRONG_SIZE_IN_A_ROW = 3;
    private static final int LOOKING_PERIODS = 2;
    /** What the consumer may want to look at: suspect pairs can be confirmed by the picture itself. */
    private static final EnumSet<Quality> WORTH_DECODING = EnumSet.of(Quality.GAP_BEFORE, Quality.CLOCK_STEP,
            Quality.META_SUSPECT, Quality.DRIFTED_SETTINGS);

    /** Alignments of one start of the camera; no stream has as many pictures. */
    private static final long ALIGNMENTS = 1L << 40;
    private static final Map<Quality, CameraEvent.Kind> EVENTS = new EnumMap<>(Map.of(Quality.TRUNCATED,
            CameraEvent.Kind.CUT_PICTURE, Quality.DECODE_ERROR, CameraEvent.Kind.CORRUPT_PICTURE, Quality.WRONG_SIZE,
            CameraEvent.Kind.WRONG_SIZE, Quality.DUPLICATE, CameraEvent.Kind.DUPLICATE, Quality.GAP_BEFORE,
            CameraEvent.Kind.SENSOR_DROP, Quality.META_MISSING, CameraEvent.Kind.METADATA_LOST, Quality.CLOCK_STEP,
            CameraEvent.Kind.CLOCK_STEP, Quality.DRIFTED_SETTINGS,
            CameraEvent.Kind.SETTINGS_MOVED));

    private record Judged(Picture picture, FrameMetadata record, long alignment, EnumSet<Quality> flags) {}

    private final CaptureSettings settings;
    private final CameraLink.Source source;
    private final CameraWatch watch;
    private final FrameJudge judge;
    private final LumaDecoder decoder = new LumaDecoder();
    private final NewestSlot<Judged> slot = new NewestSlot<>();
    private final Map<Quality, Long> flagged = new EnumMap<>(Quality.class);
    private final CameraEvents events = new CameraEvents();
    private final List<Thread> threads = new ArrayList<>();
    private volatile long askedNs = Long.MIN_VALUE / 2;
    private volatile boolean closed;
    private volatile CameraFault failure;
    private CameraLink link;
    private FramePairing pairing;
    private JpegFramer framer;
    private MetadataParser parser;
    private long pictures;
    private long good;
    private long skippedBytesBefore;
    private long orphansBefore;
    private long malformedBefore;
    private long starts;
    private int wrongSizeInARow;
    private Thread closer;
    private boolean opened;

    /** @param maxRestarts in a row, before the camera is given up */
    public StreamCamera(CaptureSettings settings, CameraLink.Source source, int maxRestarts) {
        this.settings = settings;
        this.source = source;
        watch = new CameraWatch(settings.periodNs(), maxRestarts);
        judge = new FrameJudge(settings);
    }

    /** A camera of this machine by its program. @param camera number in the program's list */
    public static StreamCamera rpicam(RpicamProgram program, CaptureSettings settings, int camera, int maxRestarts) {
        return new StreamCamera(settings, RpicamProcess.source(program, settings, camera), maxRestarts);
    }

    @Override
    public synchronized void open() throws CameraFault, InterruptedException {
        if (opened) throw new CameraFault("camera: owner=2, expected one: it is open already", false);
        opened = true;
        obey(watch.begin(System.nanoTime()));
        spawn("camera-watch", this::watching);
        while (watch.state() != CameraWatch.State.RUNNING) {
            if (failure != null) throw failure;
            wait(WATCH_PERIOD_NS / 1_000_000);
        }
    }

    @Override
    public Capture next(long timeoutNs) throws CameraFault, InterruptedException {
        askedNs = System.nanoTime();
        Judged newest = slot.take(timeoutNs);
        if (newest == null) {
            if (failure != null) throw failure;
            return null;
        }
        byte[] luma = decoder.decode(newest.picture);
        if (luma == null) {
            newest.flags.add(Quality.DECODE_ERROR);
            note(Quality.DECODE_ERROR, newest.picture);
        }
        askedNs = System.nanoTime();
        Picture picture = newest.picture;
        long midNs = newest.record == null ? picture.arrivalNs() : newest.record.midExposureNs();
        return new Capture(picture.seq(), picture.widthPx(), picture.heightPx(), picture.jpeg(), luma, midNs,
                picture.arrivalNs(), newest.record, newest.alignment, newest.flags);
    }

    /** Somebody knows by the picture itself that its time is right; see {@link FramePairing#resolve}. */
    public synchronized void resolve(Capture seen) {
        if (pairing != null) pairing.resolve(seen.alignment());
    }

    /**
     * Somebody knows by the picture itself that its time is that of another; see {@link FramePairing#doubt}.
     *
     * @param recordTooYoung whether the record is of a later picture, otherwise of an earlier one
     */
    public synchronized void doubt(Capture seen, boolean recordTooYoung) {
        events.note(CameraEvent.Kind.WRONG_RECORD, "picture " + seen.seq() + " with the record of "
                + (recordTooYoung ? "a later" : "an earlier") + " one, by its beat", seen.arrivalNs());
        if (pairing != null) pairing.doubt(seen.alignment(), recordTooYoung);
    }

    /** What happened to it; the consumer may add what only the picture shows. */
    public CameraEvents events() {
        return events;
    }

    @Override
    public synchronized CameraCounts counts() {
        long skipped = skippedBytesBefore + (framer == null ? 0 : framer.skippedBytes());
        long orphans = orphansBefore + (pairing == null ? 0 : pairing.orphanRecords());
        long malformed = malformedBefore + (parser == null ? 0 : parser.malformed());
        return new CameraCounts(pictures, good, Map.copyOf(flagged), slot.overwritten(), judge.sensorDrops(), skipped,
                orphans, malformed, watch.restarts(), judge.clockSteps());
    }

    /** How the camera stands: {@code idle}, {@code starting}, {@code running}, {@code restarting} or {@code failed}. */
    public synchronized String state() {
        return watch.state().name().toLowerCase(java.util.Locale.ROOT);
    }

    private void watching() {
        while (!closed) {
            LockSupport.parkNanos(WATCH_PERIOD_NS);
            synchronized (this) {
                if (closed) return;
                long nowNs = System.nanoTime();
                if (pairing != null) pairing.expire(nowNs);
                boolean stopping = closer != null && closer.isAlive();
                if (!stopping) obey(watch.step(nowNs));
                notifyAll();
            }
        }
    }

    private void obey(CameraWatch.Order order) {
        if (order == CameraWatch.Order.STOP) {
            disconnect();
            events.note(watch.cause(), watch.reason(), System.nanoTime());
            if (watch.state() == CameraWatch.State.FAILED) fail(watch.reason());
        } else if (order == CameraWatch.Order.START) {
            connect();
        }
    }

    private void connect() {
        try {
            link = source.open();
        } catch (CameraFault e) {
            obey(watch.ended(e.kind(), e.getMessage(), e.worthRetry(), System.nanoTime()));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        judge.forget();
        CameraLink now = link;
        boolean timed = now.metadata() != null;
        FramePairing desk = new FramePairing(settings.periodNs(), ++starts * ALIGNMENTS, this::judged);
        JpegFramer cutter = new JpegFramer(picture -> taken(desk, picture, timed));
        MetadataParser records = MetadataParser.text(record -> recorded(desk, record));
        pairing = desk;
        framer = cutter;
        parser = records;
        spawn("camera-pictures", () -> readPictures(now, cutter));
        if (timed) spawn("camera-metadata", () -> readMetadata(now.metadata(), records));
    }

    private void taken(FramePairing desk, Picture picture, boolean timed) {
        synchronized (this) {
            pictures++;
            boolean back = watch.state() == CameraWatch.State.STARTING && watch.restarts() > 0;
            watch.picture(picture.arrivalNs());
            if (back) {
                long downMs = (picture.arrivalNs() - watch.lostNs()) / 1_000_000;
                events.note(CameraEvent.Kind.RECOVERED, downMs + " ms after it was lost", picture.arrivalNs());
            }
            if (timed) {
                desk.picture(picture);
            } else {
                // a stream without metadata has no other time than the arrival
                judged(picture, null, 0,
                        picture.whole() ? EnumSet.noneOf(Quality.class) : EnumSet.of(Quality.TRUNCATED));
            }
            notifyAll();
        }
    }

    private synchronized void recorded(FramePairing desk, FrameMetadata record) {
        judge.recorded(record);
        desk.record(record, System.nanoTime());
    }

    private synchronized void judged(Picture picture, FrameMetadata record, long alignment, EnumSet<Quality> flags) {
        judge.judge(picture, record, flags);
        flags.forEach(flag -> note(flag, picture));
        if (flags.stream().noneMatch(Quality::barsNavigation)) good++;
        wrongSizeInARow = flags.contains(Quality.WRONG_SIZE) ? wrongSizeInARow + 1 : 0;
        if (wrongSizeInARow >= MAX_WRONG_SIZE_IN_A_ROW) {
            obey(watch.ended(CameraEvent.Kind.WRONG_SIZE, "camera: size=" + picture.widthPx() + "x" + picture.heightPx()
                    + ", expected " + settings.widthPx() + "x" + settings.heightPx(), false, System.nanoTime()));
        }
        boolean replaced = WORTH_DECODING.containsAll(flags)
                && slot.put(new Judged(picture, record, alignment, flags));
        // while nobody looks, nobody is slow
        if (replaced && picture.arrivalNs() - askedNs < LOOKING_PERIODS * settings.periodNs()) {
            events.note(CameraEvent.Kind.SLOW_CONSUMER, "picture before " + picture.seq() + " was not looked at",
                    picture.arrivalNs());
        }
    }

    private synchronized void note(Quality flag, Picture picture) {
        flagged.merge(flag, 1L, Long::sum);
        CameraEvent.Kind kind = EVENTS.get(flag);
        if (kind != null) events.note(kind, "picture " + picture.seq() + ", " + flag, picture.arrivalNs());
    }

    private void readPictures(CameraLink from, JpegFramer into) {
        byte[] bytes = new byte[READ_BYTES];
        try (InputStream in = from.pictures()) {
            int n;
            while ((n = in.read(bytes)) >= 0)
                into.accept(bytes, 0, n, System.nanoTime());
        } catch (IOException e) {
            // the ending below says why
        }
        into.end();
        pictureStreamEnded(from);
    }

    private void pictureStreamEnded(CameraLink from) {
        CameraFault why;
        try {
            why = from.ending(ENDING_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (closed || from != link) return;
            obey(watch.ended(why.kind(), why.getMessage(), why.worthRetry(), System.nanoTime()));
            notifyAll();
        }
    }

    private static void readMetadata(BufferedReader in, MetadataParser into) {
        try {
            String line;
            while ((line = in.readLine()) != null)
                into.line(line);
        } catch (IOException e) {
            // closed with the link
        }
    }

    private void disconnect() {
        if (link == null) return;
        CameraLink gone = link;
        link = null;
        // a camera that does not end by itself takes seconds; nobody here waits for it, only the next start does
        closer = spawn("camera-close", gone::close);
        pairing.end();
        skippedBytesBefore += framer.skippedBytes();
        orphansBefore += pairing.orphanRecords();
        malformedBefore += parser.malformed();
        framer = null;
        pairing = null;
        parser = null;
    }

    private void fail(String why) {
        failure = new CameraFault(why, false, watch.cause());
        events.note(CameraEvent.Kind.CAMERA_LOST, why, System.nanoTime());
        slot.wake();
        notifyAll();
    }

    private Thread spawn(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.removeIf(t -> !t.isAlive());
        thread.start();
        threads.add(thread);
        return thread;
    }

    @Override
    public void close() {
        List<Thread> mine;
        synchronized (this) {
            if (closed) return;
            closed = true;
            disconnect();
            mine = List.copyOf(threads);
            notifyAll();
        }
        for (Thread thread : mine) {
            try {
                thread.join(ENDING_WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        decoder.close();
    }
}
