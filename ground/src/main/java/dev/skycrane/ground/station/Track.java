package dev.skycrane.ground.station;

import com.google.protobuf.ByteString;
import dev.skycrane.ground.column.ColumnStore;
import dev.skycrane.ground.column.Samples;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.TelemetryRow;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One run as the station knows it: what is kept of it (columns, events, pictures) and what happens now (alarms, listeners). Live, every
 * frame goes to both; in a replay one thread keeps the whole recording and another one lets it happen. Frames come on one thread
 * each; questions on any.
 */
public final class Track implements AutoCloseable {
    /** Rows before the time gone to that alarms are worked out from: nearly an hour. */
    private static final int REWOUND_ROWS = 200_000;

    private final String id;
    private final String name;
    private final long runId;
    private final ColumnStore columns;
    private final EventLog events = new EventLog();
    private final LandmarkLog landmarks = new LandmarkLog();
    private final ImageCatalog images;
    private final AlarmBoard alarms;
    private final TimeCorrelation time = new TimeCorrelation();
    private final List<TrackListener> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier visibleNs;
    private final AtomicLong notKept = new AtomicLong();
    private final FrameReader both = new FrameReader(new Both());
    private final FrameReader keeping = new FrameReader(new Keeping());
    private final FrameReader happening = new FrameReader(new Happening());
    private volatile RunHeader run = RunHeader.getDefaultInstance();
    private volatile long lastReceiptNs;
    private volatile long heardNs = Long.MIN_VALUE;

    /**
     * A track.
     *
     * @param id        short, for addresses
     * @param name      for people
     * @param columns   file of the columns, or null for one that disappears with the process
     * @param pictures  reads pictures back, which {@code keepsPictures} says whether it must
     * @param visibleNs on-board time up to which questions are answered; a replay does not show the future
     * @param unixNs    wall clock
     */
    public Track(String id, String name, long runId, Path columns, ImageCatalog.Source pictures, boolean keepsPictures,
            LongSupplier visibleNs, LongSupplier unixNs) {
        this.id = id;
        this.name = name;
        this.runId = runId;
        this.visibleNs = visibleNs;
        int channels = Dictionary.standard().channels().size();
        try {
            this.columns = columns == null
                    ? ColumnStore.temporary(channels)
                    : ColumnStore.open(columns, channels, dictionaryMark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        images = new ImageCatalog(pictures, keepsPictures);
        alarms = new AlarmBoard(Dictionary.standard(), alarm -> listeners.forEach(l -> l.onAlarm(this, alarm)), unixNs);
    }

    /** Changes when a column would mean something else. */
    private static long dictionaryMark() {
        long mark = 17;
        for (var channel : Dictionary.standard().channels())
            mark = mark * 1_000_003 + channel.name().hashCode();
        return mark;
    }

    /** A frame that is new: kept, and it happens now. */
    public void live(StreamKey key, ByteString payload, long onboardNs, long receiptUnixNs) {
        both.read(key, payload, onboardNs, receiptUnixNs);
    }

    /** A frame of a recording: kept for later. @param clockNs newest on-board time heard of then */
    public void keep(StreamKey key, ByteString payload, long onboardNs, long receiptUnixNs, long clockNs) {
        keeping.clockNs(clockNs);
        keeping.read(key, payload, onboardNs, receiptUnixNs);
    }

    /** A frame of a recording that is being played: it happens now. */
    public void happen(StreamKey key, ByteString payload, long onboardNs, long receiptUnixNs) {
        happening.read(key, payload, onboardNs, receiptUnixNs);
    }

    /** Goes to another time; alarms are forgotten until {@link #recheck}. */
    public void rewind(long toNs, String reason) {
        happening.clockNs(toNs);
        heardNs = toNs;
        alarms.restart();
        time.restart();
        reset(reason);
    }

    /** Alarms and clocks become what they were at {@code toNs}, worked out from the history. */
    public void recheck(long toNs) {
        alarms.restart();
        time.restart();
        try {
            recheckLimits(toNs);
        } catch (IOException e) {
            notKept.incrementAndGet();
        }
        for (StationEvent event : events.select(Long.MIN_VALUE, toNs, Severity.WARNING_HI, REWOUND_ROWS, true))
            alarms.event(event);
    }

    private void recheckLimits(long toNs) throws IOException {
        int[] places = alarms.places();
        Samples[] history = new Samples[places.length];
        int rows = Integer.MAX_VALUE;
        for (int i = 0; i < places.length; i++) {
            history[i] = columns.samples(places[i], Long.MIN_VALUE, toNs, REWOUND_ROWS, true);
            rows = Math.min(rows, history[i].size());
        }
        double[] row = new double[Dictionary.standard().channels().size()];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < places.length; i++)
                row[places[i]] = history[i].values()[history[i].size() - rows + r];
            int at = history[0].size() - rows + r;
            alarms.check(row, history[0].onboardNs()[at]);
            time.take(history[0].onboardNs()[at], history[0].receiptUnixNs()[at]);
        }
    }

    /** The station's own event. */
    public void say(StationEvent event) {
        StationEvent numbered = events.add(event);
        alarms.event(numbered);
        listeners.forEach(l -> l.onEvent(this, numbered));
    }

    private final class Keeping implements FrameSink {
        @Override
        public void row(TelemetryRow row, long receiptUnixNs) {
            try {
                columns.append(row.onboardNs(), receiptUnixNs, row.values());
            } catch (IOException e) {
                notKept.incrementAndGet();
            }
        }

        @Override
        public void event(EventRecord event, long receiptUnixNs) {
            events.add(StationEvent.of(event, receiptUnixNs));
        }

        @Override
        public void chunk(SegmentId segment, ImageChunk chunk, long receiptUnixNs, long clockNs) {
            images.take(segment, chunk, receiptUnixNs, clockNs);
        }

        @Override
        public void landmarks(LandmarkMatches matches, long clockNs) {
            landmarks.add(matches, clockNs);
        }

        @Override
        public void run(RunHeader header) {
            run = header;
        }
    }

    private final class Happening implements FrameSink {
        @Override
        public void row(TelemetryRow row, long receiptUnixNs) {
            happened(row, receiptUnixNs);
        }

        @Override
        public void event(EventRecord event, long receiptUnixNs) {
            happened(StationEvent.of(event, receiptUnixNs));
        }

        @Override
        public void chunk(SegmentId segment, ImageChunk chunk, long receiptUnixNs, long clockNs) {
            ImageEntry known = images.take(segment, chunk, receiptUnixNs, clockNs);
            if (known == null) known = images.find(chunk.getInfo().getCamera(), chunk.getInfo().getImage());
            // whoever reads ahead has marked all chunks already: this one is the last if it came last
            if (known == null || !known.isComplete() || known.lastReceiptNs() != receiptUnixNs) return;
            known.availableNs(clockNs);
            ImageEntry complete = known;
            listeners.forEach(l -> l.onImage(Track.this, complete));
        }

        @Override
        public void landmarks(LandmarkMatches matches, long clockNs) {
            listeners.forEach(l -> l.onLandmarks(Track.this, matches));
        }

        @Override
        public void run(RunHeader header) {
            run = header;
        }
    }

    private final class Both implements FrameSink {
        private final Keeping kept = new Keeping();

        @Override
        public void row(TelemetryRow row, long receiptUnixNs) {
            kept.row(row, receiptUnixNs);
            happened(row, receiptUnixNs);
        }

        @Override
        public void event(EventRecord event, long receiptUnixNs) {
            happened(events.add(StationEvent.of(event, receiptUnixNs)));
        }

        @Override
        public void chunk(SegmentId segment, ImageChunk chunk, long receiptUnixNs, long clockNs) {
            ImageEntry complete = images.take(segment, chunk, receiptUnixNs, clockNs);
            if (complete != null) listeners.forEach(l -> l.onImage(Track.this, complete));
        }

        @Override
        public void landmarks(LandmarkMatches matches, long clockNs) {
            landmarks.add(matches, clockNs);
            listeners.forEach(l -> l.onLandmarks(Track.this, matches));
        }

        @Override
        public void run(RunHeader header) {
            run = header;
        }
    }

    private void happened(TelemetryRow row, long receiptUnixNs) {
        lastReceiptNs = receiptUnixNs;
        heardNs = Math.max(heardNs, row.onboardNs());
        time.take(row.onboardNs(), receiptUnixNs);
        alarms.check(row.values(), row.onboardNs());
        for (TrackListener listener : listeners)
            listener.onRow(this, row.onboardNs(), receiptUnixNs, row.values());
    }

    private void happened(StationEvent event) {
        alarms.event(event);
        for (TrackListener listener : listeners)
            listener.onEvent(this, event);
    }

    /** Tells listeners that what they have shown is void. */
    public void reset(String reason) {
        listeners.forEach(l -> l.onReset(this, reason));
    }

    /** Everything kept so far has happened, in an earlier process. */
    public void resume() {
        if (columns.rows() == 0) return;
        heardNs = columns.newestNs();
        both.clockNs(heardNs);
    }

    /** An alarm that an earlier process knew of. */
    public void restore(Alarm alarm) {
        alarms.restore(alarm);
    }

    /** What the recording says of the run. */
    public void describe(RunHeader header) {
        run = header;
    }

    public void removeListener(TrackListener listener) {
        listeners.remove(listener);
    }

    public void addListener(TrackListener listener) {
        listeners.add(listener);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public long runId() {
        return runId;
    }

    /** What the vehicle said of the run; empty before it did. */
    public RunHeader run() {
        return run;
    }

    public ColumnStore columns() {
        return columns;
    }

    public EventLog events() {
        return events;
    }

    public LandmarkLog landmarks() {
        return landmarks;
    }

    public ImageCatalog images() {
        return images;
    }

    public AlarmBoard alarms() {
        return alarms;
    }

    public TimeCorrelation time() {
        return time;
    }

    /** On-board time up to which this track may be shown, ns. */
    public long visibleNs() {
        return visibleNs.getAsLong();
    }

    /** Newest on-board time that has happened, ns; {@code Long.MIN_VALUE} before. */
    public long heardNs() {
        return heardNs;
    }

    /** Wall clock of the newest telemetry, Unix ns; 0 before. */
    public long lastReceiptNs() {
        return lastReceiptNs;
    }

    /** Rows that the columns could not take; they are in the recording. */
    public long rowsNotKept() {
        return notKept.get();
    }

    /** Payloads that are not what their stream says. */
    public long malformed() {
        return both.malformed() + keeping.malformed() + happening.malformed();
    }

    @Override
    public void close() {
        try {
            columns.close();
        } catch (IOException e) {
            notKept.incrementAndGet();
        }
    }
}
