package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;

/** The jets: hydrazine burns clear, so there is only a faint glimmer about the axis of each, brighter where one looks along it. Immutable. */
final class Plumes {
    private static final double LENGTH_M = 4.5;
    private static final double[] COLOUR = {255, 214, 178};
    private static final double BRIGHTNESS = 0.16;
    private final double[] exits;
    private final double[] axes;
    private final double[] throttle;
    private final int count;

    /**
     * @param exits middles of the nozzles' exits, from the camera, m
     * @param axes unit, the way the gas goes
     */
    Plumes(Vec3[] exits, Vec3[] axes, double[] throttle) {
        count = exits.length;
        this.exits = new double[3 * count];
        this.axes = new double[3 * count];
        this.throttle = throttle.clone();
        for (int i = 0; i < count; i++) {
            put(this.exits, i, exits[i]);
            put(this.axes, i, axes[i]);
        }
    }

    private static void put(double[] to, int i, Vec3 v) {
        to[3 * i] = v.x;
        to[3 * i + 1] = v.y;
        to[3 * i + 2] = v.z;
    }

    /** Adds the light of the jets on the way to something {@code rangeM} off. */
    void add(double dx, double dy, double dz, double rangeM, double[] colour) {
        double sum = 0;
        for (int i = 0; i < count; i++)
            if (throttle[i] > 0.02) sum += throttle[i] * glimmer(3 * i, dx, dy, dz, rangeM);
        if (sum < 1e-3) return;
        double k = Math.min(0.8, BRIGHTNESS * sum);
        for (int b = 0; b < 3; b++)
            colour[b] += k * (COLOUR[b] - 0.5 * colour[b]);
    }

    /** Gaussian about the axis at the closest approach. */
    private double glimmer(int k, double dx, double dy, double dz, double rangeM) {
        double b = dx * axes[k] + dy * axes[k + 1] + dz * axes[k + 2];
        double d = dx * exits[k] + dy * exits[k + 1] + dz * exits[k + 2];
        double e = axes[k] * exits[k] + axes[k + 1] * exits[k + 1] + axes[k + 2] * exits[k + 2];
        double det = Math.max(0.02, 1 - b * b);
        double s = Math.max(0, (b * d - e) / det);
        if (s > LENGTH_M) return 0;
        double t = d + s * b;
        if (t <= 0 || t > rangeM) return 0;
        double x = exits[k] + s * axes[k] - t * dx;
        double y = exits[k + 1] + s * axes[k + 1] - t * dy;
        double z = exits[k + 2] + s * axes[k + 2] - t * dz;
        double r = 0.16 + 0.16 * s;
        double near = (x * x + y * y + z * z) / (r * r);
        if (near > 9) return 0;
        return Trig.exp(-near) * (1 - s / LENGTH_M) * Math.min(3, 0.7 / Math.sqrt(det));
    }
}
