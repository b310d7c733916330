package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.RateGroup;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Navigation: strapdown propagation of the descent IMU from a given first state, corrected by an error-state Kalman filter with
 * radar and map-relative measurements. Propagates at 64 Hz, the covariance at 8 Hz, measurements in the tick they arrive.
 *
 * <p>Events: {@code RADAR_LOCK} and {@code NAV_CONVERGED} once, {@code VISION_FIX} for each fix taken,
 * {@code VISION_FIX_REJECTED} and {@code RADAR_BEAM_REJECTED} for what the innovation gates refuse.
 */
public final class Navigator {
    private static final RateGroup COVARIANCE_RATE = RateGroup.HZ_8;

    private final EventBuffer events;
    private final InitialSigmas initial;
    private final ProcessNoise noise;
    private final double lockWithinS;
    private final int lockBeams;
    private final double lockSigmaM;
    private final double convergedSigmaMps;

    private final EnuFrame target;
    private final ImuConditioner imu = new ImuConditioner();
    private final Strapdown strapdown;
    private final StateHistory history = new StateHistory();
    private final ErrorFilter filter;
    private final RadarUpdate radar;
    private final VisionUpdate vision;
    private final DerivedState derived;
    private final NavChannels telemetry;

    private final Vec3 gyroBiasRadps = new Vec3();
    private final Vec3 accelBiasMps2 = new Vec3();
    private double groundM;
    private long stateTick = -1;
    private final Vec3 initialRMcmfM = new Vec3();
    private final Vec3 initialVMcmfMps = new Vec3();
    private final Quat initialQMcmfFromBody = new Quat();
    private long initialTick = -1;
    private final Vec3 forceSumMps = new Vec3();
    private final Vec3 forceMcmfMps2 = new Vec3();
    private final Vec3 turnSumRad = new Vec3();
    private final Vec3 gainSumMps = new Vec3();
    private final EnuFrame firstPlace = new EnuFrame();
    private int ticksSinceCovariance;
    private int coastedSinceCovariance;
    private final Vec3 dr = new Vec3();
    private final Vec3 dv = new Vec3();
    private final Vec3 da = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 horizontal = new Vec3();

    private final Vec3 velocityCorrectionMps = new Vec3();
    private double heightCorrectionM;
    private double mapGroundM;
    private double mapGroundSigmaM;
    private boolean lockReported;
    private boolean converged;
    private boolean radarLocked;
    private boolean mapRelative;
    private boolean visionUsed;
    private boolean sigmasReported;
    private double sigmaHeightM;
    private double sigmaVelocityMps;

    public Navigator(ParameterTable p, PlanetModel planet, AtmosphereModel air, ChannelBuffer channels,
            EventBuffer events) {
        this.events = events;
        initial = new InitialSigmas(p);
        noise = new ProcessNoise(p);
        lockWithinS = p.scalar("nav.radar.lockWithinS", "s", 1, 0.2, 10,
                "a beam heard within this time counts for lock");
        lockBeams = p.integer("nav.radar.lockBeams", "1", 3, 1, 6, "beams that make a lock");
        lockSigmaM = p.scalar("nav.radar.lockSigmaM", "m", 60, 1, 1000, "1-sigma of the height that a lock needs");
        convergedSigmaMps = p.scalar("nav.convergedSigmaMps", "m/s", 0.25, 0.01, 10,
                "1-sigma of the velocity, per axis, at which the filter counts as converged");
        target = planet.siteFrame();
        strapdown = new Strapdown(planet);
        filter = new ErrorFilter(planet.gmM3ps2, planet.rotationRadps, new ConsideredErrors(p));
        radar = new RadarUpdate(p, planet, events);
        vision = new VisionUpdate(p, events);
        derived = new DerivedState(planet, air);
        telemetry = new NavChannels(channels);
        initial.reset(filter, target);
        strapdown.rMcmfM.set(target.originMcmfM());
    }

    /** Sets the state as of the end of {@code tick}; the filter starts from its initial 1-sigma values. */
    public void initialise(long tick, Vec3 rMcmfM, Vec3 vMcmfMps, Quat qMcmfFromBody) {
        initialTick = tick;
        initialRMcmfM.set(rMcmfM);
        initialVMcmfMps.set(vMcmfMps);
        initialQMcmfFromBody.set(qMcmfFromBody);
        stateTick = tick;
        strapdown.set(rMcmfM, vMcmfMps, qMcmfFromBody);
        initial.reset(filter, firstPlace.set(rMcmfM));
        gyroBiasRadps.zero();
        accelBiasMps2.zero();
        groundM = 0;
    }

    /** What {@link #initialise} was last told, as it was told, for a re-flight. @return its tick */
    public long copyInitialState(Vec3 rMcmfM, Vec3 vMcmfMps, Quat qMcmfFromBody) {
        rMcmfM.set(initialRMcmfM);
        vMcmfMps.set(initialVMcmfMps);
        qMcmfFromBody.set(initialQMcmfFromBody);
        return initialTick;
    }

    /** From now on {@code rEnuM} and {@code vEnuMps} are relative to this point of the ground. */
    public void setTarget(double latRad, double lonRad, double radiusM) {
        target.set(latRad, lonRad, radiusM);
    }

    /** From now on {@code rEnuM} and {@code vEnuMps} are relative to this point of the ground. */
    public void setTarget(Vec3 rMcmfM) {
        target.set(rMcmfM);
    }

    /** The frame of the present target; read only. */
    public EnuFrame target() {
        return target;
    }

    public void step(SensorFrame in, NavState out) {
        imu.take(in, gyroBiasRadps, accelBiasMps2);
        if (in.tick > stateTick) propagate(imu.velocityIncrement());
        history.keep(in.tick, strapdown);
        if (COVARIANCE_RATE.due(in.tick) && ticksSinceCovariance > 0) propagateCovariance();
        measure(in);
        fill(in, out);
        if (COVARIANCE_RATE.due(in.tick) || !sigmasReported) reportSigmas(out);
        report(in, out);
        telemetry.set(out);
        telemetry.setCounters(radar, vision, imu);
    }

    private void propagate(Vec3 increment) {
        forceSumMps.add(strapdown.qMcmfFromBody.rotate(increment, dv));
        turnSumRad.add(imu.rotationVector());
        gainSumMps.add(increment);
        strapdown.propagate(imu.rotationVector(), increment);
        ticksSinceCovariance++;
        if (imu.coastedBits() != 0) coastedSinceCovariance++;
    }

    private void propagateCovariance() {
        double dtS = ticksSinceCovariance * Tick.PERIOD_S;
        forceMcmfMps2.set(forceSumMps).scale(1 / dtS);
        filter.propagate(strapdown.rMcmfM, strapdown.qMcmfFromBody, forceMcmfMps2, turnSumRad, gainSumMps, dtS);
        up.set(strapdown.rMcmfM).normalize();
        horizontal.set(strapdown.vMcmfMps).addScaled(-strapdown.vMcmfMps.dot(up), up);
        noise.add(filter, dtS, horizontal.norm(), coastedSinceCovariance);
        forceSumMps.zero();
        turnSumRad.zero();
        gainSumMps.zero();
        ticksSinceCovariance = 0;
        coastedSinceCovariance = 0;
    }

    private void measure(SensorFrame in) {
        double altitudeM = strapdown.rMcmfM.norm() - derived.siteRadiusM() - groundM;
        filter.clearCorrection();
        boolean radarUsed = radar.take(in, history, filter, groundM, altitudeM, converged);
        visionUsed = vision.take(in.vision, in.tick, history, filter);
        boolean mapUsed = takeMapGround();
        if (!radarUsed && !visionUsed && !mapUsed) return;
        filter.correction(ErrorFilter.R, dr);
        filter.correction(ErrorFilter.V, dv);
        filter.correction(ErrorFilter.ATTITUDE, da);
        strapdown.correct(dr, dv, da);
        history.noteCorrection(in.tick, dr, dv, da);
        gyroBiasRadps.add(filter.correction(ErrorFilter.GYRO_BIAS, da));
        accelBiasMps2.add(filter.correction(ErrorFilter.ACCEL_BIAS, da));
        groundM += filter.correction(ErrorFilter.GROUND);
        if (visionUsed) mapRelative = true;
        if (radarUsed) {
            velocityCorrectionMps.add(dv);
            up.set(strapdown.rMcmfM).normalize();
            heightCorrectionM += dr.dot(up) - filter.correction(ErrorFilter.GROUND);
        }
    }

    private void fill(SensorFrame in, NavState out) {
        out.tick = in.tick;
        out.rMcmfM.set(strapdown.rMcmfM);
        out.vMcmfMps.set(strapdown.vMcmfMps);
        out.qMcmfFromBody.set(strapdown.qMcmfFromBody);
        imu.rate(out.omegaBodyRadps);
        imu.force(out.specificForceBodyMps2);
        out.mapRelative = mapRelative;
        out.fixTaken = visionUsed;
        derived.fill(out, target, groundM);
    }

    private void reportSigmas(NavState out) {
        sigmasReported = true;
        out.sigmaREnuM.set(filter.sigmaAlong(ErrorFilter.R, target.east()),
                filter.sigmaAlong(ErrorFilter.R, target.north()), filter.sigmaAlong(ErrorFilter.R, target.up()));
        out.sigmaVEnuMps.set(filter.sigmaAlong(ErrorFilter.V, target.east()),
                filter.sigmaAlong(ErrorFilter.V, target.north()), filter.sigmaAlong(ErrorFilter.V, target.up()));
        out.sigmaAttitudeRad = filter.sigmaMean(ErrorFilter.ATTITUDE);
        up.set(strapdown.rMcmfM).normalize();
        sigmaHeightM = filter.sigmaHeight(up);
        out.sigmaAglM = sigmaHeightM;
        sigmaVelocityMps = filter.sigmaMean(ErrorFilter.V);
    }

    private void report(SensorFrame in, NavState out) {
        int beams = radar.activeBeams(in.tick, lockWithinS);
        radarLocked = beams > 0 && (radarLocked || beams >= lockBeams && sigmaHeightM <= lockSigmaM);
        out.radarLocked = radarLocked;
        if (radarLocked && !lockReported) {
            lockReported = true;
            events.emit(EventId.RADAR_LOCK, beams, out.altitudeAglM, heightCorrectionM, -out.vEnuMps.z);
        }
        if (radarLocked && !converged && sigmaVelocityMps <= convergedSigmaMps) {
            converged = true;
            events.emit(EventId.NAV_CONVERGED, velocityCorrectionMps.norm(), out.altitudeAglM, sigmaHeightM,
                    sigmaVelocityMps);
        }
    }

    /** IMU axes coasted in the last tick: bits 0-2 gyro, 3-5 accelerometer. */
    public int coastedAxisBits() {
        return imu.coastedBits();
    }

    /** Radar beams whose measurements have been refused at least {@code inARow} times in a row, as bits. */
    public int refusedBeamBits(int inARow) {
        int bits = 0;
        for (int b = 0; b < 6; b++) {
            if (radar.rejectedInARow(b) >= inARow) bits |= 1 << b;
        }
        return bits;
    }

    /** From now on measurements of these beams (bits) are not used. */
    public void excludeBeams(int bits) {
        radar.exclude(bits);
    }

    /** From now on this is taken off the radar's time stamps. */
    public void setRadarClockOffset(long ticks) {
        radar.clockOffset(ticks);
    }

    /** Height of the ground below over the site's radius as the map says, and its 1-sigma, m; taken with the next tick's measurements. */
    public void noteMapGround(double heightM, double sigmaM) {
        mapGroundM = heightM;
        mapGroundSigmaM = sigmaM;
    }

    /** @return whether there was one to take */
    private boolean takeMapGround() {
        if (mapGroundSigmaM <= 0) return false;
        filter.clearRow();
        filter.row[ErrorFilter.GROUND] = 1;
        filter.update(filter.innovation(mapGroundM - groundM), mapGroundSigmaM * mapGroundSigmaM, null);
        mapGroundSigmaM = 0;
        return true;
    }

    /** Covariance of the error of the position as of now, Mcmf axes, row by row, m^2. */
    public void positionCovariance(double[] out) {
        filter.copyBlock(ErrorFilter.R, out);
    }

    /** Covariance of the error of the velocity as of now, Mcmf axes, row by row, (m/s)^2. */
    public void velocityCovariance(double[] out) {
        filter.copyBlock(ErrorFilter.V, out);
    }

    /** Covariance of the small rotation, about Mcmf axes, that turns the estimated attitude into the true one, row by row, rad^2. */
    public void attitudeCovariance(double[] out) {
        filter.copyBlock(ErrorFilter.ATTITUDE, out);
    }

    /** 1-sigma of the height above the ground below, m. */
    public double sigmaHeightM() {
        return sigmaHeightM;
    }

    /** Estimated height of the ground below over the site's radius, m. */
    public double groundHeightM() {
        return groundM;
    }

    public void foldInto(Digest digest) {
        strapdown.foldInto(digest);
        imu.foldInto(digest);
        filter.foldInto(digest);
        radar.foldInto(digest);
        vision.foldInto(digest);
        digest.fold(gyroBiasRadps);
        digest.fold(accelBiasMps2);
        digest.fold(groundM);
        digest.fold(mapGroundSigmaM);
        digest.fold(target.originMcmfM());
    }
}
