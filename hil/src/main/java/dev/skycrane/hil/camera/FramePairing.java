package dev.skycrane.hil.camera;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;

/**
 * Finds the metadata record of each picture. Both come in the order of exposure, the record right after its picture, but either may be
 * missing, and a missing record cannot be seen by order alone. So the age tells: arrival of the picture less its sensor time never
 * falls below what the camera needs, and a record of a neighbouring picture is off by a whole period.
 *
 * <p>The least age is learned from pictures paired by order and handed on as suspect, until it has not fallen for {@value #LEARNING} whole
 * pictures: a camera that starts is slower than one that runs. A picture that is older than its record says by a period or more is
 * either late, and then comes alone, or follows one that was lost, and then its own record comes too; one that is younger comes alone if the
 * camera has become quicker, and with the record's own picture behind it if it has lost its record. Which it is is known half a period
 * later.
 *
 * <p>Age and order cannot tell everything: two pictures glued by a cut look whole, and a loss while pictures are late looks like none. So
 * pairs are suspect at first, and again after every loss that no truncated picture explains and while pictures are late, until
 * somebody who knows more says that they are right ({@link #resolve}: the frame code in the picture fits its time). That takes time, and
 * is only heard while pictures and records are counted off as they were for that picture, its alignment.
 *
 * <p>Called from the reader of the pictures and the reader of the records; each is served at once and in order.
 */
public final class FramePairing {
    /** Pictures over which the age is learned. */
    public static final int LEARNING = 8;
    /** Queued at most, of each kind; the oldest go first, counted. */
    static final int MAX_WAITING = 64;
    /** An age may be this share of a period below the least one seen. */
    private static final int GUARD_DIVISOR = 8;
    /** The least age may rise by this share of a period per picture, as a camera grows warm. */
    private static final int RISE_DIVISOR = 1000;
    /** Share of a period by which the record of a picture may come after it. */
    private static final int LAG_DIVISOR = 2;

    /** Where pictures go, with the record that was found, null for none. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param alignment of the pair, for {@link #resolve} and {@link #doubt}
         * @param flags what the pairing has to say, may be added to
         */
        void paired(Picture picture, FrameMetadata record, long alignment, EnumSet<Quality> flags);
    }

    private record Waiting(FrameMetadata record, long arrivalNs) {}

    private final long periodNs;
    private final Sink sink;
    private final Queue<Picture> pictures = new ArrayDeque<>();
    private final Queue<Waiting> records = new ArrayDeque<>();
    private int learned;
    private long ageNs;
    /** Arrivals of truncated pictures since the last good one. */
    private final Queue<Long> truncatedNs = new ArrayDeque<>();
    private boolean ambiguous = true;
    private boolean passPicture;
    private boolean passRecord;
    private long alignment;
    private long nowNs = Long.MIN_VALUE;
    private long orphanRecords;
    private long missingRecords;
    private long relearned;
    private long late;

    /**
     * @param periodNs nominal time from picture to picture
     * @param firstAlignment of its pairs, above all that the consumer may still hold of an earlier stream
     */
    public FramePairing(long periodNs, long firstAlignment, Sink sink) {
        if (periodNs <= 0) throw new IllegalArgumentException("pairing: periodNs=" + periodNs + ", expected over 0");
        this.periodNs = periodNs;
        this.sink = sink;
        alignment = firstAlignment;
    }

    /** Takes the next picture of the stream. */
    public synchronized void picture(Picture picture) {
        nowNs = Math.max(nowNs, picture.arrivalNs());
        if (!picture.whole()) {
            match();
            truncatedNs.add(picture.arrivalNs());
            if (truncatedNs.size() > MAX_WAITING) truncatedNs.remove();
            sink.paired(picture, null, alignment, EnumSet.of(Quality.TRUNCATED));
            if (learned < LEARNING) restartLearning();
            return;
        }
        pictures.add(picture);
        match();
        if (pictures.size() > MAX_WAITING) withoutRecord();
    }

    /** Takes the next record. @param arrivalNs monotonic time at which it was read */
    public synchronized void record(FrameMetadata record, long arrivalNs) {
        nowNs = Math.max(nowNs, arrivalNs);
        records.add(new Waiting(record, arrivalNs));
        match();
        if (records.size() > MAX_WAITING) dropRecord();
    }

    /** Time has passed: decides what waited for it, and hands on without record what has waited for one longer than two periods. */
    public synchronized void expire(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        match();
        while (!pictures.isEmpty() && nowNs - pictures.peek().arrivalNs() > 2 * periodNs)
            withoutRecord();
    }

    /** The stream is over: nothing waits any longer. */
    public synchronized void end() {
        nowNs = Long.MAX_VALUE / 2;
        match();
        while (!pictures.isEmpty())
            withoutRecord();
    }

    /** Somebody has seen by the picture itself that a pair is right. @param pairAlignment of that pair */
    public synchronized void resolve(long pairAlignment) {
        if (pairAlignment == alignment && learned >= LEARNING) ambiguous = false;
    }

    /**
     * Somebody has seen by the picture itself that a pair is wrong: the next picture goes without a record, or the next record without
     * a picture, and the age is learned anew. Said about a pair of an alignment that is no more, it changes nothing.
     *
     * @param pairAlignment of that pair
     * @param recordTooYoung whether the record was of a later picture, otherwise of an earlier one
     */
    public synchronized void doubt(long pairAlignment, boolean recordTooYoung) {
        if (pairAlignment != alignment) return;
        restartLearning();
        passPicture = recordTooYoung;
        passRecord = !recordTooYoung;
        match();
    }

    /** Of the pairs that come next. */
    public synchronized long alignment() {
        return alignment;
    }

    /** Whether pairs are suspect until {@link #resolve}. */
    public synchronized boolean ambiguous() {
        return ambiguous;
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

    /** Pictures that came a period or more later than others do, or earlier. */
    public synchronized long late() {
        return late;
    }

    /** Least age of a picture at arrival, ns; 0 while learning. */
    public synchronized long ageNs() {
        return learned < LEARNING ? 0 : ageNs;
    }

    private void match() {
        pass();
        while (!pictures.isEmpty() && !records.isEmpty()) {
            Picture picture = pictures.peek();
            Waiting record = records.peek();
            long age = picture.arrivalNs() - record.record.sensorTimestampNs();
            if (age < 0) {
                withoutRecord(); // a record from after the arrival is a later picture's, whatever was learned
                continue;
            }
            long off = periodsOff(age);
            if (learned == 0 || off == 0 || off < 0 && learned < LEARNING) {
                pair(age);
                continue;
            }
            long knownNs = Math.max(picture.arrivalNs(), record.arrivalNs) + lagNs();
            if (nowNs < knownNs) return;
            long surplus = recordsLessPictures(knownNs);
            if (off > 0 && surplus > 0) {
                dropRecord();
            } else if (off < 0 && surplus < 0) {
                withoutRecord();
            } else {
                late++;
                ambiguous = true;
                pair(age);
            }
        }
    }

    private long lagNs() {
        return periodNs / LAG_DIVISOR;
    }

    /** Of those that came until then. */
    private long recordsLessPictures(long untilNs) {
        return records.stream().filter(r -> r.arrivalNs <= untilNs).count()
                - pictures.stream().filter(p -> p.arrivalNs() <= untilNs).count();
    }

    /** What {@link #doubt} asked for, once there is something to pass over. */
    private void pass() {
        if (passPicture && !pictures.isEmpty()) {
            passPicture = false;
            withoutRecord();
        }
        if (passRecord && !records.isEmpty()) {
            passRecord = false;
            dropRecord();
        }
    }

    private long periodsOff(long age) {
        return Math.floorDiv(age - ageNs + periodNs / GUARD_DIVISOR, periodNs);
    }

    private void pair(long age) {
        Picture picture = pictures.remove();
        Waiting waiting = records.remove();
        if (learned < LEARNING) {
            boolean fell = learned == 0 || age < ageNs - periodNs / GUARD_DIVISOR;
            ageNs = learned == 0 ? age : Math.min(ageNs, age);
            learned = fell ? 1 : learned + 1;
        } else {
            ageNs = Math.min(age, ageNs + periodNs / RISE_DIVISOR);
            truncatedNs.clear();
        }
        // so long after its picture it is perhaps the next one's
        if (waiting.arrivalNs - picture.arrivalNs() > lagNs()) lost();
        boolean suspect = ambiguous || learned < LEARNING;
        sink.paired(picture, waiting.record, alignment,
                suspect ? EnumSet.of(Quality.META_SUSPECT) : EnumSet.noneOf(Quality.class));
    }

    private void restartLearning() {
        learned = 0;
        relearned++;
        lost();
    }

    /** From here on pictures and records may be counted off otherwise than before. */
    private void lost() {
        ambiguous = true;
        alignment++;
    }

    private void dropRecord() {
        long sensorNs = records.remove().record.sensorTimestampNs();
        orphanRecords++;
        boolean explained = truncatedNs
                .removeIf(arrivalNs -> couldBe(arrivalNs - sensorNs));
        alignment++;
        if (!explained) ambiguous = true;
        if (learned < LEARNING) restartLearning();
    }

    /** What ended early may also have come early. */
    private boolean couldBe(long age) {
        return age - ageNs > -periodNs / 2 && age - ageNs < periodNs;
    }

    private void withoutRecord() {
        missingRecords++;
        if (learned < LEARNING) {
            restartLearning();
        } else {
            lost();
        }
        sink.paired(pictures.remove(), null, alignment, EnumSet.of(Quality.META_MISSING));
    }
}
