package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.site.MapPackage;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SyntheticJezeroTest {
    @Test
    void sameSeedGivesTheSameSiteWithAnyNumberOfThreads() {
        long t0 = System.nanoTime();
        MapPackage one = SyntheticJezero.generate(5);
        System.out.printf("synthetic site: %.2f s on one thread%n", (System.nanoTime() - t0) * 1e-9);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            MapPackage three = SyntheticJezero.generate(5, Rows.on(pool, 3));
            assertArrayEquals(one.appearance, three.appearance);
            assertArrayEquals(one.elevationM, three.elevationM);
            assertArrayEquals(one.hazard, three.hazard);
        } finally {
            pool.shutdownNow();
        }
        assertFalse(Arrays.equals(one.elevationM, SyntheticJezero.generate(6).elevationM));
    }

    /** Landing point: radius 3391937 m, dossier section 0; divert reach about 600 m, dossier section 5.7. */
    @Test
    void targetIsWhereThePlanetModelHasItWithSafeAndUnsafeGroundInReach() {
        for (long seed : new long[]{1, 2, 3, 20}) {
            MapPackage m = SyntheticJezero.generate(seed);
            assertEquals(3391937, SiteMaps.targetRadiusM(m), 0.01);
            int n = m.hazardGrid.width();
            int reach = (int) (600 / m.hazardGrid.cellM());
            int safe = 0;
            int unsafe = 0;
            for (int r = n / 2 - reach; r < n / 2 + reach; r++) {
                for (int c = n / 2 - reach; c < n / 2 + reach; c++) {
                    int h = m.hazard[r * n + c] & 0xff;
                    if (h < 64) safe++;
                    if (h > 128) unsafe++;
                }
            }
            assertTrue(safe > 4 * reach * reach * 0.3, "seed " + seed + ": safe cells " + safe);
            assertTrue(unsafe > 10, "seed " + seed + ": unsafe cells " + unsafe);
        }
    }

    @Test
    void levelGroundHasUnitBrightnessAndSlopesFollowLunarLambert() {
        Sun sun = new Sun(270, 30);
        LunarLambert light = new LunarLambert(sun);
        assertEquals(1, light.relative(0, 0), 1e-12);
        double slope = Math.tan(Math.toRadians(10));
        double mu = Math.cos(Math.toRadians(10));
        for (int side = -1; side <= 1; side += 2) {
            // ground that rises to the east faces the western sun
            double mu0 = Math.sin(Math.toRadians(30 + 10 * side));
            double expected = (2 * 0.55 * mu0 / (mu0 + mu) + 0.45 * mu0) / (2 * 0.55 * 0.5 / 1.5 + 0.45 * 0.5);
            assertEquals(expected, light.relative(side * slope, 0), 1e-12);
        }
        assertEquals(0, light.relative(-Math.tan(Math.toRadians(50)), 0), "in its own shadow");
    }
}
