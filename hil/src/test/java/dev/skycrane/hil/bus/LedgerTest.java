package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    @Test
    void missingNumbersAreNamedInRuns() {
        BitSet numbers = new BitSet();
        numbers.set(0, 10);
        assertEquals("", Ledger.missing(numbers, 10));
        assertEquals(" 10-11", Ledger.missing(numbers, 12));
        numbers.clear(0, 2);
        numbers.clear(5);
        assertEquals(" 0-1 5-5 10-10", Ledger.missing(numbers, 11));
        numbers.clear(7);
        assertEquals(" 0-1 5-5 7-7 ...", Ledger.missing(numbers, 11));
    }
}
