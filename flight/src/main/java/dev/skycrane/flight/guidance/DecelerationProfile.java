package dev.skycrane.flight.guidance;

import dev.skycrane.flight.core.Digest;

/**
 * Constant deceleration from a descent rate to a lower one at a given height: a parabola of height over time. It starts one engine lag after
 * the order, as the engines do; the acceleration fed forward leads it by as much, and ends as much before it.
 */
final class DecelerationProfile {
    private double leadS;
    private double startHeightM;
    private double startRateMps;
    private double decelerationMps2;
    private double durationS;

    /** @param mostMps2 largest deceleration to be asked for */
    void begin(double heightM, double rateMps, double endHeightM, double endRateMps, double engineLeadS,
            double mostMps2) {
        leadS = engineLeadS;
        startHeightM = heightM;
        startRateMps = rateMps;
        double dropM = Math.max(1, heightM - endHeightM - rateMps * leadS);
        decelerationMps2 = Math.min(mostMps2, (rateMps * rateMps - endRateMps * endRateMps) / (2 * dropM));
        durationS = (rateMps - endRateMps) / decelerationMps2 + leadS;
    }

    /** Reference descent rate, m/s. */
    double rateMps(double seconds) {
        return startRateMps - decelerationMps2 * braking(seconds);
    }

    /** Reference height, m; goes on at the final rate after the end. */
    double heightM(double seconds) {
        double t = braking(seconds);
        return startHeightM - startRateMps * (Math.min(leadS, seconds) + t) + 0.5 * decelerationMps2 * t * t
                - rateMps(seconds) * Math.max(0, seconds - durationS);
    }

    /** Upward acceleration to feed forward, m/s^2. */
    double forwardMps2(double seconds) {
        return seconds + leadS < durationS ? decelerationMps2 : 0;
    }

    private double braking(double seconds) {
        return Math.max(0, Math.min(durationS, seconds) - leadS);
    }

    double durationS() {
        return durationS;
    }

    void foldInto(Digest digest) {
        digest.fold(startHeightM);
        digest.fold(decelerationMps2);
    }
}
