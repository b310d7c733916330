package dev.skycrane.hil.camera;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;

/**
 * Finds the metadata record of each picture. Both come in the order of exposure, but either may be missing, and a missing record
 * cannot be seen by order alone. So the age tells: arrival of the picture less its sensor time never falls below what the camera needs,
 * and a record of a neighbouring picture is off by a whole period.
 *
 * <p>The least age is learned from pictures paired by order and handed on as suspect, until it has not fallen for {@value #LEARNING} whole
 * pictures: a camera that starts is slower than one that runs. From then on a record belongs to a picture if their age is between the
 * least and a period more; a record that is older has lost its picture, a picture whose record is younger has lost its record.
 *
 * <p>Age and order cannot tell everything: two pictures glued by a cut look whole, and a delay that grew by a period looks like a loss. So
 * pairs are suspect at first, and again after every loss that no truncated picture explains, until somebody who knows more says that
 * they are right ({@link #resolve()}: the frame code in the picture fits its time).
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
    private boolean ambiguous = true;
    private boolean passPicture;
    private boolean passRecord;
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

    /** Somebody has seen by the picture itself that the last pair is right. */
    public synchronized void resolve() {
        if (learned >= LEARNING) ambiguous = false;
    }

    /**
     * Somebody has seen by the picture itself that the last pair is wrong: the next picture goes without a record, or the next record without
     * a picture, and the age is learned anew. Said again about a picture that was paired before that, it changes nothing.
     *
     * @param recordTooYoung whether the record was of a later picture, otherwise of an earlier one
     */
    public synchronized void doubt(boolean recordTooYoung) {
        if (ambiguous && learned < LEARNING) return;
        restartLearning();
        passPicture = recordTooYoung;
        passRecord = !recordTooYoung;
        match();
    }

    /** Whether pairs are suspect until {@link #resolve()}. */
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

    /** Least age of a picture at arrival, ns; 0 while learning. */
    public synchronized long ageNs() {
        return learned < LEARNING ? 0 : ageNs;
    }

    private void match() {
        pass();
        while (!pictures.isEmpty() && !records.isEmpty()) {
            long age = pictures.peek().arrivalNs() - records.peek().sensorTimestampNs();
            if (learned < LEARNING) {
                learn(age);
            } else {
                // a record from after the arrival is a later picture's, whatever was learned
                long off = age < 0 ? -1 : periodsOff(age);
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

    private void learn(long age) {
        if (age < 0 || learned > 0 && periodsOff(age) > 0) {
            restartLearning();
            dropOlder(age);
            return;
        }
        boolean fell = learned == 0 || age < ageNs - periodNs / GUARD_DIVISOR;
        ageNs = learned == 0 ? age : Math.min(ageNs, age);
        learned = fell ? 1 : learned + 1;
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
        ambiguous = true;
        relearned++;
    }

    private void good(long age) {
        ageNs = Math.min(age, ageNs + periodNs / RISE_DIVISOR);
        EnumSet<Quality> flags = EnumSet.noneOf(Quality.class);
        if (ambiguous) flags.add(Quality.META_SUSPECT);
        truncatedNs.clear();
        sink.paired(pictures.remove(), records.remove(), flags);
    }

    private void dropRecord() {
        long sensorNs = records.remove().sensorTimestampNs();
        orphanRecords++;
        boolean explained = truncatedNs
                .removeIf(arrivalNs -> couldBe(arrivalNs - sensorNs));
        if (!explained) ambiguous = true;
    }

    /** What ended early may also have come early. */
    private boolean couldBe(long age) {
        return age - ageNs > -periodNs / 2 && age - ageNs < periodNs;
    }

    private void withoutRecord() {
        missingRecords++;
        ambiguous = true;
        sink.paired(pictures.remove(), null, EnumSet.of(Quality.META_MISSING));
    }
}
