package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;

/** What navigation believes about the errors of its first state and of the ground it will find. */
final class InitialSigmas {
    private final double[] positionEnuM;
    private final double velocityMps;
    private final double attitudeRad;
    private final double gyroBiasRadps;
    private final double accelBiasMps2;
    private final double groundM;

    InitialSigmas(ParameterTable p) {
        positionEnuM = p.triple("nav.initial.positionSigmaM", "m", new double[]{100, 60, 60}, 0.1, 20000,
                "1-sigma of the first position: east, north, up; error without localisation up to 3.2 km (dossier section 4.2)");
        velocityMps = p.scalar("nav.initial.velocitySigmaMps", "m/s", 0.1, 0.001, 50,
                "1-sigma of the first velocity, per axis");
        attitudeRad = Math.toRadians(p.scalar("nav.initial.attitudeSigmaDeg", "deg", 0.03, 0.001, 5,
                "1-sigma of the first attitude, per axis"));
        gyroBiasRadps = Math.toRadians(p.scalar("nav.imu.gyroBiasSigmaDegph", "deg/h", 0.05, 0, 100,
                "1-sigma of a gyro's bias")) / 3600;
        accelBiasMps2 = p.scalar("nav.imu.accelBiasSigmaMps2", "m/s^2", 5e-4, 0, 1,
                "1-sigma of an accelerometer's bias");
        groundM = p.scalar("nav.initial.groundSigmaM", "m", 400, 1, 5000,
                "1-sigma of the height of the ground along the approach over the target's");
    }

    /** @param local east, north and up at the first position */
    void reset(ErrorFilter filter, EnuFrame local) {
        filter.reset(velocityMps, attitudeRad, gyroBiasRadps, accelBiasMps2, groundM);
        filter.addVariance(ErrorFilter.R, local.east(), positionEnuM[0] * positionEnuM[0]);
        filter.addVariance(ErrorFilter.R, local.north(), positionEnuM[1] * positionEnuM[1]);
        filter.addVariance(ErrorFilter.R, local.up(), positionEnuM[2] * positionEnuM[2]);
    }
}
