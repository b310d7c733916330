package dev.skycrane.hil.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Terrain;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rays against grounds whose distance is known, or found by small steps. The planet is large, so that z is up near the pole. */
class RayCasterTest {
    private static final double RADIUS_M = 1e9;
    private static final long SEED = 5;

    private static Terrain ground(java.util.function.DoubleBinaryOperator heightM) {
        return r -> RADIUS_M + heightM.applyAsDouble(r.x, r.y);
    }

    private static Vec3 down(double offNadirRad, double azimuthRad) {
        double s = StrictMath.sin(offNadirRad);
        return new Vec3(s * StrictMath.cos(azimuthRad), s * StrictMath.sin(azimuthRad), -StrictMath.cos(offNadirRad));
    }

    @Test
    void meetsASlopeWhereGeometrySays() {
        double slope = 0.2;
        RayCaster caster = new RayCaster(ground((x, y) -> slope * x));
        for (double heightM : new double[]{3, 40, 4000}) {
            for (double azimuth = 0; azimuth < 6; azimuth += 0.7) {
                Vec3 ray = down(0.4, azimuth);
                double expected = heightM / (slope * ray.x - ray.z);
                Vec3 from = new Vec3(0, 0, RADIUS_M + heightM);
                assertEquals(expected, caster.rangeM(from, ray, 1e4), 0.03 + 1e-5 * expected);
                double normal = 1 / Math.sqrt(1 + slope * slope);
                assertEquals((slope * ray.x - ray.z) * normal, caster.cosIncidence(), 1e-4);
            }
        }
    }

    @Test
    void seesTheFirstOfManyHillsAndItsNeighboursToo() {
        SplittableRandom random = new SplittableRandom(SEED);
        Terrain hills = ground((x, y) -> 60 * StrictMath.sin(x / 70) * StrictMath.cos(y / 90));
        RayCaster caster = new RayCaster(hills);
        for (int i = 0; i < 200; i++) {
            Vec3 from = new Vec3(500 * random.nextDouble(), 500 * random.nextDouble(),
                    RADIUS_M + 80 + 2000 * random.nextDouble());
            double offNadir = 0.9 * random.nextDouble();
            double azimuth = 6.28 * random.nextDouble();
            Vec3 ray = down(offNadir, azimuth);
            double range = caster.rangeM(from, ray, 1e4);
            assertEquals(bySmallSteps(hills, from, ray), range, 0.1, "seed=" + SEED + " case=" + i);
            Vec3 near = down(offNadir + 0.02, azimuth + 0.01);
            double found = caster.nearRangeM(from, near, 1e4, range);
            Vec3 hit = new Vec3().set(from).addScaled(found, near);
            assertEquals(hills.groundRadiusM(hit), hit.norm(), 0.05, "seed=" + SEED + " case=" + i);
        }
    }

    private static double bySmallSteps(Terrain terrain, Vec3 from, Vec3 ray) {
        double step = 0.05;
        for (double range = 0;; range += step) {
            Vec3 p = new Vec3().set(from).addScaled(range, ray);
            if (p.norm() <= terrain.groundRadiusM(p)) return range;
        }
    }

    @Test
    void missesWhatIsTooFarOrAbove() {
        RayCaster caster = new RayCaster(ground((x, y) -> 0));
        Vec3 from = new Vec3(0, 0, RADIUS_M + 1000);
        assertTrue(Double.isNaN(caster.rangeM(from, down(0, 0), 900)));
        assertTrue(Double.isNaN(caster.rangeM(from, new Vec3(0, 0, 1), 900)));
        assertEquals(0, caster.cosIncidence());
    }
}
