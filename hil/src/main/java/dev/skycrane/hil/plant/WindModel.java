package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.noise.NoiseSource;

/**
 * The wind: a mean profile over height, a constant error of it drawn from the seed, and gusts as a first-order Gauss-Markov process per
 * horizontal axis (Gelb, Applied Optimal Estimation, section 3.8), advanced once per tick.
 */
public final class WindModel {
    private final HeightProfile eastMps;
    private final HeightProfile northMps;
    private final double offsetEastMps;
    private final double offsetNorthMps;
    private final double gustSigmaMps;
    private final double keep;
    private final NoiseSource noise;
    private double gustEastMps;
    private double gustNorthMps;

    public WindModel(ParameterTable p, long seed) {
        noise = new NoiseSource(seed, "wind");
        double[] heightM = HeightProfile.heights(p, "wind.heightKm", new double[]{-3, 5, 12, 40});
        eastMps = new HeightProfile("wind.eastMps", heightM,
                p.vector("wind.eastMps", "m/s", new double[]{6, 9, 14, 25}, -300, 300, "wind towards east"));
        northMps = new HeightProfile("wind.northMps", heightM,
                p.vector("wind.northMps", "m/s", new double[]{-5, -7, -6, -4}, -300, 300, "wind towards north"));
        gustSigmaMps = p.scalar("wind.gustSigmaMps", "m/s", 1.5, 0, 50, "1-sigma of the gusts per axis");
        double gustTimeS = p.scalar("wind.gustTimeS", "s", 8, 0.1, 1000, "correlation time of the gusts");
        double sigmaMps = p.scalar("wind.dispersionSigmaMps", "m/s", 3, 0, 100,
                "1-sigma of the constant error of the profile per axis, drawn from the seed");
        offsetEastMps = sigmaMps * noise.cutGaussian();
        offsetNorthMps = sigmaMps * noise.cutGaussian();
        keep = StrictMath.exp(-Tick.PERIOD_S / gustTimeS);
    }

    /** Moves the gusts on by one tick. */
    public void step() {
        double drive = gustSigmaMps * Math.sqrt(1 - keep * keep);
        gustEastMps = keep * gustEastMps + drive * noise.gaussian();
        gustNorthMps = keep * gustNorthMps + drive * noise.gaussian();
    }

    /** out = velocity of the air relative to the rotating planet at a point and height above the areoid, m/s. */
    public Vec3 velocity(Vec3 rMcmfM, double altitudeMolaM, Vec3 out) {
        double e = eastMps.at(altitudeMolaM) + offsetEastMps + gustEastMps;
        double n = northMps.at(altitudeMolaM) + offsetNorthMps + gustNorthMps;
        double rho2 = rMcmfM.x * rMcmfM.x + rMcmfM.y * rMcmfM.y;
        double rho = Math.sqrt(rho2);
        double r = Math.sqrt(rho2 + rMcmfM.z * rMcmfM.z);
        double cosLon = rMcmfM.x / rho;
        double sinLon = rMcmfM.y / rho;
        double sinLat = rMcmfM.z / r;
        return out.set(-e * sinLon - n * sinLat * cosLon, e * cosLon - n * sinLat * sinLon, n * rho / r);
    }
}
