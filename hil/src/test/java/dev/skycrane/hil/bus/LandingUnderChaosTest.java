package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of the cases on a landing without localisation and with small pictures; {@code hil bus landing} flies all of them on a whole one. */
@Timeout(240)
final class LandingUnderChaosTest {
    private static final long SEED = 20210218;
    private static final int PAUSE_MS = 3_000;
    private static final String SCENARIO = """
            scenario: {title: small pictures and no localisation, limitErrorToTargetM: 3000}
            trn: {on: false}
            fault: {noVisionFix: {on: false}}
            camera:
              puc: {widthPx: 32, heightPx: 32}
              ddc: {widthPx: 32, heightPx: 32}
              rdc: {widthPx: 32, heightPx: 32}
              ruc: {widthPx: 32, heightPx: 32}
            """;
    @TempDir
    private static Path folder;
    private static List<String> landing;
    private static String digest;

    @BeforeAll
    static void flyUndisturbed() throws Exception {
        assumeTrue(BrokerProcess.mosquitto() != null, "no mosquitto on this machine (Debian package mosquitto)");
        Path scenario = Files.writeString(folder.resolve("small.yaml"), SCENARIO);
        landing = List.of("--scenario", scenario.toString(), "--seed", "1");
        digest = LandingUnderChaos.undisturbed(landing);
        assertTrue(digest.matches("[0-9a-f]{16}"), digest);
    }

    @ParameterizedTest
    @EnumSource(value = ChaosCase.class, names = {"BROKER_KILLED", "NETWORK_PAUSED"})
    void digestIsThatOfTheUndisturbedLanding(ChaosCase kind) throws Exception {
        System.out.println(kind + " seed " + SEED);
        List<String> args = new ArrayList<>(landing);
        args.addAll(List.of("--pace", "fast"));
        try (LandingUnderChaos stand = new LandingUnderChaos(kind, BrokerProcess.Kind.MOSQUITTO, SEED, PAUSE_MS,
                args)) {
            LandingUnderChaos.Result r = stand.fly();
            System.out.printf("%d strikes, %,d frames of the rover, %d lost, given up %s, %.0f s%n", r.strikes,
                    r.roverSent, r.roverLost, r.drops, r.seconds);
            assertTrue(r.strikes > 0, "struck while it flew");
            assertTrue(r.landed, "inside the scenario's limits");
            assertEquals(digest, r.digest);
            assertTrue(r.roverSent > 20_000, "frames " + r.roverSent);
            assertEquals(0, r.roverLost);
            assertEquals(0, r.disordered);
        }
    }
}
