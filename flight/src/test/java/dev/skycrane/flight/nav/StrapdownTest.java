package dev.skycrane.flight.nav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StrapdownTest {
    private final PlanetModel planet = new PlanetModel(new ParameterTable());

    private static Vec3 rotateZ(Vec3 v, double angle, Vec3 out) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        return out.set(c * v.x - s * v.y, s * v.x + c * v.y, v.z);
    }

    /** Free fall in the rotating frame against a fourth-order integration in the inertial one. */
    @Test
    void freeFallAgreesWithTheInertialFrame() {
        Vec3 r = new Vec3(1.1e6, 3.1e6, 1.2e6);
        Vec3 v = new Vec3(-2500, 4000, -900);
        Strapdown strapdown = new Strapdown(planet);
        strapdown.set(r, v, new Quat());
        Vec3 ri = new Vec3().set(r);
        Vec3 vi = new Vec3().set(v).add(new Vec3(-planet.rotationRadps * r.y, planet.rotationRadps * r.x, 0));
        int ticks = 64 * 300;
        Vec3 still = new Vec3();
        for (int i = 0; i < ticks; i++) {
            strapdown.propagate(still, still);
            rk4(ri, vi, Tick.PERIOD_S);
        }
        double angle = -planet.rotationRadps * ticks * Tick.PERIOD_S;
        Vec3 expected = rotateZ(ri, angle, new Vec3());
        assertEquals(0, expected.subtract(strapdown.rMcmfM).norm(), 0.05, "position after 300 s of free fall, m");
    }

    private void rk4(Vec3 r, Vec3 v, double dt) {
        Vec3[] kr = new Vec3[4];
        Vec3[] kv = new Vec3[4];
        double[] at = {0, 0.5 * dt, 0.5 * dt, dt};
        for (int i = 0; i < 4; i++) {
            Vec3 ri = new Vec3().set(r);
            Vec3 vi = new Vec3().set(v);
            if (i > 0) {
                ri.addScaled(at[i], kr[i - 1]);
                vi.addScaled(at[i], kv[i - 1]);
            }
            kr[i] = vi;
            kv[i] = planet.gravity(ri, new Vec3());
        }
        double[] weight = {dt / 6, dt / 3, dt / 3, dt / 6};
        for (int i = 0; i < 4; i++) {
            r.addScaled(weight[i], kr[i]);
            v.addScaled(weight[i], kv[i]);
        }
    }

    @Test
    void aBodyAtRestInSpaceTurnsBackwardsInTheRotatingFrame() {
        Strapdown strapdown = new Strapdown(planet);
        strapdown.set(new Vec3(3.4e6, 0, 0), new Vec3(), new Quat());
        int ticks = 64 * 100;
        for (int i = 0; i < ticks; i++)
            strapdown.propagate(new Vec3(), new Vec3());
        Vec3 turn = strapdown.qMcmfFromBody.toRotationVector(new Vec3());
        assertEquals(-planet.rotationRadps * ticks * Tick.PERIOD_S, turn.z, 1e-12);
    }

    /**
     * Classical coning: the body axis runs round a cone of half angle a at rate w; the attitude stays bounded while the mean body
     * rate does not vanish (Savage 1998). Without the coning term the error grows by about a^2 w t / 12 (w T)^2.
     */
    @Test
    void coningDoesNotDrift() {
        double a = Math.toRadians(5);
        double w = 2 * Math.PI * 2;
        int ticks = 64 * 60;
        PlanetModel still = new PlanetModel(
                new ParameterTable(Map.of("planet.rotationRadps", new double[]{0}), Map.of()));
        Strapdown strapdown = new Strapdown(still);
        Quat start = coning(a, w, 0);
        strapdown.set(new Vec3(3.4e6, 0, 0), new Vec3(), start);
        ImuConditioner imu = new ImuConditioner();
        var frame = new dev.skycrane.flight.core.SensorFrame();
        frame.imuValidBits = 0x3f;
        int substeps = 64;
        for (int i = 0; i < ticks; i++) {
            Vec3 sum = new Vec3();
            for (int k = 0; k < substeps; k++) {
                double t0 = (i + (double) k / substeps) * Tick.PERIOD_S;
                Quat step = new Quat().inverse(coning(a, w, t0));
                step.product(step, coning(a, w, t0 + Tick.PERIOD_S / substeps));
                sum.add(step.toRotationVector(new Vec3()));
            }
            frame.deltaAngleRad[0] = sum.x;
            frame.deltaAngleRad[1] = sum.y;
            frame.deltaAngleRad[2] = sum.z;
            imu.take(frame, new Vec3(), new Vec3());
            strapdown.propagate(imu.rotationVector(), imu.velocityIncrement());
        }
        Quat error = new Quat().inverse(coning(a, w, ticks * Tick.PERIOD_S));
        error.product(error, strapdown.qMcmfFromBody);
        double errorRad = error.toRotationVector(new Vec3()).norm();
        double wt = w * Tick.PERIOD_S;
        double uncorrectedRad = a * a * w * ticks * Tick.PERIOD_S * wt * wt / 12;
        assertTrue(errorRad < 0.1 * uncorrectedRad, "errorRad=" + errorRad + " uncorrectedRad=" + uncorrectedRad);
    }

    private static Quat coning(double a, double w, double t) {
        return new Quat().fromRotationVector(a * StrictMath.cos(w * t), a * StrictMath.sin(w * t), 0);
    }
}
