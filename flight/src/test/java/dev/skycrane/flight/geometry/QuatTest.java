package dev.skycrane.flight.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rotations against closed forms. */
final class QuatTest {
    private static final long SEED = 20210218;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private Vec3 anyVector() {
        return new Vec3(random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1));
    }

    private static void assertClose(Vec3 expected, Vec3 actual, double tolerance) {
        assertEquals(0, new Vec3().difference(expected, actual).norm(), tolerance,
                () -> "seed=" + SEED + " expected " + expected + ", was " + actual);
    }

    @Test
    void quarterTurnAboutZTakesXToY() {
        Quat q = new Quat().fromAxisAngle(0, 0, 1, Math.PI / 2);
        assertClose(new Vec3(0, 1, 0), q.rotate(new Vec3(1, 0, 0), new Vec3()), 1e-15);
    }

    @Test
    void rotatingAgreesWithRodrigues() {
        for (int i = 0; i < 200; i++) {
            Vec3 axis = anyVector().normalize();
            double angle = random.nextDouble(-Math.PI, Math.PI);
            Vec3 v = anyVector();
            // Rodrigues: v cos + (k x v) sin + k (k . v)(1 - cos)
            Vec3 expected = new Vec3(v.x, v.y, v.z).scale(StrictMath.cos(angle));
            expected.addScaled(StrictMath.sin(angle), new Vec3().cross(axis, v));
            expected.addScaled(axis.dot(v) * (1 - StrictMath.cos(angle)), axis);
            Quat q = new Quat().fromAxisAngle(axis.x, axis.y, axis.z, angle);
            assertClose(expected, q.rotate(v, new Vec3()), 1e-14);
            assertClose(v, q.rotateInverse(expected, new Vec3()), 1e-14);
        }
    }

    @Test
    void productMeansFirstTheRightThenTheLeft() {
        for (int i = 0; i < 100; i++) {
            Quat a = new Quat().fromRotationVector(random.nextDouble(), random.nextDouble(), random.nextDouble());
            Quat b = new Quat().fromRotationVector(random.nextDouble(), random.nextDouble(), random.nextDouble());
            Vec3 v = anyVector();
            Vec3 stepwise = a.rotate(b.rotate(v, new Vec3()), new Vec3());
            assertClose(stepwise, new Quat().product(a, b).rotate(v, new Vec3()), 1e-14);
        }
    }

    @Test
    void axesAndRotationVectorGoThereAndBack() {
        for (int i = 0; i < 200; i++) {
            Vec3 rotation = anyVector().normalize().scale(random.nextDouble(0, 3.1));
            Quat q = new Quat().fromRotationVector(rotation.x, rotation.y, rotation.z);
            assertClose(rotation, q.toRotationVector(new Vec3()), 1e-12);
            Quat again = new Quat().fromAxes(q.rotate(new Vec3(1, 0, 0), new Vec3()),
                    q.rotate(new Vec3(0, 1, 0), new Vec3()), q.rotate(new Vec3(0, 0, 1), new Vec3()));
            assertClose(rotation, again.toRotationVector(new Vec3()), 1e-12);
        }
    }

    @Test
    void argumentsMayAliasTheTarget() {
        Quat a = new Quat().fromRotationVector(0.1, -0.4, 0.3);
        Quat square = new Quat().product(a, a);
        assertClose(square.toRotationVector(new Vec3()), a.product(a, a).toRotationVector(new Vec3()), 1e-15);
        Vec3 v = new Vec3(1, 2, 3);
        Vec3 expected = a.rotate(v, new Vec3());
        assertClose(expected, a.rotate(v, v), 1e-15);
    }
}
