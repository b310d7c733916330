package dev.skycrane.flight.nav;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Best estimate of the vehicle's state at the end of a tick; written by navigation, read by everyone else. */
public final class NavState {
    public long tick;
    /** Position of the centre of mass, m. */
    public final Vec3 rMcmfM = new Vec3();
    /** Velocity relative to the rotating planet, m/s. */
    public final Vec3 vMcmfMps = new Vec3();
    public final Quat qMcmfFromBody = new Quat();
    /** Inertial angular rate, body axes, rad/s. */
    public final Vec3 omegaBodyRadps = new Vec3();
    /** Specific force (what the accelerometers feel), body axes, m/s^2. */
    public final Vec3 specificForceBodyMps2 = new Vec3();

    /** Relative to the current target (the site's before selection): east, north, up, m and m/s. */
    public final Vec3 rEnuM = new Vec3();
    public final Vec3 vEnuMps = new Vec3();
    public final Quat qEnuFromBody = new Quat();

    /** Planetocentric. */
    public double latRad;
    public double lonRad;
    /** Height above the ground below: from the radar once locked, before that above the target's radius, m. */
    public double altitudeAglM;
    public double speedMps;
    /** Flight-path angle of the relative velocity, positive up. */
    public double flightPathAngleRad;
    /** Azimuth of the relative velocity, clockwise from north. */
    public double headingRad;
    /** Specific force against and across the relative velocity, m/s^2. */
    public double dragMps2;
    public double liftMps2;
    /** From the on-board atmosphere model. */
    public double mach;
    public double dynamicPressurePa;

    /** 1-sigma errors from the filter's covariance: ENU position m, ENU velocity m/s, attitude rad per axis. */
    public final Vec3 sigmaREnuM = new Vec3();
    public final Vec3 sigmaVEnuMps = new Vec3();
    public double sigmaAttitudeRad;

    /** 1-sigma of {@link #altitudeAglM}, m. */
    public double sigmaAglM;

    public boolean radarLocked;
    /** A map-relative fix has been accepted. */
    public boolean mapRelative;
    /** The map-relative fix that came in this tick was taken. */
    public boolean fixTaken;
}
