package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;

/** Growth of the navigation errors that the filter's dynamics do not carry. */
final class ProcessNoise {
    private final double gyroRandomWalk;
    private final double accelRandomWalk;
    private final double gyroBiasWalk;
    private final double accelBiasWalk;
    private final double groundPerRootM;
    private final double groundPerRootS;
    private final double coastedForceMps2;
    private final double coastedRateRadps;

    ProcessNoise(ParameterTable p) {
        gyroRandomWalk = Math.toRadians(p.scalar("nav.imu.gyroRandomWalkDegprh", "deg/sqrt(h)", 0.01, 0, 10,
                "angle random walk assumed")) / 60;
        accelRandomWalk = p.scalar("nav.imu.accelRandomWalkMpsprs", "m/s/sqrt(s)", 3e-4, 0, 1,
                "velocity random walk assumed");
        gyroBiasWalk = Math.toRadians(p.scalar("nav.imu.gyroBiasWalkDegphprs", "deg/h/sqrt(s)", 5e-4, 0, 10,
                "random walk of a gyro's bias assumed")) / 3600;
        accelBiasWalk = p.scalar("nav.imu.accelBiasWalkMps2prs", "m/s^2/sqrt(s)", 5e-6, 0, 1,
                "random walk of an accelerometer's bias assumed");
        groundPerRootM = p.scalar("nav.radar.groundPerRootM", "m/sqrt(m)", 0.7, 0, 50,
                "random walk of the height of the ground below with the distance flown over it");
        groundPerRootS = p.scalar("nav.radar.groundPerRootS", "m/sqrt(s)", 0.03, 0, 10,
                "random walk of the height of the ground below with time");
        coastedForceMps2 = p.scalar("nav.imu.coastedForceMps2", "m/s^2", 1, 0, 50,
                "error of the specific force of an axis while it is coasted");
        coastedRateRadps = p.scalar("nav.imu.coastedRateRadps", "rad/s", 0.02, 0, 1,
                "error of the rate of an axis while it is coasted");
    }

    /** @param coastedTicks ticks of the step in which an IMU axis was coasted */
    void add(ErrorFilter filter, double dtS, double horizontalMps, int coastedTicks) {
        double velocity = accelRandomWalk * accelRandomWalk * dtS;
        double attitude = gyroRandomWalk * gyroRandomWalk * dtS;
        if (coastedTicks > 0) {
            double coastedS = coastedTicks * Tick.PERIOD_S;
            velocity += coastedForceMps2 * coastedForceMps2 * coastedS * coastedS;
            attitude += coastedRateRadps * coastedRateRadps * coastedS * coastedS;
        }
        filter.addVariance(ErrorFilter.V, velocity);
        filter.addVariance(ErrorFilter.ATTITUDE, attitude);
        filter.addVariance(ErrorFilter.GYRO_BIAS, gyroBiasWalk * gyroBiasWalk * dtS);
        filter.addVariance(ErrorFilter.ACCEL_BIAS, accelBiasWalk * accelBiasWalk * dtS);
        filter.addGroundVariance(groundPerRootM * groundPerRootM * horizontalMps * dtS
                + groundPerRootS * groundPerRootS * dtS);
    }
}
