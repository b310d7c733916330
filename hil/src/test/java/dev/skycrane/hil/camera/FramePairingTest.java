package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramePairingTest {
    private static final long MS = 1_000_000;
    private static final long PERIOD_NS = 50 * MS;
    private static final long AGE_NS = 40 * MS;

    private record Paired(Picture picture, FrameMetadata record, EnumSet<Quality> flags) {
        boolean good() {
            return flags.stream().noneMatch(Quality::barsNavigation);
        }
    }

    private final List<Paired> paired = new ArrayList<>();
    private final FramePairing pairing = new FramePairing(PERIOD_NS, (p, r, f) -> paired.add(new Paired(p, r, f)));

    @Test
    void recordsAndPicturesInStepArePairedOnceTheAgeIsKnown() {
        for (int n = 0; n < 20; n++) {
            if (n % 2 == 0) record(n);
            picture(n, 0);
            if (n % 2 == 1) record(n);
            pairing.resolve();
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
        pairing.resolve();
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
        pairing.resolve();
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
        pairing.resolve();
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
        pairing.doubt(true);
        for (int n = 12; n < 24; n++) {
            record(n);
            picture(n, PERIOD_NS);
        }
        assertEquals(sensorNs(23), of(23).record.sensorTimestampNs());
        assertFalse(of(23).good(), "until somebody confirms");
        pairing.resolve();
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
            if (n == FramePairing.LEARNING) pairing.resolve();
        }
    }

    private void record(int n) {
        pairing.record(new FrameMetadata(sensorNs(n), 2000, 1, 1, 0, 0, Double.NaN));
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
