package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;

/** What navigation believes about the errors of its first state and of the ground it will find. */
final class InitialSigmas {
    private final double positionM;
    private final double velocityMps;
    private final double attitudeRad;
    private final double gyroBiasRadps;
    private final double accelBiasMps2;
    private final double groundM;

    InitialSigmas(ParameterTable p) {
        positionM = p.scalar("nav.initial.positionSigmaM", "m", 200, 1, 20000,
                "1-sigma of the first position, per axis; error without localisation up to 3.2 km (dossier section 4.2)");
        velocityMps = p.scalar("nav.initial.velocitySigmaMps", "m/s", 0.2, 0.001, 50,
                "1-sigma of the first velocity, per axis");
        attitudeRad = Math.toRadians(p.scalar("nav.initial.attitudeSigmaDeg", "deg", 0.05, 0.001, 5,
                "1-sigma of the first attitude, per axis"));
        gyroBiasRadps = Math.toRadians(p.scalar("nav.imu.gyroBiasSigmaDegph", "deg/h", 0.1, 0, 100,
                "1-sigma of a gyro's bias")) / 3600;
        accelBiasMps2 = p.scalar("nav.imu.accelBiasSigmaMps2", "m/s^2", 1.5e-3, 0, 1,
                "1-sigma of an accelerometer's bias");
        groundM = p.scalar("nav.initial.groundSigmaM", "m", 400, 1, 5000,
                "1-sigma of the height of the ground along the approach over the target's");
    }

    void reset(ErrorFilter filter) {
        filter.reset(positionM, velocityMps, attitudeRad, gyroBiasRadps, accelBiasMps2, groundM);
    }
}
