package dev.skycrane.flight.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DigestTest {
    private static long of(long... words) {
        Digest digest = new Digest();
        for (long word : words)
            digest.fold(word);
        return digest.value();
    }

    @Test
    void orderOfWordsMatters() {
        assertNotEquals(of(1, 2), of(2, 1));
        assertEquals(of(1, 2), of(1, 2));
    }

    @Test
    void negativeZeroDiffersFromZero() {
        Digest a = new Digest();
        Digest b = new Digest();
        a.fold(0.0);
        b.fold(-0.0);
        assertNotEquals(a.value(), b.value());
    }

    @Test
    void oneFlippedBitChangesAboutHalfOfTheDigest() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        int flipped = 0;
        int rounds = 2000;
        for (int i = 0; i < rounds; i++) {
            long word = random.nextLong();
            long later = random.nextLong();
            flipped += Long.bitCount(of(word, later) ^ of(word ^ (1L << random.nextInt(64)), later));
        }
        double mean = (double) flipped / rounds;
        assertTrue(mean > 30 && mean < 34, "seed=" + seed + " meanFlippedBits=" + mean);
    }

    /** Each position and the remainder of a round of the lanes: a changed word is seen wherever it stands. */
    @Test
    void aChangedWordChangesTheDigestWhereverItStands() {
        for (int length = 1; length < 12; length++) {
            long[] words = new long[length];
            long plain = of(words);
            for (int i = 0; i < length; i++) {
                words[i] = 1L << 63;
                assertNotEquals(plain, of(words), "length=" + length + " changed=" + i);
                words[i] = 0;
            }
        }
    }

    @Test
    void oneMoreZeroWordChangesTheDigest() {
        for (int length = 0; length < 12; length++)
            assertNotEquals(of(new long[length]), of(new long[length + 1]), "length=" + length);
    }

    @Test
    void askingForTheValueOnTheWayChangesNothing() {
        Digest asked = new Digest();
        long[] words = new long[3000];
        for (int i = 0; i < words.length; i++) {
            words[i] = i * 0x1234567L;
            asked.fold(words[i]);
            if (i % 7 == 0) asked.value();
        }
        assertEquals(of(words), asked.value());
    }

    @Test
    void maskedValuesAreLeftOutAndTheOthersFoldedAsSingly() {
        double[] values = new double[2500];
        long[] masks = new long[values.length];
        Digest singly = new Digest();
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.1;
            masks[i] = i % 3 == 0 ? 0 : -1;
            singly.fold(i % 3 == 0 ? 0 : Double.doubleToLongBits(values[i]));
        }
        Digest together = new Digest();
        together.fold(values, masks, values.length);
        assertEquals(singly.value(), together.value());
        values[300] = 77;
        Digest changed = new Digest();
        changed.fold(values, masks, values.length);
        assertEquals(singly.value(), changed.value(), "a masked channel must not count");
        values[301] = 77;
        changed = new Digest();
        changed.fold(values, masks, values.length);
        assertNotEquals(singly.value(), changed.value());
    }
}
