package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/** Thrust of the flyaway over its time: straight up, a steady pitch manoeuvre, a burn on the slant (dossier section 4.4). */
final class Flyaway {
    private final double verticalS;
    private final double pitchS;
    private final double tiltRad;
    private final double burnS;
    private final double thrustMps2;

    Flyaway(ParameterTable p) {
        verticalS = p.scalar("guidance.flyaway.verticalS", "s", 0.7, 0, 10,
                "flyaway: time straight up (dossier section 4.4)");
        pitchS = p.scalar("guidance.flyaway.pitchS", "s", 1.0, 0.1, 10,
                "flyaway: time of the pitch manoeuvre (dossier section 4.4)");
        tiltRad = Math.toRadians(p.scalar("guidance.flyaway.tiltDeg", "deg", 45, 0, 80,
                "flyaway: tilt after the pitch manoeuvre (dossier section 4.4)"));
        burnS = p.scalar("guidance.flyaway.burnS", "s", 6.7, 1, 60,
                "flyaway: length of the burn (dossier section 4.4)");
        thrustMps2 = p.scalar("guidance.flyaway.accelerationMps2", "m/s^2", 9, 4, 30, "flyaway: thrust over mass");
    }

    boolean over(double seconds) {
        return seconds >= burnS;
    }

    double tiltLimitRad() {
        return tiltRad;
    }

    /**
     * Thrust over mass (m/s^2) and its rate of change (m/s^3), Enu.
     *
     * @param awayEnu horizontal unit vector of the way out
     */
    void thrust(double seconds, Vec3 awayEnu, Vec3 outThrust, Vec3 outRate) {
        double s = Math.max(0, Math.min(1, (seconds - verticalS) / pitchS));
        double tilt = s * tiltRad;
        outThrust.set(awayEnu).scale(thrustMps2 * Trig.sin(tilt));
        outThrust.z = thrustMps2 * Trig.cos(tilt);
        outRate.zero();
        if (s > 0 && s < 1) {
            double rate = tiltRad / pitchS * thrustMps2;
            outRate.set(awayEnu).scale(rate * Trig.cos(tilt));
            outRate.z = -rate * Trig.sin(tilt);
        }
    }
}
