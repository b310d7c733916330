package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScreenLatencyTest {
    private static final long MS = 1_000_000;

    @Test
    void photographsWithRandomPhaseNarrowTheLatency() {
        SplittableRandom random = new SplittableRandom(5);
        ScreenLatency latency = new ScreenLatency(50 * MS);
        long trueNs = 17_300_000;
        for (int i = 0; i < 240; i++) {
            long midNs = 1000 * MS + i * 50 * MS + random.nextLong(40 * MS);
            // beats of 40 ms are handed over at whole multiples; what shines now was handed over the latency ago
            long shownNs = (midNs - trueNs) / (40 * MS) * 40 * MS;
            latency.observe(midNs, shownNs, shownNs + 40 * MS, midNs + 30 * MS);
        }
        assertEquals(trueNs, latency.latencyNs(), latency.uncertaintyNs());
        assertTrue(latency.uncertaintyNs() < MS, "seed 5: " + latency.uncertaintyNs());
    }

    @Test
    void photographsWithTheTimeOfAnotherAreOutvoted() {
        SplittableRandom random = new SplittableRandom(6);
        ScreenLatency latency = new ScreenLatency(50 * MS);
        long trueNs = 17_300_000;
        for (int i = 0; i < 240; i++) {
            long midNs = 1000 * MS + i * 50 * MS + random.nextLong(40 * MS);
            long shownNs = (midNs - trueNs) / (40 * MS) * 40 * MS;
            int off = i % 3 == 0 ? 50 : 0;
            latency.observe(midNs + off * MS, shownNs, shownNs + 40 * MS, midNs + 30 * MS);
        }
        assertEquals(trueNs, latency.latencyNs(), latency.uncertaintyNs());
        assertEquals(160, latency.agreeing(), "seed 6");
        assertEquals(240, latency.photographs());
    }

    /** Three of four photographs with the time of the next would win the vote, but then they would have been exposed after they arrived. */
    @Test
    void latencyIsNotLongerThanAnyPhotographTook() {
        SplittableRandom random = new SplittableRandom(7);
        ScreenLatency latency = new ScreenLatency(50 * MS);
        long trueNs = 17_300_000;
        for (int i = 0; i < 240; i++) {
            long midNs = 1000 * MS + i * 50 * MS + random.nextLong(40 * MS);
            long shownNs = (midNs - trueNs) / (40 * MS) * 40 * MS;
            int off = i % 4 == 0 ? 0 : 50;
            latency.observe(midNs + off * MS, shownNs, shownNs + 40 * MS, midNs + 30 * MS);
        }
        assertEquals(trueNs, latency.latencyNs(), latency.uncertaintyNs());
        assertEquals(60, latency.agreeing(), "seed 7");
    }
}
