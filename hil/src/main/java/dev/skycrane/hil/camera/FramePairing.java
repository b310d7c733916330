package dev.skycrane.hil.camera;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;

/**
 * Finds the metadata record of each picture. Both come in the order of exposure, but either may be missing, and a missing record
 * cannot be seen by order alone. So the age tells: arrival of the picture less its sensor time is nearly constant, and a record of a
 * neighbouring picture is off by a whole period.
 *
 * <p>The age is learned over the first {@value #LEARNING} whole pictures, paired by order and handed on as suspect. From then on a record
 * belongs to a picture if their age is within half a period of the learned one; a record that is older has lost its picture, a picture
 * whose record is younger has lost its record.
 *
 * <p>A loss that no truncated picture explains is ambiguous: two pictures glued by a cut look whole, and a delay that grew by a period looks
 * like a loss. Everything after it is suspect until somebody who knows more resolves it ({@link #resolve()}: the frame code in the
 * picture fits its time, or the glued picture does not decode), or until the opposite loss shows that it was a passing delay.
 *
 * <p>Called from the reader of the pictures and the reader of the records; each is served at once and in order.
 */
public final class FramePairing {
    /** Pictures over which the age is learned. */
    public static final int LEARNING = 8;
    /** Queued at most, of each kind; the oldest go first, counted. */
    static final int MAX_WAITING = 64;
    /** The learned age follows slow drift, of temperature for instance, with this share per picture. */
    private static final double FOLLOW = 0.05;

    /** Where pictures go, with the record that was found, null for none. */
    @FunctionalInterface
    public interface Sink {
        /** @param flags what the pairing has to say, may be added to */
        void paired(Picture picture, FrameMetadata record, EnumSet<Quality> flags);
    }

    private final long periodNs;
    private final Sink sink;
    private final Queue<Picture> pictures = new ArrayDeque<>();
    private final Queue<FrameMetadata> records = new ArrayDeque<>();
    private int learned;
    private long ageNs;
    /** Arrivals of truncated pictures since the last good one. */
    private final Queue<Long> truncatedNs = new ArrayDeque<>();
    /** Unexplained lost pictures less unexplained lost records. */
    private int ambiguity;
    private long orphanRecords;
    private long missingRecords;
    private long relearned;

    /** @param periodNs nominal time from picture to picture */
    public FramePairing(long periodNs, Sink sink) {
        if (periodNs <= 0) throw new IllegalArgumentException("pairing: periodNs=" + periodNs + ", expected over 0");
        this.periodNs = periodNs;
        this.sink = sink;
    }

    /** Takes the next picture of the stream. */
    public synchronized void picture(Picture picture) {
        if (!picture.whole()) {
            match();
            truncatedNs.add(picture.arrivalNs());
            if (truncatedNs.size() > MAX_WAITING) truncatedNs.remove();
            sink.paired(picture, null, EnumSet.of(Quality.TRUNCATED));
            if (learned < LEARNING) restartLearning();
            return;
        }
        pictures.add(picture);
        match();
        if (pictures.size() > MAX_WAITING) withoutRecord();
    }

    /** Takes the next record. */
    public synchronized void record(FrameMetadata record) {
        records.add(record);
        match();
        if (records.size() > MAX_WAITING) dropRecord();
    }

    /** Hands on, without record, what has waited for one longer than two periods. */
    public synchronized void expire(long nowNs) {
        while (!pictures.isEmpty() && nowNs - pictures.peek().arrivalNs() > 2 * periodNs)
            withoutRecord();
    }

    /** The stream is over: nothing waits any longer. */
    public synchronized void end() {
        while (!pictures.isEmpty())
            withoutRecord();
    }

    /** Somebody has seen that the last pairs are right, or why a picture was lost. */
    public synchronized void resolve() {
        ambiguity = 0;
    }

    /** Whether pairs are suspect until {@link #resolve()}. */
    public synchronized boolean ambiguous() {
        return ambiguity != 0;
    }

    /** Records whose picture never came. */
    public synchronized long orphanRecords() {
        return orphanRecords;
    }

    /** Whole pictures whose record never came. */
    public synchronized long missingRecords() {
        return missingRecords;
    }

    /** Times the learning had to begin anew. */
    public synchronized long relearned() {
        return relearned;
    }

    /** Learned age of a picture at arrival, ns; 0 while learning. */
    public synchronized long ageNs() {
        return learned < LEARNING ? 0 : ageNs;
    }

    private void match() {
        while (!pictures.isEmpty() && !records.isEmpty()) {
            long age = pictures.peek().arrivalNs() - records.peek().sensorTimestampNs();
            if (learned < LEARNING) {
                learn(age);
            } else {
                long off = Math.floorDiv(age - ageNs + periodNs / 2, periodNs);
                if (off > 0) {
                    dropRecord();
                } else if (off < 0) {
                    withoutRecord();
                } else {
                    good(age);
                }
            }
        }
    }

    private void learn(long age) {
        boolean agrees = learned == 0 || Math.abs(age - ageNs) < periodNs / 2;
        if (!agrees || age < 0) {
            restartLearning();
            dropOlder(age);
            return;
        }
        ageNs = learned == 0 ? age : ageNs + (age - ageNs) / (learned + 1);
        learned++;
        sink.paired(pictures.remove(), records.remove(), EnumSet.of(Quality.META_SUSPECT));
    }

    /** While nothing is known, one of the two is passed over so that the learning cannot hang. */
    private void dropOlder(long age) {
        if (age < 0) {
            withoutRecord();
        } else {
            dropRecord();
        }
    }

    private void restartLearning() {
        learned = 0;
        ambiguity = 0;
        relearned++;
    }

    private void good(long age) {
        ageNs += (long) (FOLLOW * (age - ageNs));
        EnumSet<Quality> flags = EnumSet.noneOf(Quality.class);
        if (ambiguity != 0) flags.add(Quality.META_SUSPECT);
        truncatedNs.clear();
        sink.paired(pictures.remove(), records.remove(), flags);
    }

    private void dropRecord() {
        long sensorNs = records.remove().sensorTimestampNs();
        orphanRecords++;
        boolean explained = truncatedNs
                .removeIf(arrivalNs -> Math.abs(arrivalNs - sensorNs - ageNs) < periodNs / 2);
        if (!explained && learned == LEARNING) ambiguity++;
    }

    private void withoutRecord() {
        missingRecords++;
        if (learned == LEARNING) ambiguity--;
        sink.paired(pictures.remove(), null, EnumSet.of(Quality.META_MISSING));
    }
}
