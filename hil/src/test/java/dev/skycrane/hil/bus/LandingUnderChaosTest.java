package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.hil.testing.Sites;
import dev.skycrane.hil.testing.SmallScenario;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worst of the cases on a landing without localisation and with small pictures; {@code hil bus landing} flies all of them on a whole one. */
@Timeout(240)
final class LandingUnderChaosTest {
    private static final long SEED = 20210218;
    private static final int PAUSE_MS = 3_000;
    @TempDir
    private static Path folder;
    private static List<String> landing;
    private static String digest;

    @BeforeAll
    static void flyUndisturbed() throws Exception {
        assumeTrue(BrokerProcess.mosquitto() != null, "no mosquitto on this machine (Debian package mosquitto)");
        landing = List.of("--scenario", SmallScenario.in(folder).toString(), "--seed", "1", "--map", map());
        digest = LandingUnderChaos.undisturbed(landing);
        assertTrue(digest.matches("[0-9a-f]{16}"), digest);
    }

    /** Made once: a third of such a landing's time is its map. */
    private static String map() {
        Path map = folder.resolve("site");
        MapPackageFiles.write(Sites.jezero(1), map);
        return map.toString();
    }

    @ParameterizedTest
    @EnumSource(value = ChaosCase.class, names = "BROKER_KILLED")
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
