package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FramePairingTest {
    private static final long MS = 1_000_000;
    private static final long PERIOD_NS = 50 * MS;
    private static final long AGE_NS = 40 * MS;

    private record Paired(Picture picture, FrameMetadata record, long alignment, EnumSet<Quality> flags) {
        boolean good() {
            return flags.stream().noneMatch(Quality::barsNavigation);
        }
    }

    private final List<Paired> paired = new ArrayList<>();
    private final FramePairing pairing = new FramePairing(PERIOD_NS, 0,
            (p, r, a, f) -> paired.add(new Paired(p, r, a, f)));

    @Test
    void recordsAndPicturesInStepArePairedOnceTheAgeIsKnown() {
        for (int n = 0; n < 20; n++) {
            if (n % 2 == 0) record(n);
            picture(n, 0);
            if (n % 2 == 1) record(n);
            pairing.resolve(pairing.alignment());
        }
        assertEquals(20, paired.size());
        for (Paired p : paired)
            assertEquals(sensorNs(p.picture.seq()), p.record.sensorTimestampNs());
        assertEquals(FramePairing.LEARNING, paired.stream().filter(p -> !p.good()).count());
        assertTrue(paired.subList(FramePairing.LEARNING, 20).stream().allMatch(Paired::good));
        assertEquals(AGE_NS, pairing.ageNs());
    }

    @Test
    void lostRecordCostsItsPictureAndNoOtherGetsAWrongTime() {
        run(0, 12);
        picture(12, 0); // no record
        run(13, 20);
        assertNull(of(12).record);
        assertTrue(of(12).flags.contains(Quality.META_MISSING));
        for (int n = 13; n < 20; n++) {
            assertEquals(sensorNs(n), of(n).record.sensorTimestampNs());
            assertTrue(of(n).flags.contains(Quality.META_SUSPECT), "until somebody confirms");
        }
        pairing.resolve(pairing.alignment());
        run(20, 22);
        assertTrue(of(21).good());
    }

    @Test
    void truncatedPictureExplainsItsRecord() {
        run(0, 12);
        record(12);
        pairing.picture(new Picture(12, new byte[0], 0, 0, false, arrivalNs(12) - 5 * MS));
        run(13, 16);
        assertEquals(EnumSet.of(Quality.TRUNCATED), of(12).flags);
        assertTrue(of(13).good());
        assertEquals(sensorNs(13), of(13).record.sensorTimestampNs());
        assertEquals(1, pairing.orphanRecords());
    }

    @Test
    void pictureThatVanishedWithoutTraceMakesTheNextSuspect() {
        run(0, 12);
        record(12); // its picture is glued to the next
        run(13, 16);
        assertEquals(sensorNs(13), of(13).record.sensorTimestampNs());
        assertFalse(of(13).good());
        assertTrue(pairing.ambiguous());
    }

    @Test
    void pairsAreSuspectUntilTheFirstIsConfirmed() {
        for (int n = 0; n < 12; n++) {
            record(n);
            picture(n, 0);
        }
        assertTrue(paired.stream().noneMatch(Paired::good));
        pairing.resolve(pairing.alignment());
        run(12, 13);
        assertTrue(of(12).good());
    }

    @Test
    void passingDelayCostsPicturesAndGivesNoWrongTime() {
        run(0, 12);
        record(12);
        record(13);
        picture(12, PERIOD_NS); // late, beside the next
        picture(13, 0);
        run(14, 18);
        for (Paired p : paired)
            assertTrue(!p.good() || p.record.sensorTimestampNs() == sensorNs(p.picture.seq()), p.toString());
        pairing.resolve(pairing.alignment());
        run(18, 20);
        assertTrue(of(19).good());
    }

    @Test
    void cameraThatGrowsFasterAtItsStartIsLearnedOnlyOnceItIsSteady() {
        for (int n = 0; n < 10; n++) {
            record(n);
            picture(n, (10 - n) * 8 * MS);
        }
        assertEquals(0, pairing.ageNs());
        for (int n = 10; n < 20; n++) {
            record(n);
            picture(n, 0);
        }
        assertEquals(AGE_NS, pairing.ageNs(), MS);
    }

    /** As a busy machine does it: pictures late by up to three periods, each with its record right behind it. */
    @Test
    void pictureThatIsLateKeepsItsRecordAndIsSuspect() {
        run(0, 12);
        SplittableRandom random = new SplittableRandom(7);
        long cameNs = 0;
        for (int n = 12; n < 400; n++) {
            // in order, so a late one holds the next ones up
            cameNs = Math.max(cameNs + MS, arrivalNs(n) + random.nextLong(3 * PERIOD_NS));
            pairing.picture(new Picture(n, new byte[0], 1, 1, true, cameNs));
            pairing.record(new FrameMetadata(sensorNs(n), 2000, 1, 1, 0, 0, Double.NaN), cameNs + MS);
            pairing.expire(cameNs + 20 * MS);
        }
        pairing.end();
        assertEquals(400, paired.size());
        for (Paired p : paired)
            assertEquals(sensorNs(p.picture.seq()), p.record.sensorTimestampNs());
        assertTrue(pairing.late() > 100, "late " + pairing.late());
        assertEquals(0, pairing.orphanRecords());
    }

    @Test
    void cameraThatStartsOnABusyMachineIsLearnedWithoutLosingARecord() {
        long[] lateMs = {300, 120, 10, 90, 0, 160, 20, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        long cameNs = 0;
        for (int n = 0; n < lateMs.length; n++) {
            cameNs = Math.max(cameNs + MS, arrivalNs(n) + lateMs[n] * MS);
            pairing.picture(new Picture(n, new byte[0], 1, 1, true, cameNs));
            pairing.record(new FrameMetadata(sensorNs(n), 2000, 1, 1, 0, 0, Double.NaN), cameNs + MS);
        }
        pairing.end();
        for (Paired p : paired)
            assertEquals(sensorNs(p.picture.seq()), p.record.sensorTimestampNs());
        assertEquals(lateMs.length, paired.size());
    }

    /** The consumer decodes while pictures go on; what it has seen says nothing about a loss that came after. */
    @Test
    void proofOfAnOlderPairDoesNotClearALossThatItCouldNotSee() {
        run(0, 12);
        long seenBefore = paired.get(paired.size() - 1).alignment;
        record(12); // its picture vanished
        run(13, 16);
        assertTrue(pairing.ambiguous());
        pairing.resolve(seenBefore);
        assertTrue(pairing.ambiguous(), "the proof was of a pair before the loss");
        pairing.doubt(seenBefore, true);
        run(16, 18);
        assertEquals(sensorNs(17), of(17).record.sensorTimestampNs(), "nor does a doubt of it shift anything");
        pairing.resolve(of(17).alignment);
        assertFalse(pairing.ambiguous());
    }

    /** Late pictures hide the loss of a record from the age; that one came long after its picture does not. */
    @Test
    void recordLostWhilePicturesAreLateLeavesTheRestSuspect() {
        run(0, 12);
        long lateNs = PERIOD_NS + 5 * MS;
        picture(12, lateNs); // its record is lost
        pairing.expire(arrivalNs(12) + lateNs + 20 * MS);
        for (int n = 13; n < 24; n++) {
            picture(n, lateNs);
            record(n, lateNs + MS);
            pairing.expire(arrivalNs(n) + lateNs + 20 * MS);
        }
        assertTrue(paired.stream().noneMatch(p -> p.picture.seq() >= 12 && p.good()));
    }

    @Test
    void delayThatStaysIsNeverTrustedUnconfirmed() {
        run(0, 12);
        for (int n = 12; n < 40; n++) {
            record(n);
            picture(n, PERIOD_NS);
        }
        assertTrue(paired.size() > 30);
        for (Paired p : paired)
            assertFalse(p.good() && p.picture.seq() >= 12, "picture " + p.picture.seq());
    }

    @Test
    void pairingThatIsOffByOneIsPutRightWhenThePictureContradictsIt() {
        // the first record was lost before anybody looked, so each picture has its successor's
        picture(0, PERIOD_NS);
        for (int n = 1; n < 12; n++) {
            record(n);
            picture(n, PERIOD_NS);
        }
        assertEquals(sensorNs(5), paired.get(4).record.sensorTimestampNs());
        pairing.doubt(pairing.alignment(), true);
        for (int n = 12; n < 24; n++) {
            record(n);
            picture(n, PERIOD_NS);
        }
        assertEquals(sensorNs(23), of(23).record.sensorTimestampNs());
        assertFalse(of(23).good(), "until somebody confirms");
        pairing.resolve(pairing.alignment());
        run(24, 25);
        assertTrue(paired.stream().filter(Paired::good)
                .allMatch(p -> p.record.sensorTimestampNs() == sensorNs(p.picture.seq())));
    }

    @Test
    void pictureWaitsTwoPeriodsForItsRecordAndNotLonger() {
        run(0, 12);
        picture(12, 0);
        pairing.expire(arrivalNs(12) + 2 * PERIOD_NS);
        assertEquals(12, paired.size());
        pairing.expire(arrivalNs(12) + 2 * PERIOD_NS + 1);
        assertTrue(of(12).flags.contains(Quality.META_MISSING));
        assertEquals(1, pairing.missingRecords());
    }

    @Test
    void sideThatNeverComesDoesNotFillMemory() {
        for (int n = 0; n < 10_000; n++)
            record(n);
        assertEquals(10_000 - FramePairing.MAX_WAITING, pairing.orphanRecords());
    }

    /** In step; the first run is confirmed once the age is known. */
    private void run(int from, int to) {
        for (int n = from; n < to; n++) {
            record(n);
            picture(n, 0);
            if (n == FramePairing.LEARNING) pairing.resolve(pairing.alignment());
        }
    }

    private void record(int n) {
        record(n, 0);
    }

    private void record(int n, long lateNs) {
        pairing.record(new FrameMetadata(sensorNs(n), 2000, 1, 1, 0, 0, Double.NaN), arrivalNs(n) + lateNs);
    }

    private void picture(int n, long lateNs) {
        pairing.picture(new Picture(n, new byte[0], 1, 1, true, arrivalNs(n) + lateNs));
    }

    private static long sensorNs(long n) {
        return 1_000 * MS + n * PERIOD_NS;
    }

    private static long arrivalNs(long n) {
        return sensorNs(n) + AGE_NS;
    }

    private Paired of(int n) {
        return paired.stream().filter(p -> p.picture.seq() == n).findFirst().orElseThrow();
    }
}
