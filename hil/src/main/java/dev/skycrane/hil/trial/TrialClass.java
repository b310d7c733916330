package dev.skycrane.hil.trial;

/**
 * Kinds of frames, from what a good day brings to more than any landing should have to take. Every class has errors of map, elevation,
 * focal length and boresight, cast shadows, lens distortion and relief on top.
 */
public enum TrialClass {
    /** Gentle ground, looking down, light as on the map. */
    NOMINAL(4.8, 0.07, 10, 4, 4, 0.95, 1.1, 0.4, 1, 2, 0, 0, 0.012, 0.999),
    /** Other light, tilted view. */
    RELIT(4.8, 0.07, 20, 20, 10, 0.8, 1.1, 0.5, 1.5, 4, 0, 0, 0.02, 0.999),
    /** Steep ground, low and turned light, dim, blurred, the heat shield in view. */
    ROUGH(8.5, 0.07, 30, 45, 20, 0.4, 0.7, 1, 2.5, 6, 130, 0, 0.02, 0.999),
    /** Hardly any relief or contrast. */
    BLAND(2.4, 0.035, 15, 20, 5, 0.8, 1.1, 0.5, 1.5, 4, 0, 0, 0.02, 0.999),
    /** Dust in the air and on the lens, over-exposed parts, the heat shield in view. */
    DUSTY(4.8, 0.07, 20, 20, 10, 1.7, 2.1, 0.8, 1.5, 4, 130, 12, 0.08, 0.98),
    /** Everything at once, tilted to the edge of the envelope. */
    EXTREME(2.4, 0.05, 45, 60, 22, 0.35, 0.5, 1.5, 3, 7, 130, 0, 0.03, 0.98);

    final double meanSlopeDeg;
    final double albedoSigma;
    /** Largest angle of the optical axis to the nadir. */
    final double offNadirDeg;
    /** Largest difference of the sun's azimuth to the map's, and of its height, to lower. */
    final double sunAzimuthDeg;
    final double sunLowerDeg;
    final double minGain;
    final double maxGain;
    /** Gaussian blur, px. */
    final double blurPx;
    /** Longest smear by motion, px. */
    final double smearPx;
    final double noiseDn;
    /** Radius of a dark disc in the view, 0 for none. */
    final double discPx;
    /** Specks of dust on the lens. */
    final int specks;
    final double hazePerKm;
    /** Share of frames within 40 m that is demanded. */
    final double goal;

    TrialClass(double meanSlopeDeg, double albedoSigma, double offNadirDeg, double sunAzimuthDeg, double sunLowerDeg,
            double minGain, double maxGain, double blurPx, double smearPx, double noiseDn, double discPx, int specks,
            double hazePerKm, double goal) {
        this.meanSlopeDeg = meanSlopeDeg;
        this.albedoSigma = albedoSigma;
        this.offNadirDeg = offNadirDeg;
        this.sunAzimuthDeg = sunAzimuthDeg;
        this.sunLowerDeg = sunLowerDeg;
        this.minGain = minGain;
        this.maxGain = maxGain;
        this.blurPx = blurPx;
        this.smearPx = smearPx;
        this.noiseDn = noiseDn;
        this.discPx = discPx;
        this.specks = specks;
        this.hazePerKm = hazePerKm;
        this.goal = goal;
    }
}
