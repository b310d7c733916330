package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Inertial propagation in the rotating planet-fixed frame: attitude by quaternion, velocity with gravitation, Coriolis and
 * centrifugal terms, position by the trapezoid rule (Titterton and Weston, chapter 3, Earth-frame mechanisation).
 */
final class Strapdown {
    final Vec3 rMcmfM = new Vec3();
    final Vec3 vMcmfMps = new Vec3();
    final Quat qMcmfFromBody = new Quat();

    private final PlanetModel planet;
    private final Quat planetTurn = new Quat();
    private final Quat bodyTurn = new Quat();
    /** Of the last tick; for the middle of the next it is good enough. */
    private final Vec3 acceleration = new Vec3();
    private final Vec3 increment = new Vec3();
    private final Vec3 vBefore = new Vec3();
    private final Vec3 rMid = new Vec3();
    private final Vec3 vMid = new Vec3();

    Strapdown(PlanetModel planet) {
        this.planet = planet;
        planetTurn.fromRotationVector(0, 0, -planet.rotationRadps * Tick.PERIOD_S);
    }

    void set(Vec3 rM, Vec3 vMps, Quat q) {
        rMcmfM.set(rM);
        vMcmfMps.set(vMps);
        qMcmfFromBody.set(q).normalize();
        frameAcceleration(rM, vMps);
    }

    /**
     * Advances by one tick.
     *
     * @param rotationVector of the body over the tick, rad, body axes
     * @param velocityIncrement integral of the specific force, m/s, body axes of the tick's beginning
     */
    void propagate(Vec3 rotationVector, Vec3 velocityIncrement) {
        double dt = Tick.PERIOD_S;
        vBefore.set(vMcmfMps);
        qMcmfFromBody.rotate(velocityIncrement, increment);
        rMid.set(rMcmfM).addScaled(0.5 * dt, vMcmfMps);
        vMid.set(vMcmfMps).addScaled(0.5, increment).addScaled(0.5 * dt, acceleration);
        frameAcceleration(rMid, vMid);
        vMcmfMps.add(increment).addScaled(dt, acceleration);
        rMcmfM.addScaled(0.5 * dt, vBefore).addScaled(0.5 * dt, vMcmfMps);
        bodyTurn.fromRotationVector(rotationVector.x, rotationVector.y, rotationVector.z);
        qMcmfFromBody.product(qMcmfFromBody, bodyTurn);
        qMcmfFromBody.product(planetTurn, qMcmfFromBody).normalize();
    }

    /** Gravitation, Coriolis and centrifugal acceleration. */
    private void frameAcceleration(Vec3 r, Vec3 v) {
        double w = planet.rotationRadps;
        planet.gravity(r, acceleration);
        acceleration.x += 2 * w * v.y + w * w * r.x;
        acceleration.y += -2 * w * v.x + w * w * r.y;
    }

    /** Applies error estimates (true minus estimated): m, m/s, small rotation in Mcmf axes. */
    void correct(Vec3 drM, Vec3 dvMps, Vec3 rotationMcmf) {
        rMcmfM.add(drM);
        vMcmfMps.add(dvMps);
        bodyTurn.fromRotationVector(rotationMcmf.x, rotationMcmf.y, rotationMcmf.z);
        qMcmfFromBody.product(bodyTurn, qMcmfFromBody).normalize();
    }

    void foldInto(Digest digest) {
        digest.fold(rMcmfM);
        digest.fold(vMcmfMps);
        digest.fold(qMcmfFromBody);
    }
}
