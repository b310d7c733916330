package dev.skycrane.flight.nav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The covariance against Schmidt's filter written out for two states, and against what single errors do by hand. */
final class ErrorFilterTest {
    private static final double FIRST_M = 100;
    private static final double MAP_M = 2;
    private static final double NOISE_M = 0.5;

    private static ErrorFilter filter(Map<String, double[]> overrides) {
        Map<String, double[]> all = new TreeMap<>(Map.of("nav.initial.positionSigmaM",
                new double[]{FIRST_M, FIRST_M, FIRST_M}, "nav.vision.mapSigmaM", new double[]{MAP_M, MAP_M, MAP_M}));
        all.putAll(overrides);
        ParameterTable p = new ParameterTable(all, Map.of());
        ErrorFilter filter = new ErrorFilter(4.28e13, 7e-5, new ConsideredErrors(p));
        new InitialSigmas(p).reset(filter, new EnuFrame(0, 0, 3.39e6));
        return filter;
    }

    /** Each fix sees x + b + noise; x is estimated, b is only considered. */
    @Test
    void manyFixesMakeThePositionNoBetterThanTheMap() {
        ErrorFilter filter = filter(Map.of());
        double xx = FIRST_M * FIRST_M;
        double xb = 0;
        double bb = MAP_M * MAP_M;
        double r = NOISE_M * NOISE_M;
        for (int i = 0; i < 40; i++) {
            filter.clearRow();
            filter.row[ErrorFilter.R] = 1;
            filter.considered.setDirect(ConsideredErrors.MAP, 1);
            double s = filter.innovationVariance(r);
            assertEquals(xx + 2 * xb + bb + r, s, 1e-9 * s, "innovation's variance, fix " + i);
            filter.update(0, r, null);
            double k = (xx + xb) / (xx + 2 * xb + bb + r);
            double joined = (1 - k) * (1 - k) * xx - 2 * k * (1 - k) * xb + k * k * (bb + r);
            xb = (1 - k) * xb - k * bb;
            xx = joined;
            assertEquals(xx, filter.variance(ErrorFilter.R), 1e-9 * xx, "variance, fix " + i);
        }
        double sigmaM = Math.sqrt(filter.variance(ErrorFilter.R));
        assertTrue(sigmaM > MAP_M && sigmaM < 1.02 * MAP_M, "sigmaM=" + sigmaM);
    }

    /** An accelerometer read s too high for t seconds of force f is wrong by s f t in velocity and s f t^2 / 2 in position. */
    @Test
    void aScaleErrorGrowsAsByHand() {
        double scale = 2e-3;
        ErrorFilter filter = filter(Map.of("nav.imu.accelScaleSigma", new double[]{scale},
                "nav.imu.accelMisalignmentSigmaRad", new double[]{0}, "nav.imu.accelBiasSigmaMps2", new double[]{0},
                "nav.initial.velocitySigmaMps", new double[]{0.001}, "nav.initial.attitudeSigmaDeg",
                new double[]{0.001}));
        double before = filter.variance(ErrorFilter.R);
        double forceMps2 = 50;
        double dtS = 0.125;
        Vec3 force = new Vec3(forceMps2, 0, 0);
        Vec3 gain = new Vec3(forceMps2 * dtS, 0, 0);
        int steps = 160;
        for (int i = 0; i < steps; i++)
            filter.propagate(new Vec3(3.4e9, 0, 0), new Quat(), force, new Vec3(), gain, dtS);
        double t = steps * dtS;
        assertEquals(scale * forceMps2 * t, Math.sqrt(filter.variance(ErrorFilter.V)), 0.01);
        double grown = Math.sqrt(filter.variance(ErrorFilter.R) - before);
        assertEquals(0.5 * scale * forceMps2 * t * t, grown, 0.01 * grown);
        assertTrue(Math.sqrt(filter.variance(ErrorFilter.V + 1)) < 0.05, "only along the force");
    }

    @Test
    void aConsideredErrorRaisesTheSigmasThatAreReported() {
        ErrorFilter filter = filter(Map.of());
        filter.clearRow();
        filter.row[ErrorFilter.R] = 1;
        filter.considered.setDirect(ConsideredErrors.MAP, 1);
        filter.innovationVariance(1e-6);
        filter.update(0, 1e-6, null);
        assertEquals(MAP_M, filter.sigmaAlong(ErrorFilter.R, new Vec3(1, 0, 0)), 1e-3);
        assertEquals(FIRST_M, filter.sigmaAlong(ErrorFilter.R, new Vec3(0, 1, 0)), 1e-6);
        double[] block = new double[9];
        filter.copyBlock(ErrorFilter.R, block);
        assertEquals(MAP_M * MAP_M, block[0], 1e-2);
    }
}
