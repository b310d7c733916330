package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.terrain.Noise;

/**
 * Dust that the jets raise: a layer on the ground that grows with thrust and nearness, thickest in a ring about the jets' feet, streaming outwards
 * in rays; after the stage has left it settles. Shapes and rates are our own estimate from the flown pictures. Immutable.
 */
final class Dust {
    private static final double HIGHEST_M = 75;
    private static final double DENSE_M = 18;
    private static final double LAYER_M = 3.5;
    private static final double SETTLE_S = 7;
    /** Longest way through the layer that counts: it is patchy, m. */
    private static final double LONGEST_PATH_M = 30;
    private static final double[] COLOUR = {214, 172, 130};
    private static final int RAYS = 36;

    private final long seed;
    private final double timeS;
    /** 0 for none, 1 in the sky crane. */
    final double strength;
    /** Foot of the stage, from the camera, m. */
    private final double eastM;
    private final double northM;
    private final double groundM;
    private final double heightM;
    private final double layerM;

    /**
     * @param stage from the camera, m
     * @param stageAglM height of the stage above the ground
     * @param thrust sum of the throttles
     * @param sinceCutS time since the rover was cut loose, negative before
     */
    Dust(Vec3 stage, double stageAglM, double thrust, double sinceCutS, double timeS, long seed) {
        this.seed = seed;
        this.timeS = timeS;
        double near = Math.max(0, Math.min(1, (HIGHEST_M - stageAglM) / (HIGHEST_M - DENSE_M)));
        double now = near * near * Math.min(1, thrust / 2.2);
        strength = sinceCutS >= 0 ? Math.max(Math.min(now, 1), Trig.exp(-sinceCutS / SETTLE_S)) : now;
        eastM = stage.x;
        northM = stage.y;
        groundM = stage.z - stageAglM;
        heightM = sinceCutS >= 0 ? DENSE_M : stageAglM;
        layerM = LAYER_M * (0.4 + 0.6 * strength);
    }

    /** Covers {@code colour} of what lies {@code rangeM} away along a ray from the camera. */
    void cover(double dx, double dy, double dz, double rangeM, double light, double[] colour) {
        if (strength < 0.01) return;
        double camera = -groundM;
        double end = camera + rangeM * dz;
        double low = Math.max(0, Math.min(camera, end));
        double high = Math.min(layerM, Math.max(camera, end));
        double rise = Math.abs(dz);
        if (high < low) return;
        double path = rise * LONGEST_PATH_M < high - low ? LONGEST_PATH_M : (high - low) / rise;
        // Dust is as thick as in the middle of the way through it.
        double middle = camera > layerM
                ? (camera - layerM) / Math.max(1e-3, rise) + 0.5 * path
                : 0.5 * Math.min(path, rangeM);
        double depth = strength * Math.min(path, rangeM) * density(middle * dx - eastM, middle * dy - northM);
        double alpha = 1 - Trig.exp(-depth);
        for (int b = 0; b < 3; b++)
            colour[b] += alpha * (light * COLOUR[b] - colour[b]);
    }

    /** Optical depth per metre. */
    private double density(double x, double y) {
        double out = Math.sqrt(x * x + y * y);
        double ring = 2 + 0.45 * heightM;
        double a = (out - ring) / (3 + 0.5 * ring);
        double shape = a < 0 ? 0.3 + 0.7 * Trig.exp(-1.2 * a * a) : 1 / (1 + 0.55 * a * a);
        double turn = RAYS * (0.5 + Trig.atan2(y, x) / (2 * Math.PI));
        double flow = 3.2 * StrictMath.log(1 + 0.25 * out);
        double streak = 0.65 * around(turn, flow - 3.1 * timeS, RAYS, 1)
                + 0.35 * around(3 * turn, 2.3 * flow - 6.5 * timeS, 3 * RAYS, 2);
        double puff = Noise.smooth(seed + 3, 0.11 * x - 0.4 * timeS, 0.11 * y);
        return 0.30 * shape * Math.max(0.12, 1 + 1.15 * streak + 0.5 * puff);
    }

    /** Smooth noise in [-1, 1] that closes after {@code period} in its first coordinate. */
    private double around(double turn, double flow, int period, int stream) {
        double fx = Math.floor(turn);
        double fy = Math.floor(flow);
        double u = turn - fx;
        double v = flow - fy;
        u = u * u * (3 - 2 * u);
        v = v * v * (3 - 2 * v);
        long a = Math.floorMod((long) fx, period);
        long b = Math.floorMod((long) fx + 1, period);
        long j = (long) fy;
        double low = knot(a, j, stream) + u * (knot(b, j, stream) - knot(a, j, stream));
        double high = knot(a, j + 1, stream) + u * (knot(b, j + 1, stream) - knot(a, j + 1, stream));
        return low + v * (high - low);
    }

    private double knot(long i, long j, int stream) {
        return 2 * Noise.uniform(Noise.hash(seed + stream, i, j)) - 1;
    }
}
