package dev.skycrane.flight.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RateGroupTest {
    @Test
    void everyGroupRunsAtItsRateAndSlowOnesNeverTogether() {
        int[] runs = new int[RateGroup.values().length];
        for (long tick = 0; tick < 640; tick++) {
            int slow = 0;
            for (RateGroup group : RateGroup.values()) {
                if (!group.due(tick)) continue;
                runs[group.ordinal()]++;
                if (group != RateGroup.HZ_64) slow++;
            }
            assertTrue(slow <= 1, "tick=" + tick + " slow groups=" + slow);
        }
        for (RateGroup group : RateGroup.values())
            assertEquals(10 * group.rateHz(), runs[group.ordinal()]);
    }
}
