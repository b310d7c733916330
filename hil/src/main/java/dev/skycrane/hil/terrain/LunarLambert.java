package dev.skycrane.hil.terrain;

/**
 * Brightness of a matte, dusty surface relative to level ground seen from above: the lunar-Lambert function of McEwen (1991, Icarus 92,
 * 298, doi 10.1016/0019-1035(91)90053-V), {@code 2 L mu0 / (mu0 + mu) + (1 - L) mu0}, with mu0 and mu the cosines of incidence and
 * emission.
 */
public final class LunarLambert {
    /** Weight of the lunar part; between the values published for Mars at 40 to 60 degrees phase. */
    public static final double L = 0.55;
    private final Sun sun;
    private final double lunarWeight;
    private final double level;

    /** Dusty Mars. */
    public LunarLambert(Sun sun) {
        this(sun, L);
    }

    /** @param lunarWeight 0 for a Lambert surface to 1 for one like the Moon's maria */
    public LunarLambert(Sun sun, double lunarWeight) {
        this.sun = sun;
        this.lunarWeight = lunarWeight;
        this.level = value(sun.up, 1);
    }

    private double value(double mu0, double mu) {
        return mu0 <= 0 ? 0 : 2 * lunarWeight * mu0 / (mu0 + mu) + (1 - lunarWeight) * mu0;
    }

    /** @param slopeEast rise per metre to the east @param slopeNorth rise per metre to the north @return 1 on level ground */
    public double relative(double slopeEast, double slopeNorth) {
        double mu = 1 / Math.sqrt(1 + slopeEast * slopeEast + slopeNorth * slopeNorth);
        double mu0 = mu * (sun.up - slopeEast * sun.east - slopeNorth * sun.north);
        return value(mu0, mu) / level;
    }
}
