package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few disturbances of each kind; the command {@code hil bus chaos} makes as many as one likes. */
@Timeout(120)
final class ChaosTest {
    private static final long SEED = 20210218;
    private static final int TIMES = 2;
    private static final int PAUSE_MS = 1_500;

    @ParameterizedTest
    @EnumSource(ChaosCase.class)
    void nothingIsLostWrongOrOutOfOrder(ChaosCase kind) throws Exception {
        assumeTrue(BrokerProcess.mosquitto() != null, "no mosquitto on this machine (Debian package mosquitto)");
        System.out.println(kind + " seed " + SEED);
        try (ChaosStand stand = new ChaosStand(kind, BrokerProcess.Kind.MOSQUITTO, SEED, PAUSE_MS)) {
            stand.begin();
            ChaosResult result = stand.run(TIMES);
            System.out.printf("sent %d, again %d, twice %d, refused %d, drops %s, recovered %.0f ms%n", result.sent,
                    result.resent, result.duplicates, result.checksums, result.drops, result.recovery.ms(0.5));
            assertTrue(result.isPass(), "lost " + result.lost + ", wrong " + result.wrong + ", out of order "
                    + result.disordered + ", unaccounted " + result.unaccounted + ", " + result.failures);
            assertEquals(TIMES, result.times);
            assertTrue(result.sent > 100, "frames " + result.sent);
        }
    }
}
