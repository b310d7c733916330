package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.hil.terrain.Sun;

/** Dust sky: brightest at the horizon and about the sun, darker from high up. Colours: our own estimate from the flown pictures. Immutable. */
final class Sky {
    static final double[] HORIZON = {201, 168, 128};
    private static final double[] ZENITH = {150, 118, 86};
    /** Height over which the dust thins, m. */
    private static final double DUST_SCALE_M = 11_000;
    /** Cosine of the sun's radius as seen from Mars, made a little larger for the glare. */
    private static final double DISK = 0.99998;

    private final Sun sun;

    Sky(Sun sun) {
        this.sun = sun;
    }

    /** Fills {@code colour}, of a unit direction, from a camera some height above the ground. */
    void colour(double east, double north, double up, double heightM, double[] colour) {
        double height = Math.max(0, Math.min(1, up));
        double thin = Trig.exp(-Math.max(0, heightM) / DUST_SCALE_M);
        double dim = 1 - 0.45 * (1 - thin) * height;
        double towards = Math.max(0, east * sun.east + north * sun.north + up * sun.up);
        double glow = towards * towards;
        glow *= glow;
        double halo = glow * glow * glow * glow;
        double disk = towards > DISK ? 400 : 0;
        for (int b = 0; b < 3; b++)
            colour[b] = dim * (HORIZON[b] + height * (ZENITH[b] - HORIZON[b])) + 40 * glow * glow + 60 * halo + disk;
    }
}
