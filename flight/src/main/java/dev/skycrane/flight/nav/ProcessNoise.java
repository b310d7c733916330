package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;

/** Growth of the navigation errors that the filter's dynamics do not carry. */
final class ProcessNoise {
    private final double gyroRandomWalk;
    private final double accelRandomWalk;
    private final double scaleSigma;
    private final double scaleTimeS;
    private final double groundPerRootM;
    private final double groundPerRootS;
    private final double coastedForceMps2;
    private final double coastedRateRadps;

    ProcessNoise(ParameterTable p) {
        gyroRandomWalk = Math.toRadians(p.scalar("nav.imu.gyroRandomWalkDegprh", "deg/sqrt(h)", 0.02, 0, 10,
                "angle random walk assumed")) / 60;
        accelRandomWalk = p.scalar("nav.imu.accelRandomWalkMpsprs", "m/s/sqrt(s)", 1e-3, 0, 1,
                "velocity random walk assumed");
        scaleSigma = p.scalar("nav.imu.scaleSigma", "1", 3e-4, 0, 0.1,
                "1-sigma of accelerometer scale and alignment errors together");
        scaleTimeS = p.scalar("nav.imu.scaleTimeS", "s", 20, 0.1, 1000,
                "time over which a scale error acts the same way, for its stand-in as velocity noise");
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
    void add(ErrorFilter filter, double dtS, double forceMps2, double horizontalMps, int coastedTicks) {
        double scale = scaleSigma * forceMps2;
        double velocity = (accelRandomWalk * accelRandomWalk + scale * scale * scaleTimeS) * dtS;
        double attitude = gyroRandomWalk * gyroRandomWalk * dtS;
        if (coastedTicks > 0) {
            double coastedS = coastedTicks * Tick.PERIOD_S;
            velocity += coastedForceMps2 * coastedForceMps2 * coastedS * coastedS;
            attitude += coastedRateRadps * coastedRateRadps * coastedS * coastedS;
        }
        filter.addVariance(ErrorFilter.V, velocity);
        filter.addVariance(ErrorFilter.ATTITUDE, attitude);
        filter.addGroundVariance(groundPerRootM * groundPerRootM * horizontalMps * dtS
                + groundPerRootS * groundPerRootS * dtS);
    }
}
