package dev.skycrane.flight.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DivertPlanTest {
    private static final long SEED = 357;
    private static final double GRAVITY_MPS2 = 3.715;
    private static final double END_HEIGHT_M = 257;
    private final DivertPlan plan = new DivertPlan(new ParameterTable());

    private boolean plan(Vec3 r, Vec3 v) {
        plan.ability(23000, 3000, 2300, GRAVITY_MPS2, 250);
        return plan.plan(r, v, END_HEIGHT_M);
    }

    @Test
    void planMeetsBothEnds() {
        SplittableRandom random = new SplittableRandom(SEED);
        Vec3 got = new Vec3();
        for (int k = 0; k < 100; k++) {
            double azimuth = 2 * Math.PI * random.nextDouble();
            double distanceM = 650 * random.nextDouble();
            Vec3 r = new Vec3(distanceM * StrictMath.cos(azimuth), distanceM * StrictMath.sin(azimuth), 2100);
            Vec3 v = new Vec3(15 * random.nextDouble(), -15 * random.nextDouble(), -84);
            assertTrue(plan(r, v), "seed=" + SEED + " case=" + k + " violation=" + plan.violation());
            assertEquals(0, plan.position(0, got).subtract(r).norm(), 1e-9);
            assertEquals(0, plan.velocity(0, got).subtract(v).norm(), 1e-9);
            double t = plan.durationS();
            assertEquals(0,
                    plan.position(t, got).subtract(plan.aimEnuM()).subtract(new Vec3(0, 0, END_HEIGHT_M)).norm(),
                    1e-6);
            assertEquals(0, plan.velocity(t, got).subtract(new Vec3(0, 0, -32)).norm(), 1e-9);
            assertEquals(0, plan.acceleration(t, got).norm(), 1e-9);
        }
    }

    @Test
    void flightTimeIsAboutThatOfPerseverance() {
        assertTrue(plan(new Vec3(-500, 300, 2100), new Vec3(15, -8, -83.9)));
        assertEquals(31.2, plan.durationS(), 1.5);
    }

    @Test
    void derivativesAgreeWithDifferences() {
        plan(new Vec3(-500, 300, 2100), new Vec3(15, -8, -84));
        double h = 1e-4;
        Vec3 a = new Vec3();
        Vec3 b = new Vec3();
        for (double t = 1; t < 29; t += 4) {
            plan.position(t + h, a).subtract(plan.position(t - h, b)).scale(1 / (2 * h));
            assertEquals(0, a.subtract(plan.velocity(t, b)).norm(), 1e-4);
            plan.velocity(t + h, a).subtract(plan.velocity(t - h, b)).scale(1 / (2 * h));
            assertEquals(0, a.subtract(plan.acceleration(t, b)).norm(), 1e-5);
            plan.acceleration(t + h, a).subtract(plan.acceleration(t - h, b)).scale(1 / (2 * h));
            assertEquals(0, a.subtract(plan.jerk(t, b)).norm(), 1e-5);
        }
    }

    @Test
    void velocityChangeIsAtLeastWhatPhysicsAsks() {
        // Straight down: gravity over the flight time plus the change of speed.
        assertTrue(plan(new Vec3(300, 0, 2100), new Vec3(-18.5, 0, -84)));
        double least = GRAVITY_MPS2 * plan.durationS() + 84 - 32;
        assertTrue(plan.deltaVMps() >= least - 0.5, plan.deltaVMps() + " >= " + least);
        assertTrue(plan.deltaVMps() < 1.05 * least);
    }

    @Test
    void aTargetOutOfReachIsToldAsSuch() {
        assertFalse(plan(new Vec3(4000, 0, 2100), new Vec3(20, 0, -84)));
        assertTrue(plan.violation() > 0);
    }

    @Test
    void aimMovesAwayFromWhereTheBackshellComesDown() {
        // Falling for 2100 m at 29 m/s with 2 m/s to the east ends 145 m east; start 130 m west of the target.
        plan(new Vec3(-130, 0, 2100), new Vec3(2, 0, -84));
        double impactM = -130 + 2 * 2100 / 29.0;
        assertTrue(plan.aimEnuM().x < 0);
        assertEquals(30, plan.aimEnuM().norm(), 1e-9);
        assertEquals(impactM + 30, plan.clearanceM(), 1e-9);
    }

    @Test
    void aimIsTheTargetWhenTheBackshellIsFarOff() {
        plan(new Vec3(-500, 0, 2100), new Vec3(20, 0, -84));
        assertEquals(0, plan.aimEnuM().norm());
        assertEquals(-500 + 20 * 2100 / 29.0, plan.clearanceM(), 1e-9);
    }
}
