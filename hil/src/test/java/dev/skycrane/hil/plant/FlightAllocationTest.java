package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Determinism contract, design section 4.6. */
@Timeout(60)
final class FlightAllocationTest {
    /** What the JVM itself charges to the thread when it swaps compiled code, over a whole descent; seen: 60 to 400. */
    private static final long JVM_OWN_BYTES = 2048;

    @Test
    void aWholeDescentAllocatesNothingPerTick() {
        WholeDescent descent = new WholeDescent(Map.of(), 1).flyTo(null);
        assertEquals(Truth.Outcome.LANDED, descent.truth.outcome);
        assertTrue(descent.ticks > 25_000, "ticks=" + descent.ticks);
        assertTrue(descent.allocatedBytes < JVM_OWN_BYTES,
                "allocatedBytes=" + descent.allocatedBytes + " in ticks=" + descent.ticks);
    }
}
