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
}
