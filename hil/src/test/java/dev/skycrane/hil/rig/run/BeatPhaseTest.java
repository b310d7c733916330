package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.calibration.ScreenLatency;
import org.junit.jupiter.api.Test;

/** Camera and beat both run like clockwork: then it is their ratio alone that spreads the phases. */
class BeatPhaseTest {
    private static final double TRUE_MS = 17.3;

    private static double uncertaintyMs(double periodMs, double share, int photographs) {
        ScreenLatency latency = new ScreenLatency(ns(periodMs));
        double beatMs = share * periodMs;
        for (int i = 0; i < photographs; i++) {
            double midMs = 1000 + i * periodMs;
            double shownMs = Math.floor((midMs - TRUE_MS) / beatMs) * beatMs;
            latency.observe(ns(midMs), ns(shownMs), ns(shownMs + beatMs), ns(midMs + 30));
        }
        assertEquals(photographs, latency.agreeing());
        assertEquals(TRUE_MS, latency.latencyNs() * 1e-6, latency.uncertaintyNs() * 1e-6 + 1e-6);
        return latency.uncertaintyNs() * 1e-6;
    }

    private static long ns(double ms) {
        return Math.round(ms * 1e6);
    }

    @Test
    void goldenRatioBoundsTheLatencyToAFewHundredthsOfAPeriod() {
        assertTrue(uncertaintyMs(50, BeatKeeper.SHARE_OF_PERIOD, 240) < 0.5);
        assertTrue(uncertaintyMs(250, BeatKeeper.SHARE_OF_PERIOD, 30) < 8);
    }

    /** Five phases in turn: however many photographs there are, a tenth of the period stays open on either side. */
    @Test
    void simpleRatioLeavesItOpen() {
        assertTrue(uncertaintyMs(50, 0.8, 240) > 4);
    }
}
